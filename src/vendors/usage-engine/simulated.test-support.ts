/** Usage Engine's simulator in a test's hand: ask for a token, call the API, turn the knobs. */
import type { SettingValue } from '../../core/simulation.ts'
import { walker } from '../contract.test-support.ts'
import { usageEngine } from './index.ts'
import { accesses, EU } from './sandbox-accesses.ts'

const credentials = (index: number) => ({
  grant_type: 'client_credentials',
  client_id: accesses[index]?.client_id ?? '',
  client_secret: accesses[index]?.client_secret ?? '',
})

export const FULL = credentials(0)
export const READER = credentials(1)

const JSON_TYPE = { 'content-type': 'application/json' }

export async function simulated() {
  const { clock, sandbox, environment } = await walker(usageEngine)
  const base = `${environment.sandbox}/usage-engine`
  const send = (path: string, init: RequestInit = {}) => sandbox(new Request(base + path, init))

  const ask = (parameters: Record<string, string>, as: 'form' | 'json' = 'form') =>
    send('/authentication/v1/oauth/token', {
      method: 'POST',
      ...(as === 'form'
        ? { body: new URLSearchParams(parameters) }
        : { body: JSON.stringify(parameters), headers: JSON_TYPE }),
    })

  async function token(access: typeof FULL, audience = EU): Promise<string> {
    const answer = (await (await ask({ ...access, audience })).json()) as Record<string, string>
    return answer['access_token'] ?? ''
  }

  const api = (access_token: string, method: string, path: string, body?: unknown) =>
    send(`/usage-metering/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${access_token}`,
        ...(body === undefined ? {} : JSON_TYPE),
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })

  const set = (settings: Record<string, SettingValue>) =>
    send('/.sandbox', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ settings }) })

  return { api, ask, clock, send, set, token }
}
