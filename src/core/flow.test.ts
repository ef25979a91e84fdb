/** What follows from a session: status, what a re-run clears, what a changed value makes untrue, whose turn it is. */
import { describe, expect, it } from 'vitest'
import {
  clearedBy,
  deadEnds,
  flowFor,
  freeAt,
  outdatedBy,
  problemsOf,
  reduce,
  startSession,
  statusOf,
} from './flow.ts'
import type { Exchange, Outcome, Session } from './session.ts'
import type { Flow, LocalStep, RequestStep, Step, VendorProfile } from './vendor.ts'

const base = { phase: 'Steps', why: 'Because a test needs it to be there, and to say why.' }

const local = (id: string, needs: string[], gives: string[], asks: string[] = []): LocalStep => ({
  ...{ ...base, id, title: id, needs, gives, kind: 'local', action: 'Make it' },
  asks: asks.map((name) => ({ name, label: name })),
  make: () => ({}),
})

const request = (id: string, needs: string[], gives: string[]): RequestStep => ({
  ...{ ...base, id, title: id, needs, gives, kind: 'request' },
  request: () => ({ method: 'GET', url: 'https://a.example/', headers: [] }),
  receive: () => ({ gained: {} }),
})

const client = local('client', [], [], ['client_secret'])
const header = local('header', ['client_secret'], ['basic_credentials'])
const token = request('token', ['basic_credentials'], ['access_token'])
const list = request('list', ['access_token'], ['group_id'])
const read = request('read', ['group_id'], [])
const flow: Flow = {
  id: 'f',
  title: 'F',
  summary: '',
  steps: [client, header, token, list, read],
}

const profile: VendorProfile = {
  id: 'v',
  name: 'V',
  product: 'V',
  summary: '',
  links: [],
  values: {},
  hosts: () => ({}),
  origins: [],
}

const fresh = startSession({ id: 's', name: 'S', at: 1 }, profile, flow, 'live', {
  callback: 'http://localhost/callback/v',
  sandbox: 'http://localhost:7862',
})

let count = 0
function exchange(
  step: string,
  kind: Outcome['kind'],
  gained: Record<string, string> = {},
): Exchange {
  const problem = { kind: 'oauth_error', code: 'x', means: 'x', remedy: 'x' } as const
  const message = { method: 'GET', url: 'https://a.example/', headers: [] }
  count += 1
  return {
    ...{ id: `x${count}`, step, route: 'relay', built: message, sent: message },
    ...{ startedAt: count * 1000, endedAt: count * 1000 + 10 },
    outcome: kind === 'accepted' ? { kind, gained, findings: [] } : { kind, problem },
  }
}

const after = (session: Session, ...exchanges: readonly Exchange[]): Session =>
  exchanges.reduce(
    (state, one) => reduce(state, { type: 'exchanged', exchange: one, at: 2 }),
    session,
  )

const filled = reduce(fresh, {
  type: 'filled',
  values: { client_secret: 's', basic_credentials: 'b' },
  at: 2,
})
const kind = (step: Step, session: Session) => statusOf(flow, step, session).kind

describe('the status of a step', () => {
  it('is locked, and names the value that is missing', () => {
    expect(statusOf(flow, token, fresh)).toEqual({ kind: 'locked', missing: ['basic_credentials'] })
  })

  it('is ready when what it needs is known, and empty text is not known', () => {
    expect(kind(token, filled)).toBe('ready')
    expect(
      kind(token, reduce(filled, { type: 'filled', values: { basic_credentials: '' }, at: 3 })),
    ).toBe('locked')
  })

  it('is done after an accepted answer, refused after a refusal, failed after none', () => {
    expect(kind(token, after(filled, exchange('token', 'accepted', { access_token: 'a' })))).toBe(
      'done',
    )
    expect(kind(token, after(filled, exchange('token', 'refused')))).toBe('refused')
    expect(kind(token, after(filled, exchange('token', 'failed')))).toBe('failed')
  })

  it('was refused while a person was still deciding at another device', () => {
    const early = (code: string) => {
      const one = exchange('token', 'refused')
      if (one.outcome.kind !== 'refused') throw new Error('not refused')
      const outcome = { ...one.outcome, problem: { ...one.outcome.problem, code } }
      return kind(token, after(filled, { ...one, outcome }))
    }
    expect(early('authorization_pending')).toBe('ready')
    expect(early('slow_down')).toBe('ready')
    expect(early('access_denied')).toBe('refused')
  })

  it('is out of date when a step it rests on was run again', () => {
    const walked = after(
      filled,
      exchange('token', 'accepted', { access_token: 'a' }),
      exchange('list', 'accepted', { group_id: '9' }),
    )
    expect(kind(list, walked)).toBe('done')
    expect(kind(list, after(walked, exchange('token', 'accepted', { access_token: 'b' })))).toBe(
      'stale',
    )
  })

  it('stays done when a replay is refused: what it gave is still good', () => {
    const walked = after(
      filled,
      exchange('token', 'accepted', { access_token: 'a' }),
      exchange('token', 'refused'),
    )
    expect(kind(token, walked)).toBe('done')
  })

  it('waits while a redirect has not come back', () => {
    const pending = {
      ...{ exchange: 'x', step: 'token', startedAt: 1, state: 's', redirect_uri: 'http://a' },
      request: { method: 'GET', url: 'https://a.example/', headers: [] },
    }
    expect(kind(token, reduce(filled, { type: 'left', pending, at: 3 }))).toBe('waiting')
  })

  it('of a local step follows from its fields and what it gives', () => {
    expect(kind(client, fresh)).toBe('ready')
    expect(problemsOf(client, fresh)).toEqual([
      { name: 'client_secret', text: 'Fill in client_secret.' },
    ])
    expect(kind(client, filled)).toBe('done')
  })
})

