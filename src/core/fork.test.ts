/** A fork stands where its walk stood after a step: no message and no value of what came later. */
import { describe, expect, it } from 'vitest'
import { forkAt } from './fork.ts'
import type { Exchange, Session } from './session.ts'
import type { Values } from './values.ts'
import type { Flow, Step } from './vendor.ts'

const step = (id: string, parts: Partial<Step> & Pick<Step, 'gives'>): Step =>
  ({
    ...{ id, title: `Step ${id}`, phase: 'p', why: 'w', needs: [], kind: 'request' },
    ...parts,
  }) as Step

const field = (name: string) => ({ name, label: name })
const flow: Flow = {
  ...{ id: 'f', title: 'F', summary: 's' },
  steps: [
    step('know', { kind: 'local', gives: ['header'], asks: [field('client_id')] }),
    step('token', { gives: ['access_token'] }),
    step('groups', { gives: ['group'], asks: [field('limit')] }),
    step('pick', { kind: 'local', gives: ['picked'] }),
    step('refresh', { gives: ['access_token'], asks: [field('group')] }),
  ],
}

function exchange(id: string, at: string, gained: Values): Exchange {
  const message = { method: 'GET', url: 'https://a.example/', headers: [] }
  const endedAt = Number(id)
  return {
    ...{ id, step: at, route: 'relay', startedAt: endedAt, endedAt, built: message, sent: message },
    outcome: { kind: 'accepted', gained, findings: [] },
  }
}

const walked: Session = {
  ...{ version: 2, id: 's', name: 'S', vendor: 'amm', flow: 'f', target: 'sandbox' },
  ...{ createdAt: 1, updatedAt: 9, pinned: true, tags: ['t'] },
  values: {
    ...{ client_id: 'me', header: 'h', access_token: 'second', group: 'g', picked: 'p' },
    limit: '5',
  },
  exchanges: [
    exchange('1', 'token', { access_token: 'first' }),
    exchange('2', 'unknown', {}),
    exchange('3', 'groups', { group: 'g' }),
    exchange('4', 'refresh', { access_token: 'second' }),
  ],
}

const at = (id: string, session = walked) => forkAt(session, flow, id, { id: 'new', at: 50 })

describe('a fork', () => {
  it('has the exchanges up to its step, and a name, an id and times of its own', () => {
    const fork = at('groups')
    expect(fork.exchanges.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(fork).toMatchObject({ id: 'new', createdAt: 50, updatedAt: 50, tags: ['t'] })
    expect(fork.name).toBe('S, from “Step groups”')
    expect(fork).not.toHaveProperty('pinned')
  })

  it('of a walk that came in a file goes on saying so (T64)', () => {
    const came = { ...walked, origin: 'Opened from a case file.' }
    expect(at('groups', came).origin).toMatch(/^Opened from a case file\. Forked from “S”/)
    expect(at('groups').origin).toMatch(/^Forked from “S”/)
  })

  it('has the values of then: what was given anew is as it was before', () => {
    expect(at('groups').values).toEqual({
      ...{ client_id: 'me', header: 'h', access_token: 'first', group: 'g', limit: '5' },
    })
  })

  it('keeps what was typed, and not what a later step gave under the same name', () => {
    expect(at('token').values).not.toHaveProperty('group')
    const typed = { ...walked, values: { ...walked.values, group: 'typed' } }
    expect(at('token', typed).values).toMatchObject({ group: 'typed', client_id: 'me' })
  })

  it('waits for no answer, which could only be one walk’s', () => {
    const pending = {
      ...{ exchange: '9', step: 'token', startedAt: 1, state: 'x', redirect_uri: 'r' },
      request: { method: 'GET', url: 'https://a.example/', headers: [] },
    }
    expect(at('refresh', { ...walked, pending })).not.toHaveProperty('pending')
  })

  it('leaves the walk it was made from alone', () => {
    const before = structuredClone(walked)
    at('token')
    expect(walked).toEqual(before)
  })
})
