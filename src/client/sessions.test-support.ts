/** Sessions made for tests of how they are kept, and a tab to keep them in. */
import { vi } from 'vitest'
import { reduce } from '../core/flow.ts'
import { problemOf } from '../core/problem.ts'
import type { Exchange, Session } from '../core/session.ts'
import type { Care } from './care.ts'
import { createSessions, type Sessions } from './sessions.ts'

export const sessionOf = (id: string, parts: Partial<Session> = {}): Session => ({
  ...{ version: 2, id, name: `Walk ${id}`, vendor: 'amm', flow: 'password', target: 'sandbox' },
  ...{ createdAt: 1, updatedAt: 2, values: { client_id: 'a' }, exchanges: [] },
  ...parts,
})

export function exchangeOf(id: string, body = '{}', step = 'token'): Exchange {
  const message = { method: 'GET', url: 'https://a.example:8443/x', headers: [] }
  const answer = { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [] }
  return {
    ...{ id, step, route: 'relay', startedAt: 1, endedAt: 2, built: message, sent: message },
    outcome: {
      kind: 'accepted',
      response: { ...answer, body: { encoding: 'utf8', data: body } },
      gained: {},
      findings: [],
    },
  }
}

export function storageOf(): Storage {
  const held = new Map<string, string>()
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: (at) => [...held.keys()][at] ?? null,
    get length() {
      return held.size
    },
  }
}

/** Live sessions hold secrets; `client_secret` is one. */
export const careOf = (more: Partial<Care> = {}): Care => ({
  holdsSecrets: ({ target }) => target === 'live',
  strip({ values, ...rest }) {
    const { client_secret: _secret, ...kept } = values
    return { ...rest, values: kept }
  },
  mode: () => 'session',
  ...more,
})

/** What was said to the other tabs. */
export const posted: unknown[] = []

class Channel {
  postMessage(message: unknown) {
    posted.push(message)
  }
  addEventListener() {}
}

/** A tab of its own, with its own `sessionStorage`, on the same disk. */
export function openTab(care: Care = careOf()): Sessions {
  vi.stubGlobal('sessionStorage', storageOf())
  vi.stubGlobal('BroadcastChannel', Channel)
  return createSessions(care)
}

/** A change: these values are typed in. */
export const filled = (values: Session['values']) => (session: Session) =>
  reduce(session, { type: 'filled', values, at: session.updatedAt + 1 })

/** The code of the problem it rejects with. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (thrown: unknown) => problemOf(thrown).code,
  )