describe('running a step again', () => {
  it('clears what only later steps gave', () => {
    const walked = after(
      filled,
      exchange('token', 'accepted', { access_token: 'a' }),
      exchange('list', 'accepted', { group_id: '9' }),
    )
    expect(clearedBy(flow, token, walked)).toEqual(['group_id'])
    expect(clearedBy(flow, list, walked)).toEqual([])
  })
})

describe('a changed value', () => {
  it('makes untrue what local steps computed from it, and leaves what a server gave', () => {
    const walked = after(filled, exchange('token', 'accepted', { access_token: 'a' }))
    expect(outdatedBy(flow, 'client_secret', walked)).toEqual(['basic_credentials'])
    expect(outdatedBy(flow, 'access_token', walked)).toEqual([])
  })
})

describe('running an earlier step again', () => {
  it('keeps what a later step asks for: a pasted statement was cleared with the values it gave', () => {
    const paste: Step = local('paste', [], ['statement'], ['statement'])
    const pasted: Flow = { ...flow, steps: [...flow.steps, paste] }
    const first = pasted.steps[0] as Step
    const typed = reduce(filled, { type: 'filled', values: { statement: 's' }, at: 3 })
    expect(clearedBy(pasted, first, typed)).not.toContain('statement')
  })
})

describe('a paced step', () => {
  it('waits from the end of the last call of its group', () => {
    const pace = { group: 'login', milliseconds: 1000 }
    const paced: Flow = { ...flow, steps: [{ ...token, pace }, { ...list, pace }, read] }
    const called = exchange('token', 'accepted')
    const [first, second] = paced.steps as [Step, Step, Step]
    expect(freeAt(paced, first, filled)).toBe(0)
    expect(freeAt(paced, second, after(filled, called))).toBe(called.endedAt + 1000)
  })
})

describe('a flow', () => {
  it('has a step only while the switch that brings it is on', () => {
    const switched: Flow = {
      ...flow,
      steps: [token, { ...list, when: ({ par }) => par === 'yes' }, read],
    }
    const ids = (session: Session) => flowFor(switched, session).steps.map(({ id }) => id)
    expect(ids(filled)).toEqual([token.id, read.id])
    expect(ids({ ...filled, values: { ...filled.values, par: 'yes' } })).toEqual([
      token.id,
      list.id,
      read.id,
    ])
    expect(flowFor(flow, filled)).toBe(flow)
  })

  it('has a dead end where nobody gives what a step needs', () => {
    expect(deadEnds(flow)).toEqual([])
    expect(deadEnds({ ...flow, steps: [token] })).toEqual(['f/token needs basic_credentials'])
  })
})

describe('reduce', () => {
  it('never changes the session it was given', () => {
    const before = structuredClone(filled)
    after(filled, exchange('token', 'accepted', { access_token: 'a' }))
    reduce(filled, { type: 'cleared', names: ['client_secret'], at: 9 })
    expect(filled).toEqual(before)
  })

  it('ends the wait with the exchange that was waited for, and with no other', () => {
    const pending = {
      ...{ exchange: 'mine', step: 'token', startedAt: 1, state: 's', redirect_uri: 'http://a' },
      request: { method: 'GET', url: 'https://a.example/', headers: [] },
    }
    const waiting = reduce(filled, { type: 'left', pending, at: 3 })
    expect(after(waiting, exchange('token', 'refused')).pending).toEqual(pending)
    const mine = { ...exchange('token', 'accepted'), id: 'mine' }
    expect(after(waiting, mine).pending).toBeUndefined()
  })
})
