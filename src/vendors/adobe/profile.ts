/** Facts about Adobe Pass CMU. Sources and assumptions: README.md beside this file. */
import type { ValueFact } from '../../core/values.ts'
import type { VendorProfile } from '../../core/vendor.ts'

const fact = (label: string, sensitivity: ValueFact['sensitivity'] = 'public'): ValueFact => ({
  label,
  sensitivity,
})

export const profile: VendorProfile = {
  id: 'adobe',
  name: 'Adobe Pass CMU',
  product: 'Concurrency Monitoring Usage',
  summary:
    'Reports on who watches what at once. A signed software statement registers the client; its credentials then fetch tokens, again and again.',
  links: [
    {
      title: 'Concurrency Monitoring Usage API access',
      url: 'https://experienceleague.adobe.com/en/docs/pass/cm/cmu/cmu-api-access',
    },
  ],
  values: {
    statement_file: fact('Software statement file', 'secret'),
    statement_claims: fact('What the statement says'),
    software_id: fact('Software ID'),
    device_info: fact('Device, as JSON'),
    x_device_info: fact('X-Device-Info'),
    client_id_issued_at: fact('Registered at (s)'),
    parameters_in: fact('Where the parameters go'),
    previous_access_token: fact('Previous access token', 'secret'),
    token_claims: fact('What the token says'),
    token_scopes: fact('Scopes of the token'),
    token_lifetime: fact('exp − iat (s)'),
    report_links: fact('Links of the last report'),
    report_path: fact('Link to follow'),
    filter_path: fact('Report path'),
    filters: fact('Filters'),
    report_start: fact('Start'),
    report_end: fact('End'),
    report_metrics: fact('Metrics'),
    level: fact('Histogram'),
    file_extension: fact('Extension'),
    format_parameter: fact('Parameter format'),
    accept: fact('Header Accept'),
    decided_format: fact('What decided the format'),
    report_file: fact('Name of the file'),
    statement_iss: fact('Issuer (iss)'),
    client_name: fact('Client name'),
    redirect_uris: fact('Redirect URIs'),
    signing_key: fact('Signed with'),
    studio_claims: fact('Claims to sign'),
    body_metadata: fact('Metadata beside the statement'),
    effective_metadata: fact('What counts in the end'),
    tampered_statement: fact('Tampered statement', 'secret'),
    expired_statement: fact('Expired statement', 'secret'),
    foreign_statement: fact('Statement signed by a stranger', 'secret'),
    unsigned_statement: fact('Statement without a signature', 'secret'),
    revoked_statement: fact('Statement of a revoked application', 'secret'),
    foreign_redirect_uri: fact('Redirect URI to ask for'),
  },
  hosts: () => ({ main: 'https://sp.auth.adobe.com', cmu: 'https://mgmt.auth.adobe.com' }),
  origins: ['https://sp.auth.adobe.com', 'https://mgmt.auth.adobe.com'],
}
