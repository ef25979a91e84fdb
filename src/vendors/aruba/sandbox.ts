/** How Aruba Central's simulator differs from a conforming server. Marks as in the vendor notes section 5. */
import type { Simulator } from '../../core/simulator.ts'
import { accounts, clients, customers } from './sandbox-accounts.ts'
import { apiRoutes } from './sandbox-api.ts'
import { faults } from './sandbox-faults.ts'
import { ACCESS_SECONDS, kongChecks, REFRESH_SECONDS } from './sandbox-kong.ts'
import { loginRoutes } from './sandbox-login.ts'
import { pageRoutes } from './sandbox-pages.ts'
import { rateChecks, rateHeaders } from './sandbox-rates.ts'
import { sessionChecks } from './sandbox-session.ts'
import { settings } from './sandbox-settings.ts'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export default {
  id: 'aruba',
  product: 'Aruba Central API Gateway',
  summary: 'HPE Aruba Networking Central: login by cookie, a code by POST, and Kong behind it',
  clients,
  accounts,
  settings,
  notes: {
    Customers: customers.map(
      ({ customer_id, customer_name, tenants }) =>
        `${customer_name}: ${customer_id}${tenants === undefined ? '' : `, tenant ${tenants.join(', ')}`}`,
    ),
    'Offline token': [
      'Open /aruba/api-gateway for a page like My Apps & Tokens, with Download Token.',
    ],
  },
  look: { accent: '#01663f', accentDark: '#5fd3a6' },
  headers: rateHeaders,

  token: {
    path: '/oauth2/token',
    grants: ['authorization_code', 'refresh_token'],
    parameters: ['json', 'form', 'query'], // the body wins [I]
  },
  tokens: {
    accessSeconds: ACCESS_SECONDS, // [S] 2 hours
    refreshSeconds: REFRESH_SECONDS, // [D B-5]
    access: ({ ids }) => ids.text(ALPHANUMERIC, 32), // [S]
    refresh: ({ ids }) => ids.text(ALPHANUMERIC, 32),
    // The order of a real capture [D B-4]; no scope, and `state` only when it was sent [I].
    answer: (turn, { access_token, refresh_token }) => ({
      refresh_token,
      token_type: 'bearer',
      access_token,
      expires_in: ACCESS_SECONDS,
      state: turn.parameters.get('state'),
    }),
  },

  faults,
  checks: [...rateChecks, ...sessionChecks, ...kongChecks],
  order: {
    token: ['token_request_right'],
    authorization_code: ['code_right', 'kong_token'],
    refresh_token: [
      'refresh_token_right',
      'old_access_token_ended',
      'refresh_token_rotated',
      'kong_token',
    ],
    bearer: ['token_right', 'api_rate', 'service_well', 'tenant_accessible', 'scope_covers'],
  },
  routes: { ...loginRoutes, ...pageRoutes, ...apiRoutes },
} satisfies Simulator
