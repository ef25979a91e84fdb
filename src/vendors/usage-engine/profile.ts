/** Facts about Usage Engine. Sources and assumptions: README.md beside this file. */
import type { ValueFact } from '../../core/values.ts'
import type { VendorProfile } from '../../core/vendor.ts'

const fact = (label: string, sensitivity: ValueFact['sensitivity'] = 'public'): ValueFact => ({
  label,
  sensitivity,
})

/** API base by region. The audience is the same with a slash at its end. */
const bases = {
  eu: 'https://api.digitalroute.io',
  us: 'https://api.us.digitalroute.io',
} as const

export const baseOf = (region: string | undefined): string =>
  region === 'us' ? bases.us : bases.eu

export const profile: VendorProfile = {
  id: 'usage-engine',
  name: 'DigitalRoute Usage Engine',
  product: 'Usage Engine Cloud Edition',
  summary:
    'Metering of usage data. Client credentials with an audience, a token for one hour, and no refresh token by design.',
  links: [
    {
      title: 'Usage Engine: client credentials',
      url: 'https://infozone.atlassian.net/wiki/spaces/DAZ/pages/79921630',
    },
    { title: 'Usage Engine API reference', url: 'https://api.digitalroute.io' },
  ],
  values: {
    region: fact('Region'),
    audience_kind: fact('Which audience'),
    other_audience: fact('Your own audience'),
    token_format: fact('Format of the token request'),
    token_audience: fact('aud of the token'),
    token_grant: fact('gty of the token'),
    token_client: fact('azp of the token'),
    token_lifetime: fact('exp − iat (s)'),
    token_permissions: fact('Permissions in the token'),
    account_id: fact('Account ID', 'personal'),
    filter_name: fact('Name to look for'),
    meter_type_id: fact('Meter type ID'),
    created_type_id: fact('Meter type of this walk'),
    new_type_name: fact('Name of the meter type'),
    new_type_unit: fact('Unit'),
    new_type_aggregation: fact('Aggregation'),
    user_id: fact('User ID', 'personal'),
    meter_key: fact('Meter key'),
    meter_id: fact('Meter ID'),
    deleted_meter_id: fact('Deleted meter ID'),
    previous_access_token: fact('Previous access token', 'secret'),
    reader_client_id: fact('Client ID with fewer permissions'),
    reader_client_secret: fact('Client secret with fewer permissions', 'secret'),
    reader_access_token: fact('Access token with fewer permissions', 'secret'),
  },
  hosts: (values) => ({ main: baseOf(values['region']) }),
  origins: Object.values(bases),
}
