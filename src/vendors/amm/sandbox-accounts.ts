/** Who and what is registered at the simulated appliance. Invented, or AMM's own published samples. */
import type { Account, Place, RegisteredClient } from '../../core/simulation.ts'

export const customerGroups = [
  { name: 'Harbour Transit', enabled: true, note: 'API access enabled' },
  { name: 'North Utilities', enabled: true, note: 'API access enabled, a quota of its own' },
  { name: 'Closed Depot', enabled: false, note: 'API access disabled' },
] as const

const everyGrant = ['password', 'authorization_code', 'implicit', 'refresh_token']

/** Where the app runs decides what is registered, so that a walk on another port works too. */
export function clients({ appOrigins }: Place): readonly RegisteredClient[] {
  const shared = {
    redirect_uris: appOrigins.map((origin) => `${origin}/callback/amm`),
    grant_types: everyGrant,
    scope: 'READ WRITE', // [S] always
  }
  const one = (client_id: string, client_secret: string, client_name: string, group: string) => ({
    ...shared,
    client_id,
    client_secret,
    client_name,
    facts: { group },
  })
  return [
    one('my_client', 'the_secret', 'My client', 'Harbour Transit'),
    one(
      '8ecea09578ce4e7eb332ba275339b2fe',
      'c2f9b1d04a6e4c0f9a7d3e58b61f0c42',
      'Fleet dashboard',
      'North Utilities',
    ),
    {
      ...one(
        '4e7ff462b61645d38296eff2fbbf70ad',
        '90b5e7a3d1c84f26a0e9c7f3514b8d6a',
        'Browser map (implicit only)',
        'Harbour Transit',
      ),
      grant_types: ['implicit'],
    },
    {
      ...one(
        'd15ab1edc0ffee00d15ab1edc0ffee00',
        '7e3c1f5a9b2d4806c4e8a0f6d2b71935',
        'Old report tool (disabled)',
        'Harbour Transit',
      ),
      facts: { group: 'Harbour Transit', access: 'disabled' },
    },
    one(
      'c105edde90700000c105edde90700000',
      '18d4b6f2e0a94c7785c3f1d9a2e06b54',
      'Depot screen (group disabled)',
      'Closed Depot',
    ),
  ]
}

const develops = { develop: 'yes' }

export const accounts: readonly Account[] = [
  {
    username: 'operator',
    password: 'operator-password',
    note: 'may use the API (Develop privilege)',
    facts: develops,
  },
  {
    username: 'HQ\\remy',
    password: 'remote-horse',
    note: 'the same, a remote user',
    facts: develops,
  },
  {
    username: 'vera',
    password: 'only-viewing',
    note: 'has no Develop privilege: 403',
    facts: { develop: 'no' },
  },
  {
    username: 'olaf',
    password: 'switched-off',
    note: 'API access disabled for this user: 403',
    facts: { ...develops, access: 'disabled' },
  },
  { username: 'dora', password: 'gone-home', note: 'account disabled', status: 'disabled' },
  { username: 'lars', password: 'too-many-tries', note: 'account locked', status: 'locked' },
]
