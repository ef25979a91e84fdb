/** Adobe's simulator in a test's hand: take a statement, register, get a token, read reports. */
import type { SettingValue } from '../../core/simulation.ts'
import { walker } from '../contract.test-support.ts'
import { sampleStatement } from './fixture.ts'
import { adobe } from './index.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

export interface Client {
  readonly client_id: string
  readonly client_secret: string
}

export const simulated = async () => {
  const { clock, sandbox, environment } = await walker(adobe)
  const send = (path: string, init: RequestInit = {}) =>
    sandbox(new Request(`${environment.sandbox}/adobe${path}`, init))

  const register = (body: unknown, headers: Record<string, string> = {}) =>
    send('/o/client/register', {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  const ask = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    send('/o/client/token', { method: 'POST', headers, body: new URLSearchParams(parameters) })

  async function client(software_statement = sampleStatement): Promise<Client> {
    return (await (await register({ software_statement })).json()) as Client
  }

  async function token(given?: Client): Promise<string> {
    const { client_id, client_secret } = given ?? (await client())
    const answer = await ask({ grant_type: 'client_credentials', client_id, client_secret })
    return ((await answer.json()) as { readonly access_token: string }).access_token
  }

  const set = (change: {
    readonly settings?: Record<string, SettingValue>
    readonly advance?: number
  }) => send('/.sandbox', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(change) })

  /** A reader of reports with a token of its own. */
  async function reader(access_token?: string) {
    const bearer = access_token ?? (await token())
    return (path: string, headers: Record<string, string> = {}) =>
      send(`/cmu/v2${path}`, { headers: { authorization: `Bearer ${bearer}`, ...headers } })
  }

  return { ask, client, clock, reader, register, send, set, token }
}
