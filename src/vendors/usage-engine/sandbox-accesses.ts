/** The application accesses of the simulated account, and the audiences they may ask for. Invented. */
import type { RegisteredClient, Turn } from '../../core/simulation.ts'

export const EU = 'https://api.digitalroute.io/'
export const US = 'https://api.us.digitalroute.io/'

/** Every tenant of Auth0 has this one for its own administration; no application access may use it [I]. */
const MANAGEMENT = 'https://auth.digitalroute.io/api/v2/'

/** As in the documented sample token. */
const EVERY_SCOPE =
  'create:meter_types create:meters delete:meter_types delete:meters read:meter_types read:meters update:meter_types'

/** As in vendor notes, 3.2.1: invented there. */
export const ACCOUNT_ID = '2f2c4b0e-0000-4000-8000-000000000000'

const shared = {
  redirect_uris: [],
  grant_types: ['client_credentials'],
  facts: { audiences: `${EU} ${US}` },
}

/** Ids of 32 characters, secrets of 64 [D]. */
export const accesses: readonly RegisteredClient[] = [
  {
    ...shared,
    client_id: 'k7Rw2NqTzYb4Hc9LxVd1PmGs6JfA3EuQ',
    client_secret: 'sandbox-full-access_7Qm2vXr9Lk4TzWc8NbYp3HdGf6JsAe1UoKi5RtEwBxZn',
    client_name: 'Billing (all permissions)',
    scope: EVERY_SCOPE,
  },
  {
    ...shared,
    client_id: 'p3Xs8ZgWn5Lq1KvTy6RbMd0HcJf4AoEi',
    client_secret: 'sandbox-read-only-access_4Tn8bVy2Ck6WqZs1MfPx9LgHd3JrUe5AiKoRtEw',
    client_name: 'Dashboard (read only)',
    scope: 'read:meter_types read:meters',
  },
]

/** The audiences of the region that the simulator plays. */
export const audiencesOf = (turn: Turn): readonly string[] => {
  const region = turn.setting('region')
  return region === 'eu' ? [EU] : region === 'us' ? [US] : [EU, US]
}

/** What the identity provider has heard of. */
export const knownAudiences = (turn: Turn): readonly string[] => [...audiencesOf(turn), MANAGEMENT]
