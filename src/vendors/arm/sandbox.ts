/** How Arm's simulator differs from a conforming server. Marks as in the vendor notes section 1. */
import type { Simulator } from '../../core/simulator.ts'
import { accounts, clients, tenants } from './sandbox-accounts.ts'
import { apiRoutes } from './sandbox-api.ts'
import { b2cChecks } from './sandbox-b2c.ts'
import { clientChecks } from './sandbox-client.ts'
import { faults, refuse } from './sandbox-faults.ts'
import { metadataRoutes, refreshToken, tokenAnswer, tokenFor } from './sandbox-jwt.ts'
import { pageRoutes } from './sandbox-pages.ts'
import { settings } from './sandbox-settings.ts'

export default {
  id: 'arm',
  product: 'Arm account',
  summary: 'Arm Product Entitlement: password grant at Azure AD B2C, a token page, and the API',
  clients,
  accounts,
  settings,
  notes: { Tenants: tenants.map(({ name, note }) => `${name}: ${note}`) },
  look: { accent: '#0a5f73', accentDark: '#6fd0e6' },
  jsonHeaders: [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Cache-Control', 'no-store, no-cache'],
    ['Pragma', 'no-cache'],
  ],

  token: {
    path: '/:tenant/:policy/oauth2/v2.0/token',
    grants: ['password', 'refresh_token'],
    authentication: ['none', 'post'],
  },
  tokens: {
    accessSeconds: 3600, // [S]
    refreshSeconds: 1209600, // [D A-3] fourteen days
    access: (turn) => tokenFor(turn, 'access'),
    refresh: refreshToken,
    onRefresh: () => 'add', // [A] B2C does not end the old one
    answer: tokenAnswer,
  },

  faults,
  refuse,
  checks: [...clientChecks, ...b2cChecks],
  limits: {
    minute: {
      source: 'vendor notes, 1.3 [A]: none published; MuleSoft style, off unless wanted',
      seconds: 60,
      max: (turn) => Number(turn.setting('calls_per_minute')) || Number.POSITIVE_INFINITY,
      key: (turn) => turn.client?.client_id ?? '',
    },
  },
  order: {
    token: [
      'policy_known',
      'post_only',
      'parameters_once',
      'grant_type_given',
      'grant_type_supported',
      'client_authenticated',
      'grant_type_allowed',
    ],
    password: [
      'name_and_password_given',
      'scope_right',
      'response_type_right',
      'password_right',
      'issue_token',
    ],
    refresh_token: [
      'refresh_token_given',
      'resource_right',
      'refresh_token_known',
      'refresh_token_of_this_client',
      'refresh_token_fresh',
      'refresh_token_not_revoked',
      'refresh_token_rotated',
      'issue_token',
    ],
    bearer: ['token_given', 'token_known', 'token_fresh', 'limit:minute'],
  },
  routes: { ...pageRoutes, ...metadataRoutes, ...apiRoutes },
} satisfies Simulator
