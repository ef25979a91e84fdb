/** Sessions made for tests of what must never leave one. */
import { type HeaderPairs, utf8 } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'
import type { Facts } from './secrets.ts'

export const facts: Facts = {
  api_key: { label: 'API key', sensitivity: 'secret' },
  account_id: { label: 'Account', sensitivity: 'personal' },
}

export const sessionWith = (parts: Partial<Session>): Session => ({
  version: 2,
  id: 'session-1',
  name: 'A walk',
  vendor: 'amm',
  flow: 'password',
  target: 'live',
  createdAt: 1,
  updatedAt: 2,
  values: {},
  exchanges: [],
  ...parts,
})

interface Message {
  readonly url?: string
  readonly headers?: HeaderPairs
  readonly body?: string
}

/** A request that nobody answered. */
export function asked({ url = 'https://a.example/', headers = [], body }: Message): Exchange {
  const request = {
    method: 'POST',
    url,
    headers,
    ...(body === undefined ? {} : { body: utf8(body) }),
  }
  return {
    id: 'exchange-1',
    step: 'token',
    route: 'relay',
    startedAt: 1,
    endedAt: 2,
    built: request,
    sent: request,
    outcome: {
      kind: 'failed',
      problem: {
        kind: 'network_error',
        code: 'no_answer',
        means: 'Nobody.',
        remedy: 'Wait.',
      },
    },
  }
}

/** An answer to a request that says nothing itself. */
export function answered({ headers = [], body = '' }: Message): Exchange {
  const response = { status: 200, statusText: 'OK', httpVersion: '1.1', headers, body: utf8(body) }
  return { ...asked({}), outcome: { kind: 'accepted', response, gained: {}, findings: [] } }
}
