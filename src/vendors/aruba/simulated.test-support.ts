/** Aruba's simulator in a test's hand: log in, get a code, exchange it, call the API, turn the knobs. */
import type { SettingValue } from '../../core/simulation.ts'
import { walker } from '../contract.test-support.ts'
import { aruba } from './index.ts'

export const JANE = { username: 'jane.doe@example.com', password: 'correct-horse' }
export const PROVIDER = { username: 'msp.admin@example.com', password: 'many-tenants' }
export const SSO = { username: 'sso.user@example.com', password: 'kept-elsewhere' }

export const OPERATIONS = {
  client_id: 'c7d0a1f3b5e94862a0c4d8e6f2173b95',
  client_secret: '7e2b9d4f61c8403ab5d0e9f7a3c18264',
}
export const DISPLAY = {
  client_id: '0d6a3f8e92c74b15a7e1c4d5b8f02396',
  client_secret: 'b83f5c1e7a9d4260c4e8d1f0a6b27953',
}
export const CONSOLE = {
  client_id: '5a8e1d7c3f6b4902be0d9c8a7f1e2d34',
  client_secret: 'f10c7b6a5d9e4832a1c3e5f7092b4d68',
}
export const EXAMPLE = '3f1c2a9e5b7d4806a1c4e8f0d2b69735'
export const MSP = '9a04c7e1d3b84f65b2e8f07c6d51a39e'
export const TENANT = '267958b55d5a463e94a302c20f4a6b68'

export interface Cookies {
  readonly csrf: string
  readonly session: string
}

export const LOGIN = '/oauth2/authorize/central/api/login'
export const CODE = '/oauth2/authorize/central/api/'
export const CREDENTIALS = '/oauth2/authorize/central/api/client_credentials'

export async function simulated() {
  const { clock, sandbox, environment } = await walker(aruba)
  const base = `${environment.sandbox}/aruba`
  const send = (path: string, init: RequestInit = {}) => sandbox(new Request(base + path, init))

  /** As JSON; a text goes as it is. */
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  const logIn = (user: object = JANE, { client_id } = OPERATIONS) =>
    post(`${LOGIN}?client_id=${client_id}`, user)

  /** Logs in, waits out the second, and gives the cookies. */
  async function cookies(user = JANE, client = OPERATIONS): Promise<Cookies> {
    const answer = await logIn(user, client)
    clock.now += 1000
    return cookiesOf(answer)
  }

  const getCode = (
    session: Cookies,
    { client = OPERATIONS, customer_id = EXAMPLE, scope = 'all' } = {},
  ) =>
    post(
      `${CODE}?client_id=${client.client_id}&response_type=code&scope=${scope}`,
      { customer_id },
      withSession(session),
    )

  const token = (parameters: Record<string, string>, init: RequestInit = {}) =>
    send(`/oauth2/token?${new URLSearchParams(parameters)}`, { method: 'POST', ...init })

  async function codeFor(user = JANE, client = OPERATIONS, more = {}): Promise<string> {
    const answer = await getCode(await cookies(user, client), { client, ...more })
    clock.now += 1000
    return (await fields(answer))['auth_code'] ?? ''
  }

  /** A pair, all the way. */
  async function pair(user = JANE, client = OPERATIONS, more = {}) {
    const code = await codeFor(user, client, more)
    return fields(await token({ ...client, grant_type: 'authorization_code', code }))
  }

  const api = (path: string, access_token = '', headers: Record<string, string> = {}) =>
    send(path, { headers: { authorization: `Bearer ${access_token}`, ...headers } })

  const set = (settings: Record<string, SettingValue>) => post('/.sandbox', { settings })

  return { api, clock, codeFor, cookies, getCode, logIn, pair, post, send, set, token }
}

export const fields = async (answer: Response) => (await answer.json()) as Record<string, string>

export const told = async (answer: Response) => ({
  status: answer.status,
  body: (await answer.json()) as unknown,
})

export function cookiesOf(answer: Response): Cookies {
  const lines = answer.headers.getSetCookie()
  const value = (name: string) =>
    lines.map((line) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1]).find(Boolean) ?? ''
  return { csrf: value('csrftoken'), session: value('session') }
}

export const withSession = ({ csrf, session }: Cookies): Record<string, string> => ({
  cookie: `session=${session}`,
  'x-csrf-token': csrf,
})
