/** The sandbox's own server: no vendor's, and strict. Everything an OAuth 2 and OpenID Connect server can be asked for. */
import type { Simulator } from '../../core/simulator.ts'
import { softwareIssuer, softwareKey } from './fixture.ts'
import { routes } from './sandbox-api.ts'
import { accounts, claims, clients, grants, responseTypes, scopes } from './sandbox-clients.ts'
import {
  callbackIss,
  knobs,
  settings,
  twistedIdToken,
  twistedMetadata,
} from './sandbox-settings.ts'

export default {
  id: 'generic',
  product: 'Grantwalk’s sample server',
  invented: true,
  summary: 'a strict OAuth 2 and OpenID Connect server, with every flow and every extension',
  clients,
  accounts,
  settings,
  notes: {
    APIs: ['/generic/api/me', '/generic/reports/summary (scope reports:read)'],
    'authorization_details types': ['account_information', 'payment_initiation'],
    'Software statements': [`believed from ${softwareIssuer}`],
  },
  look: { accent: '#1f5f5b', accentDark: '#8fd0ca' },

  authorize: {
    path: '/authorize',
    login: '/login',
    logout: '/switch-account',
    response_types: responseTypes,
    redirectStatus: 303, // RFC 9700 section 4.12: after a form a 307 would send the password on
    cookie: 'generic_session',
    sessionSeconds: 8 * 3600,
    iss: callbackIss,
  },
  token: {
    path: '/token',
    grants,
    authentication: ['none', 'basic', 'post', 'assertion'],
  },
  tokens: { accessSeconds: 600, refreshSeconds: 30 * 86400 },
  openid: {
    paths: {
      jwks: '/jwks',
      par: '/par',
      userinfo: '/userinfo',
      introspection: '/introspect',
      revocation: '/revoke',
      device_authorization: '/device_authorization',
      device: '/device',
      backchannel_authentication: '/backchannel',
      ciba: '/ciba',
      registration: '/register',
      end_session: '/logout',
    },
    resources: ({ base }) => [`${base}/api`, `${base}/reports`],
    scopes,
    authorization_details_types: ['account_information', 'payment_initiation'],
    acr_values: ['urn:example:acr:password', 'urn:example:acr:second-factor'],
    claims,
    softwareAuthority: { iss: softwareIssuer, alg: 'ES256', jwk: { ...softwareKey } },
    knobs,
    twist: { idToken: twistedIdToken, metadata: twistedMetadata },
  },
  routes,
} satisfies Simulator
