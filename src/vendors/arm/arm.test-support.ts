/** A simulated Arm in a test's hand: raw requests to both of its servers, settings, the clock. */
import { textOf } from '../../core/http.ts'
import type { Exchange, Session } from '../../core/session.ts'
import type { Flow, Step } from '../../core/vendor.ts'
import { walker } from '../contract.test-support.ts'
import { arm } from './index.ts'

export const CLIENT = 'bcca11a6-8f8f-42d9-aa4d-0f46815d9c75'
export const BASE = 'http://localhost:7862/arm'
export const TOKEN = '/armb2c.onmicrosoft.com/B2C_1A_ROPC_Auth.ropc/oauth2/v2.0/token'
export const API = '/e-product-entitlement-customer/v1'
export const RELEASE = 'd2650553-3806-4c0e-92d7-2e46fd468074'
export const ARTIFACT = '7db814ee-c1e3-4d68-a65d-a7e6b437e1ef'

export const login = {
  grant_type: 'password',
  username: 'jane.doe@example.com',
  password: 'correct-horse',
  client_id: CLIENT,
  scope: `openid ${CLIENT} offline_access`,
}

type Fields = Readonly<Record<string, string | undefined>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The members of a JSON answer; empty when it is none. */
  readonly json: Readonly<Record<string, unknown>>
}

const given = (fields: Fields): [string, string][] =>
  Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)

async function plain(response: Response): Promise<Answer> {
  const text = await response.text()
  const value: unknown = text.startsWith('{') ? JSON.parse(text) : {}
  const json = typeof value === 'object' && value !== null ? { ...value } : {}
  return { status: response.status, headers: response.headers, text, json }
}

export async function simulated() {
  const walking = await walker(arm)
  const { sandbox } = walking
  const form = async (path: string, fields: Fields, headers: Record<string, string> = {}) =>
    plain(
      await sandbox(
        new Request(BASE + path, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          body: new URLSearchParams(given(fields)).toString(),
        }),
      ),
    )
  const token = (change: Fields = {}, path = TOKEN) => form(path, { ...login, ...change })
  const get = async (path: string, access_token?: string) =>
    plain(
      await sandbox(
        new Request(
          BASE + path,
          access_token === undefined
            ? {}
            : { headers: { authorization: `Bearer ${access_token}` } },
        ),
      ),
    )
  const control = async (change: object) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(change)
    await sandbox(new Request(`${BASE}/.sandbox`, { method: 'POST', headers, body }))
  }
  /** Opens the API and asks it for something. */
  const api = async (path: string) => get(API + path, String((await token()).json['access_token']))
  return { ...walking, form, token, get, control, api }
}

export async function flowOf(id: string): Promise<Flow> {
  const flow = (await arm.flows()).find((one) => one.id === id)
  if (flow === undefined) throw new Error(`There is no flow ${id}`)
  return flow
}

export function stepOf(flow: Flow, id: string): Step {
  const step = flow.steps.find((one) => one.id === id)
  if (step === undefined) throw new Error(`${flow.id} has no step ${id}`)
  return step
}

export const filled = (session: Session, values: Session['values']): Session => ({
  ...session,
  values: { ...session.values, ...values },
})

export function lastOf(session: Session): Exchange {
  const last = session.exchanges.at(-1)
  if (last === undefined) throw new Error('Nothing was sent')
  return last
}

export const sentBody = (exchange: Exchange): string => textOf(exchange.sent)
