/** The applications registered at the simulated DCR server, and the dashboard that lists them. */
import { Fault, type RegisteredClient, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { android, oldWeb, sandboxKey } from './fixture.ts'
import { signed } from './signing.ts'

export interface App {
  readonly name: string
  readonly software_id: string
  /** Unix milliseconds, part of the file's name. */
  readonly madeAt: number
  readonly scopes: readonly string[]
  readonly tenants: readonly string[]
  readonly note: string
  /** What becomes of its statement. Absent: approved. */
  readonly state?: 'revoked' | 'elsewhere' | 'broken'
}

/** Scopes of the picture [D C-1]. */
const older = [
  'config:client',
  'decisions:client',
  'platform:sso',
  'profile:client',
  'tokens:client',
]

export const apps: readonly App[] = [
  {
    ...android,
    name: 'Android',
    scopes: older,
    tenants: ['ESPN', 'TBS'],
    note: 'approved, both tenants',
  },
  {
    name: 'AppleTV',
    software_id: '5b0f64a8-9f0d-4f0e-8d1c-2f8f2c6a7e31',
    madeAt: 1723227212000,
    scopes: ['api:client:v2'],
    tenants: ['ESPN'],
    note: 'approved, newer scopes, ESPN only: asking for TBS gives 403',
  },
  {
    ...oldWeb,
    name: 'OldWeb',
    scopes: older,
    tenants: ['ESPN'],
    note: 'revoked: unapproved_software_statement',
    state: 'revoked',
  },
  {
    name: 'Staging',
    software_id: 'e91d5c30-74b2-4a08-b6f1-83a2c7d5e940',
    madeAt: 1690000000000,
    scopes: older,
    tenants: ['ESPN'],
    note: 'of another environment: unapproved_software_statement',
    state: 'elsewhere',
  },
  {
    name: 'Damaged',
    software_id: '7d3e8f12-6c45-4b9a-a0d7-19f6e5c4b382',
    madeAt: 1701000000000,
    scopes: older,
    tenants: ['ESPN'],
    note: 'its signature was damaged: invalid_software_statement',
    state: 'broken',
  },
]

export const appOf = (software_id: unknown): App | undefined =>
  apps.find((app) => app.software_id === software_id)

const registered = (client_id: string, client_secret: string, client_name: string) => ({
  client_id,
  client_secret,
  client_name,
  redirect_uris: [],
  grant_types: ['client_credentials'],
  scope: older.join(' '),
  facts: { software_id: android.software_id },
})

/** Clients that were registered some other day. */
export const clients = (): readonly RegisteredClient[] => [
  registered(
    '0f6f0a52-7c1e-4c55-9d3a-2f1b7a90c611',
    '5c1d0e7a-91b4-4f0e-8a67-d2b3c4e5f601',
    'Android, registered last year',
  ),
  {
    ...registered(
      '6a1c9e04-5d2b-47f8-93e6-b8d07f4a2c15',
      'f3b8a6d1-20c7-4e95-8b4d-7a61c9e05f38',
      'Android, revoked: invalid_client',
    ),
    facts: { software_id: android.software_id, revoked: 'yes' },
  },
  {
    ...registered(
      'd84b7f26-e0a3-4c91-a5d2-60f9c3e8b174',
      '19e5c0b7-8d34-4f6a-92b1-e7d4a8f05c63',
      'No client_credentials: unauthorized_client',
    ),
    grant_types: [],
  },
]

/** Application name, underscore, epoch milliseconds [D C-1]. */
const fileOf = ({ name, madeAt }: App): string => `${name}_${madeAt}.txt`

async function statementOf(app: App): Promise<string> {
  const seconds = Math.floor(app.madeAt / 1000)
  const { software_id: sub } = app
  const made = { sub, nbf: seconds, iss: 'auth.adobe.com', iat: seconds }
  const statement = await signed(made, sandboxKey)
  // The last character of a 256-byte signature has spare bits, so the one before it is changed.
  return app.state === 'broken'
    ? statement.replace(/.(.{9})$/, (end, rest: string) => (end.startsWith('A') ? 'B' : 'A') + rest)
    : statement
}

const dashboard: Route = {
  checks: [],
  run: (turn) =>
    turn.page(
      'Registered applications',
      turn.html`<h1>Registered applications</h1>
<p>As in the TVE Dashboard: Programmer, then Registered Applications. A download is a text file that holds one software statement.</p>
<ul>${apps.map((app) => row(turn, app))}</ul>`,
    ),
}

const row = (turn: Turn, app: App) =>
  turn.html`<li><strong>${app.name}</strong> (<code>${app.software_id}</code>), ${app.note}: <a href="${new URL(turn.place.base).pathname}/dashboard/${fileOf(app)}" download>Download</a></li>`

const download: Route = {
  checks: [],
  async run(turn) {
    const app = apps.find((one) => fileOf(one) === turn.captured['file'])
    if (app === undefined) throw new Fault('not_found')
    return new Response(await statementOf(app), {
      headers: {
        'Content-Type': 'text/plain;charset=UTF-8',
        'Content-Disposition': `attachment; filename="${fileOf(app)}"`,
      },
    })
  },
}

export const dashboardRoutes = { 'GET /dashboard': dashboard, 'GET /dashboard/:file': download }
