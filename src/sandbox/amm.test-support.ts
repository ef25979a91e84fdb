/** AMM's simulator with a clock and a browser in the test's hand. */
import type { SettingValue } from '../core/simulation.ts'
import amm from '../vendors/amm/sandbox.ts'
import { createSandbox } from './engine.ts'

export const APP = 'http://localhost:7861'
export const CALLBACK = `${APP}/callback/amm`
const ORIGIN = 'http://localhost:7862'
const START = Date.UTC(2025, 0, 1)

export const MY_CLIENT = 'my_client:the_secret'
export const OTHER_CLIENT = '8ecea09578ce4e7eb332ba275339b2fe:c2f9b1d04a6e4c0f9a7d3e58b61f0c42'
export const IMPLICIT_CLIENT = '4e7ff462b61645d38296eff2fbbf70ad:90b5e7a3d1c84f26a0e9c7f3514b8d6a'
export const DISABLED_CLIENT = 'd15ab1edc0ffee00d15ab1edc0ffee00:7e3c1f5a9b2d4806c4e8a0f6d2b71935'
export const CLOSED_CLIENT = 'c105edde90700000c105edde90700000:18d4b6f2e0a94c7785c3f1d9a2e06b54'

export type Appliance = ReturnType<typeof appliance>

export function appliance() {
  const waits: number[] = []
  const clock = { now: START }
  const sandbox = createSandbox({
    simulators: [amm],
    origin: ORIGIN,
    appOrigins: [APP],
    now: () => clock.now,
    wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
  })

  const send = (path: string, init: RequestInit = {}): Promise<Response> =>
    sandbox(new Request(`${ORIGIN}/amm${path}`, { redirect: 'manual', ...init }))

  /** Parameters in the query, as the vendor's examples have them. */
  const token = (parameters: Record<string, string>, credentials = MY_CLIENT): Promise<Response> =>
    send(`/api/oauth/token?${new URLSearchParams(parameters).toString()}`, {
      method: 'POST',
      headers: basic(credentials),
    })

  const api = (path: string, access_token: string): Promise<Response> =>
    send(path, { headers: { Authorization: `Bearer ${access_token}` } })

  const control = async (change: {
    advance?: number
    settings?: Record<string, SettingValue>
    reset?: true
  }): Promise<Response> =>
    send('/.sandbox', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
    })

  const password = async (): Promise<Pair> =>
    pair(
      await token({ grant_type: 'password', username: 'operator', password: 'operator-password' }),
    )

  return { sandbox, send, token, api, control, password, clock, waits }
}

/** A browser as far as the simulator can tell: it keeps cookies and posts forms. */
export function browser({ send }: Pick<Appliance, 'send'>) {
  const cookies = new Map<string, string>()

  async function visit(address: string, form?: Record<string, string>): Promise<Response> {
    const { pathname, search } = new URL(address, ORIGIN)
    const answer = await send(pathname.replace(/^\/amm/, '') + search, {
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    return answer
  }

  /** Follows redirects as long as they stay at the vendor. */
  async function open(address: string, form?: Record<string, string>): Promise<Response> {
    let answer = await visit(address, form)
    for (;;) {
      const location = answer.headers.get('location')
      if (location?.startsWith(ORIGIN) !== true) return answer
      answer = await visit(location)
    }
  }

  /** Opens the authorization request and signs in: the consent page. */
  async function signIn(query: Record<string, string>, username = 'operator'): Promise<string> {
    const login = await open(authorizeAddress(query))
    const password = username === 'operator' ? 'operator-password' : passwords[username]
    const form = { _csrf: csrf(await login.text()), username, password: password ?? '' }
    return (await open('/amm/login', form)).text()
  }

  const decide = (page: string, user_oauth_approval: 'true' | 'false'): Promise<Response> =>
    open('/amm/api/oauth/authorize', { _csrf: csrf(page), user_oauth_approval })

  /** The address the browser is sent to after it approved. */
  async function approve(query: Record<string, string>): Promise<URL> {
    return landing(await decide(await signIn(query), 'true'))
  }

  return { cookies, visit, open, signIn, decide, approve }
}

const passwords: Readonly<Record<string, string>> = Object.fromEntries(
  amm.accounts.map(({ username, password }) => [username, password]),
)

export const authorizeAddress = (query: Record<string, string>): string =>
  `/amm/api/oauth/authorize?${new URLSearchParams(query).toString()}`

export const codeRequest = {
  grant_type: 'authorization_code',
  response_type: 'code',
  client_id: 'my_client',
  redirect_uri: CALLBACK,
}

export const csrf = (page: string): string =>
  /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? `no form in: ${page}`

export function landing(answer: Response): URL {
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`${answer.status} and no Location`)
  return new URL(location)
}

export async function freshCode(appliances: Appliance, more = {}): Promise<string> {
  const back = await browser(appliances).approve({ ...codeRequest, ...more })
  return back.searchParams.get('code') ?? ''
}

export interface Pair {
  readonly access_token: string
  readonly token_type: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly scope: string
}

export async function pair(response: Response): Promise<Pair> {
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Pair
}

export const basic = (credentials: string): Record<string, string> =>
  credentials === '' ? {} : { Authorization: `Basic ${btoa(credentials)}` }

/** Status, error and description of a refusal. */
export async function refused(response: Response): Promise<readonly unknown[]> {
  const body = (await response.json()) as Record<string, unknown>
  return [response.status, body['error'], body['error_description']]
}
