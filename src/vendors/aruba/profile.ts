/** Facts about Aruba Central. Sources and assumptions: README.md beside this file. */
import type { ValueFact } from '../../core/values.ts'
import type { VendorProfile } from '../../core/vendor.ts'
import { gatewayOf, regions } from './regions.ts'

const fact = (label: string, sensitivity: ValueFact['sensitivity']): ValueFact => ({
  label,
  sensitivity,
})

export const profile: VendorProfile = {
  id: 'aruba',
  name: 'HPE Aruba Networking Central',
  product: 'Aruba Central API Gateway',
  summary:
    'Networks managed in the cloud. A login with cookies and CSRF, a code by POST, tokens of two hours, or a token file from the pages.',
  links: [
    {
      title: 'Aruba Central: OAuth access token',
      url: 'https://developer.arubanetworks.com/aruba-central/docs/api-oauth-access-token',
    },
  ],
  values: {
    region: fact('Region', 'public'),
    customer_id: fact('Customer ID', 'public'),
    tenant_id: fact('Customer ID of the tenant', 'public'),
    session_cookie: fact('Session cookie', 'secret'),
    csrf_token: fact('CSRF token', 'secret'),
    tenant_client_id: fact('Client ID for the tenant', 'public'),
    tenant_client_secret: fact('Client secret for the tenant', 'secret'),
    act_as: fact('Whose credentials', 'public'),
    parameters_in: fact('Where the parameters go', 'public'),
    token_file: fact('Downloaded token file', 'secret'),
    created_at: fact('Made at (Unix milliseconds)', 'public'),
    access_token_state: fact('State of the access token', 'public'),
    file_state: fact('State of the file', 'public'),
    authenticated_userid: fact('User of the token', 'personal'),
    ap_status: fact('Status', 'public'),
    ap_serial: fact('Serial number', 'public'),
    sku_type: fact('Kind of device', 'public'),
    start_time: fact('From (s)', 'public'),
    end_time: fact('To (s)', 'public'),
    last_client_mac: fact('Last client’s MAC address', 'public'),
    site_name: fact('Name of the new site', 'public'),
    stranger_id: fact('Customer ID of a stranger', 'public'),
    previous_access_token: fact('Previous access token', 'secret'),
    previous_refresh_token: fact('Previous refresh token', 'secret'),
    deleted_access_token: fact('Deleted access token', 'secret'),
  },
  hosts(values) {
    const main = gatewayOf(values.region)
    return main === undefined ? {} : { main }
  },
  origins: regions.map(({ host }) => `https://${host}`),
  paging: {
    cursors: [
      {
        path: '/monitoring/v2/clients',
        list: 'clients',
        member: 'macaddr',
        parameter: 'last_client_mac',
      },
    ],
  },
}
