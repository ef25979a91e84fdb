/** Facts about the AirLink Mobility Manager. Sources and assumptions: README.md beside this file. */
import type { ValueFact } from '../../core/values.ts'
import type { VendorProfile } from '../../core/vendor.ts'

const fact = (label: string, sensitivity: ValueFact['sensitivity']): ValueFact => ({
  label,
  sensitivity,
})

export const profile: VendorProfile = {
  id: 'amm',
  name: 'Sierra Wireless AMM',
  product: 'AirLink Mobility Manager',
  summary:
    'Fleets of vehicle routers. Three ways in: password, implicit and authorization code, with single-use refresh tokens and its own way to revoke.',
  links: [
    {
      title: 'AMM API overview',
      url: 'https://source.sierrawireless.com/airvantage/amm/reference/API/',
    },
  ],
  values: {
    amm_address: fact('Address of your AMM', 'public'),
    basic_encoding: fact('How Basic credentials are encoded', 'public'),
    parameters_in: fact('Where the parameters go', 'public'),
    authorize_grant_type: fact('grant_type on /authorize', 'public'),
    group_id: fact('Group ID', 'public'),
    gateway_uid: fact('Gateway UID', 'public'),
    platforms: fact('Platforms', 'public'),
    data_ids: fact('Data IDs', 'public'),
    data_id: fact('Data ID', 'public'),
    from: fact('From (ms)', 'public'),
    to: fact('To (ms)', 'public'),
    previous_access_token: fact('Previous access token', 'secret'),
    previous_refresh_token: fact('Previous refresh token', 'secret'),
    revoked_access_token: fact('Revoked access token', 'secret'),
  },
  hosts: (values) => {
    const address = (values.amm_address ?? '').trim().replace(/\/+$/, '')
    if (address === '') return {}
    return { main: /^https?:\/\//i.test(address) ? address : `https://${address}` }
  },
  // An appliance has an address of its own, so there is no public origin to build in.
  origins: [],
  // AMM itself gives up after 300 seconds and says so with 408: that answer must still arrive.
  patience: 310_000,
}
