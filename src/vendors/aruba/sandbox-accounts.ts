/** Who and what is registered at the simulated gateway. Invented, or the guide's own samples. */
import type { Account, Place, RegisteredClient } from '../../core/simulation.ts'

export interface Customer {
  readonly customer_id: string
  readonly customer_name: string
  /** Only an MSP has tenants. */
  readonly tenants?: readonly string[]
}

const EXAMPLE = '3f1c2a9e5b7d4806a1c4e8f0d2b69735'
const PROVIDER = '9a04c7e1d3b84f65b2e8f07c6d51a39e'
const TENANT = '267958b55d5a463e94a302c20f4a6b68' // [S]

export const customers: readonly Customer[] = [
  { customer_id: EXAMPLE, customer_name: 'Example' },
  { customer_id: PROVIDER, customer_name: 'Example Provider (MSP)', tenants: [TENANT] },
  { customer_id: TENANT, customer_name: 'Tenant A' },
]

export const customerWith = (customer_id: string | undefined): Customer | undefined =>
  customers.find((one) => one.customer_id === customer_id)

/** The customer itself, or one of its tenants. */
export const mayActFor = (owner: Customer | undefined, customer_id: string | undefined): boolean =>
  owner !== undefined &&
  customer_id !== undefined &&
  (owner.customer_id === customer_id || owner.tenants?.includes(customer_id) === true)

const grant_types = ['authorization_code', 'refresh_token']

const app = (client_id: string, client_secret: string, client_name: string, customer: string) => ({
  client_id,
  client_secret,
  client_name,
  grant_types,
  scope: 'all read',
  facts: { customer },
})

/** The app of the user who signs in through an identity provider; its token comes as a file. */
export const ssoClient = 'e4b1907c25d84f3a96c0d7e2a15f8b63'
export const ssoUser = 'sso.user@example.com'

export function clients({ appOrigins }: Place): readonly RegisteredClient[] {
  const redirect_uris = appOrigins.map((origin) => `${origin}/callback/aruba`)
  return [
    app(
      'c7d0a1f3b5e94862a0c4d8e6f2173b95',
      '7e2b9d4f61c8403ab5d0e9f7a3c18264',
      'Network Operations',
      EXAMPLE,
    ),
    {
      ...app(
        '0d6a3f8e92c74b15a7e1c4d5b8f02396',
        'b83f5c1e7a9d4260c4e8d1f0a6b27953',
        'Wall display (scope read only)',
        EXAMPLE,
      ),
      scope: 'read',
    },
    app(
      '5a8e1d7c3f6b4902be0d9c8a7f1e2d34',
      'f10c7b6a5d9e4832a1c3e5f7092b4d68',
      'Provider console (MSP)',
      PROVIDER,
    ),
    app(ssoClient, '26d9c0a7f3e84b51b7a2d6e8c9f01435', 'Desk of the SSO user', EXAMPLE),
  ].map((client) => ({ ...client, redirect_uris }))
}

export const accounts: readonly Account[] = [
  {
    username: 'jane.doe@example.com',
    password: 'correct-horse',
    note: 'administrator of Example',
    facts: { customer: EXAMPLE },
  },
  {
    username: 'msp.admin@example.com',
    password: 'many-tenants',
    note: 'administrator of Example Provider, an MSP with one tenant',
    facts: { customer: PROVIDER },
  },
  {
    username: ssoUser,
    password: 'kept-elsewhere',
    note: 'signs in through SSO: the login call fails, the offline token works',
    facts: { customer: EXAMPLE, sso: 'yes' },
  },
]
