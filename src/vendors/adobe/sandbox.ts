/** How Adobe's DCR server and CMU API differ from a conforming server. Marks as in the vendor notes section 2. */
import type { AccessToken, Turn } from '../../core/simulation.ts'
import type { Simulator } from '../../core/simulator.ts'
import { sandboxKey } from './fixture.ts'
import { apps, clients, dashboardRoutes } from './sandbox-apps.ts'
import { tokenChecks } from './sandbox-checks.ts'
import { faults } from './sandbox-faults.ts'
import { register } from './sandbox-register.ts'
import { cmuAllowed, reportRoutes } from './sandbox-report.ts'
import { settings } from './sandbox-settings.ts'
import { corsHeaders, throttled } from './sandbox-throttle.ts'
import { signed } from './signing.ts'

const LIFE = 21600 // [D C-1] six hours

/** Claims in the picture's order: no aud, no jti, and scopes with commas. */
function accessToken(turn: Turn): Promise<string> {
  const iat = Math.floor(turn.now / 1000)
  const { client_id: sub = '', scope = '' } = turn.client ?? {}
  const scopes = scope.replaceAll(' ', ',')
  return signed({ sub, nbf: iat, iss: 'auth.adobe.com', scopes, exp: iat + LIFE, iat }, sandboxKey)
}

const answer = (turn: Turn, token: AccessToken) => ({
  id: turn.ids.uuid(),
  access_token: token.access_token,
  created_at: token.issuedAt,
  expires_in: LIFE,
  token_type: 'bearer',
})

export default {
  id: 'adobe',
  product: 'Adobe Pass Concurrency Monitoring Usage',
  summary:
    'Adobe Pass CMU: registration by software statement, client credentials, a tree of reports',
  clients,
  accounts: [],
  settings,
  notes: {
    'Registered applications (downloads at /adobe/dashboard)': apps.map(
      ({ name, note }) => `${name}: ${note}`,
    ),
    'Signing key': [
      'Statements and tokens are signed with a public fixture key. It protects nothing and is trusted nowhere else.',
    ],
  },
  look: { accent: '#b0160b', accentDark: '#ff9b8f' },
  jsonHeaders: [
    ['Content-Type', 'application/json;charset=UTF-8'],
    ['Cache-Control', 'no-store'], // [A]
  ],
  headers: corsHeaders,

  token: {
    path: '/o/client/token',
    grants: ['client_credentials'],
    parameters: ['query', 'form'],
    basic: 'raw', // [A]: ids and secrets are UUIDs, so there is no difference
    authentication: ['basic', 'post'],
  },
  tokens: { accessSeconds: LIFE, access: accessToken, answer, status: 201 },
  tokenParameter: 'access_token',

  faults,
  checks: [...tokenChecks, throttled, cmuAllowed],
  order: {
    token: [
      'throttled',
      'post_only',
      'parameters_once',
      'grant_type_given',
      'one_client_authentication',
      'credentials_given',
      'grant_type_supported',
      'client_authenticated',
      'client_id_agrees',
      'client_not_revoked',
      'grant_type_allowed',
    ],
    client_credentials: ['client_confidential', 'issue_token'],
    bearer: ['token_given', 'token_known', 'token_fresh', 'cmu_allowed'],
  },
  routes: { 'POST /o/client/register': register, ...dashboardRoutes, ...reportRoutes },
} satisfies Simulator
