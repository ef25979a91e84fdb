/** A simulator that says next to nothing of itself: what is left is the conforming server. */
import type { Simulator } from '../core/simulator.ts'
import { createSandbox } from './engine.ts'
import type { Store } from './world.ts'

export const APP = 'http://localhost:7861'
export const CALLBACK = `${APP}/callback/plain`
export const ORIGIN = 'http://localhost:7862'
export const BASE = `${ORIGIN}/plain`

export const plain: Simulator = {
  id: 'plain',
  product: 'Plain',
  summary: 'nothing special',
  accounts: [
    { username: 'ann', password: 'pw', note: 'may do everything' },
    { username: 'ben', password: 'pw', note: 'is locked', status: 'locked' },
  ],
  clients: ({ appOrigins }) => {
    const shared = {
      redirect_uris: appOrigins.map((origin) => `${origin}/callback/plain`),
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      scope: 'read write',
    }
    return [
      // Signs that form encoding changes: RFC 6749 section 2.3.1 is really exercised.
      { ...shared, client_id: 'web app', client_secret: 's3:cr%t+é', client_name: 'Web' },
      { ...shared, client_id: 'native', client_name: 'Native' },
      { ...shared, client_id: 'other', client_secret: 'other', client_name: 'Other' },
    ]
  },
  authorize: { path: '/authorize', login: '/login', logout: '/logout' },
  token: { path: '/token' },
  tokens: { accessSeconds: 600, refreshSeconds: 86400 },
  routes: {
    'GET /me': { run: (turn) => Response.json({ sub: turn.account?.username ?? null }) },
    'GET /items/:id': { checks: [], run: (turn) => Response.json(turn.captured) },
    'GET /tree/*': { checks: [], run: (turn) => Response.json(turn.captured) },
  },
}

export function plainServer(simulator: Simulator = plain, store?: Store) {
  const clock = { now: Date.UTC(2025, 0, 1) }
  const sandbox = createSandbox({
    simulators: [simulator],
    origin: ORIGIN,
    appOrigins: [APP],
    now: () => clock.now,
    ...(store === undefined ? {} : { store }),
  })
  const cookies = new Map<string, string>()

  async function visit(address: URL | string, form?: Record<string, string>): Promise<Response> {
    const answer = await sandbox(
      new Request(new URL(address, ORIGIN), {
        headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
        redirect: 'manual',
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      }),
    )
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    return location?.startsWith(ORIGIN) === true ? visit(location) : answer
  }

  /** Signs in, approves, and gives the address the browser lands on. */
  async function walk(address: URL | string): Promise<URL> {
    let answer = await visit(address)
    const forms = [
      ['/plain/login', { username: 'ann', password: 'pw' }],
      ['/plain/authorize', { approval: 'approve' }],
    ] as const
    for (const [action, fields] of forms) {
      const page = await answer.text()
      const csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1]
      if (csrf === undefined) throw new Error(`no form: ${answer.status} ${page}`)
      answer = await visit(action, { ...fields, _csrf: csrf })
    }
    return new URL(answer.headers.get('location') ?? '')
  }

  return { sandbox, visit, walk, clock }
}
