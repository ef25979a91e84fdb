/** Clients and people of the sandbox's own server. All invented, all openly known. */
import type { Account, Place, RegisteredClient } from '../../core/simulation.ts'
import { clientKey, jwtSecret } from './fixture.ts'

export const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
export const CIBA = 'urn:openid:params:grant-type:ciba'
export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

export const scopes: readonly string[] = [
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
  'api:read',
  'api:write',
  'reports:read',
]

const personal = ['authorization_code', 'implicit', 'refresh_token', 'password', DEVICE]

export const grants = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  DEVICE,
  CIBA,
  EXCHANGE,
]

export const responseTypes = [
  'code',
  'token',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
]

const { d: _, ...publicKey } = clientKey
const jwks = { keys: [publicKey as Readonly<Record<string, unknown>>] }

export function clients({ appOrigins }: Place): readonly RegisteredClient[] {
  const all = {
    redirect_uris: appOrigins.map((origin) => `${origin}/callback/generic`),
    grant_types: [...personal, 'client_credentials', CIBA, EXCHANGE],
    scope: scopes.join(' '),
    metadata: {
      post_logout_redirect_uris: appOrigins.flatMap((origin) => [
        `${origin}/`,
        `${origin}/callback/generic`,
      ]),
    },
  }
  const open = { ...all, grant_types: personal, token_endpoint_auth_method: 'none' }
  const basic = { ...all, token_endpoint_auth_method: 'client_secret_basic' }
  const keyed = { ...all, token_endpoint_auth_method: 'private_key_jwt', jwks }
  const more = (metadata: Readonly<Record<string, unknown>>) => ({
    metadata: { ...all.metadata, ...metadata },
  })
  return [
    { ...open, client_id: 'generic-public', client_name: 'Public client with PKCE' },
    {
      ...open,
      client_id: 'generic-plain',
      client_name: 'Public client that may use PKCE plain',
      facts: { code_challenge_methods: 'S256 plain' },
    },
    {
      ...basic,
      client_id: 'generic-basic',
      client_secret: 'generic-basic-secret',
      client_name: 'Confidential client, client_secret_basic',
    },
    {
      ...all,
      client_id: 'generic-post',
      client_secret: 'generic-post-secret',
      client_name: 'Confidential client, client_secret_post',
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      ...all,
      client_id: 'generic-secret-jwt',
      client_secret: jwtSecret,
      client_name: 'Confidential client, client_secret_jwt',
      token_endpoint_auth_method: 'client_secret_jwt',
    },
    { ...keyed, client_id: 'generic-private', client_name: 'Confidential client, private_key_jwt' },
    {
      ...keyed,
      ...more({ require_signed_request_object: true }),
      client_id: 'generic-jar',
      client_name: 'Client that has to sign its requests',
    },
    {
      ...basic,
      ...more({ require_pushed_authorization_requests: true }),
      client_id: 'generic-par',
      client_secret: 'generic-par-secret',
      client_name: 'Client that has to push its requests',
    },
    {
      ...open,
      ...more({ dpop_bound_access_tokens: true }),
      client_id: 'generic-dpop',
      client_name: 'Public client with DPoP',
    },
    {
      ...basic,
      ...more({ backchannel_token_delivery_mode: 'poll' }),
      client_id: 'generic-ciba',
      client_secret: 'generic-ciba-secret',
      client_name: 'Cash desk',
      grant_types: [CIBA, 'refresh_token'],
      redirect_uris: [],
    },
    {
      ...open,
      client_id: 'generic-device',
      client_name: 'Television',
      grant_types: [DEVICE, 'refresh_token'],
      redirect_uris: [],
    },
  ]
}

export const accounts: readonly Account[] = [
  {
    username: 'jane.doe@example.com',
    password: 'correct-horse',
    note: 'has a full profile',
    facts: { sub: '248289761001', given_name: 'Jane', family_name: 'Doe' },
  },
  {
    username: 'john.roe@example.com',
    password: 'battery-staple',
    note: 'a second person, for switching accounts',
    facts: { sub: '248289761002', given_name: 'John', family_name: 'Roe' },
  },
  {
    username: 'locked@example.com',
    password: 'correct-horse',
    note: 'is locked',
    status: 'locked',
    facts: { sub: '248289761003', given_name: 'Lou', family_name: 'Locke' },
  },
]

/** The standard claims (OpenID Connect Core 5.1). */
export function claims({ username, facts = {} }: Account) {
  const { sub = username, given_name, family_name } = facts
  return {
    sub,
    name: `${given_name} ${family_name}`,
    given_name,
    family_name,
    preferred_username: username,
    birthdate: '1980-02-29',
    zoneinfo: 'Europe/Vienna',
    locale: 'en',
    updated_at: 1700000000,
    email: username,
    email_verified: true,
    address: { street_address: '1 Example Lane', locality: 'Sampleton', country: 'AT' },
    phone_number: '+43 1 5550100',
    phone_number_verified: false,
  }
}
