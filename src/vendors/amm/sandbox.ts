/** How AMM's simulator differs from a conforming server. Marks as in the vendor notes section 4. */
import type { AccessToken, Turn } from '../../core/simulation.ts'
import type { Simulator } from '../../core/simulator.ts'
import { accessChecks, hourlyLimit } from './sandbox-access.ts'
import { accounts, clients, customerGroups } from './sandbox-accounts.ts'
import { apiRoutes } from './sandbox-api.ts'
import { faults } from './sandbox-faults.ts'
import { settings } from './sandbox-settings.ts'
import { atLeast } from './sandbox-version.ts'

/** Spring's RandomValueStringGenerator [I]. */
const CODE_ALPHABET = '1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

const secondsLeft = (turn: Turn, token: AccessToken): number =>
  Math.floor((token.expiresAt - turn.now) / 1000)

export default {
  id: 'amm',
  product: 'AirLink Mobility Manager',
  summary:
    'Sierra Wireless AMM: password, implicit and authorization code grants, on a Spring server',
  clients,
  accounts,
  settings,
  notes: { 'Customer groups': customerGroups.map(({ name, note }) => `${name}: ${note}`) },
  version: (turn) => String(turn.setting('version')),
  look: { accent: '#a3122a', accentDark: '#ff9aa8' },
  jsonHeaders: [
    ['Cache-Control', 'no-store'],
    ['Pragma', 'no-cache'],
    ['Content-Type', 'application/json;charset=UTF-8'],
  ],

  token: {
    path: '/api/oauth/token',
    grants: ['password', 'authorization_code', 'refresh_token'],
    // The text says body, the examples say query; Spring reads both, the query first [S, I].
    parameters: ['query', 'form'],
    // Spring splits at the first colon and decodes nothing [I].
    basic: 'raw',
    authentication: ['basic', 'post'],
  },
  authorize: {
    path: '/api/oauth/authorize',
    login: '/login', // [A]
    logout: '/logout', // [A]
    response_types: ['code', 'token'],
    redirectStatus: 303, // [I]
    consent: { field: 'user_oauth_approval', approve: 'true', deny: 'false' }, // [I]
    cookie: 'JSESSIONID', // [A]
    codeSeconds: 600, // [A] RFC 6749's maximum
    code: (ids) => ids.text(CODE_ALPHABET, 6), // [I]
    iss: false,
  },
  tokens: {
    accessSeconds: 86400, // [S] 24 hours
    refreshSeconds: 30 * 86400, // [S] 30 days
    access: (turn) => turn.ids.uuid(),
    refresh: (turn) => turn.ids.uuid(),
    reuse: true, // [I] that is why the samples' expires_in shrinks
    onRefresh: (turn) => (atLeast(turn, '2.17.2') ? 'replace' : 'keep'), // [S]
    answer: (turn, token) => ({
      access_token: token.access_token,
      token_type: 'bearer',
      refresh_token: token.refresh_token,
      expires_in: secondsLeft(turn, token),
      scope: token.scope,
    }),
    fragment: (turn, token) => ({
      access_token: token.access_token,
      token_type: 'bearer',
      state: turn.parameters.get('state'),
      expires_in: secondsLeft(turn, token),
      scope: token.scope,
    }),
  },

  faults,
  checks: accessChecks,
  limits: { hourly: hourlyLimit },
  // Spring's order [I]. It never looks for repeated parameters: the first value counts.
  order: {
    token: [
      'trusted_certificate',
      'post_only',
      'client_authenticated',
      'client_access_enabled',
      'in_time',
      'client_id_agrees',
      'grant_type_given',
      'implicit_not_here',
      'grant_type_supported',
      'grant_type_allowed',
    ],
    password: ['password_right', 'user_access_enabled', 'issue_token'],
    authorization_code: [
      'code_given',
      'code_known',
      'redirect_uri_same',
      'code_of_this_client',
      'user_access_enabled',
      'issue_token',
    ],
    refresh_token: [
      'refresh_token_given',
      'refresh_token_known',
      'refresh_token_of_this_client',
      'old_access_token_ended',
      'refresh_token_fresh',
      'user_access_enabled',
      'refresh_token_rotated',
      'issue_token',
    ],
    authorize: [
      'client_id_given',
      'response_type_given',
      'response_type_supported',
      'client_known',
      'client_access_enabled',
      'redirect_uri_registered',
      'response_type_allowed',
      'grant_type_on_authorize',
      'signed_in',
      'user_access_enabled',
      'approved',
      'send_back',
    ],
    bearer: [
      'trusted_certificate',
      'token_given',
      'token_known',
      'token_fresh',
      'client_access_enabled',
      'user_access_enabled',
      'in_time',
      'limit:hourly',
    ],
  },
  routes: apiRoutes,
} satisfies Simulator
