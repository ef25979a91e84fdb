/** Who and what is registered at the simulated Arm account. Invented, or Arm's own published samples. */
import type { Account, RegisteredClient } from '../../core/simulation.ts'

export const tenants = [
  {
    name: 'armb2c.onmicrosoft.com',
    id: '2f0a3c5e-0000-4000-8000-a4b2c0000001',
    note: 'production',
  },
  {
    name: 'armb2ctest.onmicrosoft.com',
    id: '2f0a3c5e-0000-4000-8000-a4b2c0000002',
    note: 'test, with clients of its own',
  },
] as const

export type Tenant = (typeof tenants)[number]

/** Host names and paths of B2C are compared without case. */
export const tenantNamed = (name: string | undefined): Tenant | undefined =>
  tenants.find((tenant) => tenant.name === name?.toLowerCase())

/** The policy that signs people in by password, and the one whose keys Arm's client asks for. */
export const ROPC_POLICY = 'b2c_1a_ropc_auth.ropc'
export const SIGN_IN_POLICY = 'b2c_1a_hv.sign-in.1.1.0'
/** Signs with another key: what a mixed-up policy looks like. */
export const OTHER_POLICY = 'b2c_1a_partner.sign-in'

/** The client of the token page, so that its tokens are those of the same API. */
export const PAGE_CLIENT = 'bcca11a6-8f8f-42d9-aa4d-0f46815d9c75'

const production = 'armb2c.onmicrosoft.com'

const client = (
  client_id: string,
  client_name: string,
  tenant: string,
  grant_types: readonly string[] = ['password', 'refresh_token'],
): RegisteredClient => ({
  client_id,
  client_name,
  redirect_uris: [],
  grant_types,
  scope: `openid ${client_id} offline_access`,
  facts: { tenant },
})

const withFacts = (
  one: RegisteredClient,
  facts: Readonly<Record<string, string>>,
): RegisteredClient => ({ ...one, facts: { ...one.facts, ...facts } })

export const clients = (): readonly RegisteredClient[] => [
  client(PAGE_CLIENT, 'Entitlement tool (public)', production),
  client(
    '243bffb8-b622-471b-9474-05e26dd1e51a',
    'Entitlement tool (public, test tenant)',
    'armb2ctest.onmicrosoft.com',
  ),
  {
    ...client('5ec4e700-7a3f-4a52-9c1e-2d6b8f0a1c33', 'Partner server (secret)', production),
    client_secret: 'partner-secret-of-the-sandbox',
  },
  withFacts(
    client('a55e4700-1b6d-4f0e-8a3c-7e5d9c2b4f10', 'Partner server (assertion)', production),
    { authentication: 'client_assertion', public_key: 'register one at /app/keys' },
  ),
  client('40700000-3c2b-4d1a-9e8f-6a5b4c3d2e1f', 'Not approved by Arm', production, [
    'refresh_token',
  ]),
]

const named = (name: string, sub: string) => ({ name, sub })

export const accounts: readonly Account[] = [
  {
    username: 'jane.doe@example.com',
    password: 'correct-horse',
    note: 'an approved account for the API',
    facts: named('Jane Doe', '7d1f0c52-0000-4000-8000-000000000001'),
  },
  {
    username: 'second.server@example.com',
    password: 'other-horse',
    note: 'another one, without entitlements',
    facts: { ...named('Second Server', '7d1f0c52-0000-4000-8000-000000000002'), owns: 'nothing' },
  },
  {
    username: 'sso.user@example.com',
    password: 'kept-at-the-company',
    note: 'signs in through a company login, so it has no password here: AADB2C90225',
    facts: { ...named('Sam Oh', '7d1f0c52-0000-4000-8000-000000000003'), kind: 'federated' },
  },
  {
    username: 'locked@example.com',
    password: 'too-late',
    note: 'locked by an administrator: AADB2C90111',
    status: 'locked',
    facts: named('Lo Ked', '7d1f0c52-0000-4000-8000-000000000004'),
  },
]
