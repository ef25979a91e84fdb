/** How Usage Engine's simulator differs from a conforming server. Marks as in the vendor notes section 3. */
import type { Simulator } from '../../core/simulator.ts'
import { accesses, EU, US } from './sandbox-accesses.ts'
import { routes } from './sandbox-api.ts'
import { checks, limits } from './sandbox-checks.ts'
import { faults, refuse } from './sandbox-faults.ts'
import { LIFETIME, signedToken } from './sandbox-jwt.ts'
import { settings } from './sandbox-settings.ts'

export default {
  id: 'usage-engine',
  product: 'Usage Engine Cloud Edition',
  summary: 'DigitalRoute Usage Engine: client credentials for an audience, and the metering API',
  clients: () => accesses,
  accounts: [],
  settings,
  notes: {
    Audiences: [`EU: ${EU}`, `US: ${US}`],
    'Meter types': ['Usage based API counter', 'Pay-Per-Print'],
  },
  look: { accent: '#5b2d8e', accentDark: '#c9a6f0' },

  token: {
    path: '/authentication/v1/oauth/token',
    // The identity provider knows these as well; no application access has them [I].
    grants: ['client_credentials', 'authorization_code', 'refresh_token', 'password'],
    parameters: ['form', 'json'], // [D]
    authentication: ['post', 'basic'], // basic: [A]
  },
  tokens: {
    accessSeconds: LIFETIME,
    access: signedToken,
    answer: (turn, token) => ({
      access_token: token.access_token,
      scope: token.scope,
      expires_in: Math.floor((token.expiresAt - turn.now) / 1000),
      token_type: 'Bearer',
    }),
  },

  faults,
  refuse,
  checks,
  limits,
  order: {
    // What is wrong with the request comes before who sent it [A].
    token: [
      'post_only',
      'token_requests_left',
      'parameters_once',
      'grant_type_given',
      'grant_type_supported',
      'one_client_authentication',
      'client_authenticated',
      'client_id_agrees',
      'access_there',
      'grant_type_allowed',
    ],
    client_credentials: ['audience_given', 'audience_known', 'audience_granted', 'issue_token'],
  },
  routes,
} satisfies Simulator
