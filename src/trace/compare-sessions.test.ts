import { describe, expect, it } from 'vitest'
import { utf8 } from '../core/http.ts'
import type { Exchange, Outcome } from '../core/session.ts'
import { compareSessions } from './compare-sessions.ts'
import { secretsOf } from './secrets.ts'
import { facts, sessionWith } from './session.test-support.ts'

const token = (claims: object) =>
  [{ alg: 'RS256' }, claims, 'signature']
    .map((part) => btoa(typeof part === 'string' ? part : JSON.stringify(part)))
    .map((part) => part.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_'))
    .join('.')

const accepted = (gained: Record<string, string> = {}, status = 200): Outcome => ({
  kind: 'accepted',
  response: {
    ...{ status, statusText: 'OK', httpVersion: '1.1', headers: [] },
    body: utf8(JSON.stringify(gained)),
  },
  gained,
  findings: [],
})

const refused = (code: string): Outcome => ({
  kind: 'refused',
  response: {
    ...{ status: 400, statusText: 'Bad Request', httpVersion: '1.1', headers: [] },
    body: utf8(JSON.stringify({ error: code })),
  },
  problem: { kind: 'oauth_error', code, said: 'Bad credentials', means: 'No.', remedy: 'Try.' },
})

interface Parts {
  readonly step?: string
  readonly url?: string
  readonly body?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly outcome?: Outcome
  readonly lasted?: number
}

function exchange({ step = 'token', url, body, headers, outcome, lasted }: Parts): Exchange {
  const sent = {
    method: 'POST',
    url: url ?? 'https://a.example/token?state=1',
    headers: headers ?? [],
    body: utf8(body ?? 'grant_type=password&username=ann'),
  }
  return {
    ...{ id: `${step}-1`, step, route: 'relay', startedAt: 0, endedAt: lasted ?? 100 },
    ...{ built: sent, sent, outcome: outcome ?? accepted() },
  }
}

const side = (...exchanges: readonly Exchange[]) => {
  const session = sessionWith({ exchanges })
  return { session, secrets: secretsOf(session, facts) }
}

const compare = (left: Parts, right: Parts) =>
  compareSessions(side(exchange(left)), side(exchange(right)))

describe('two walks side by side', () => {
  it('finds nothing in a walk and itself', () => {
    expect(compare({}, {})).toMatchObject({ pairs: [{ step: 'token', differences: [] }] })
    expect(compare({}, {}).first).toBeUndefined()
  })

  it('names the parameter in which they part, and passes over what is new in every run', () => {
    const { first, pairs } = compare(
      { url: 'https://a.example/token?state=1&scope=read' },
      { url: 'https://a.example/token?state=2&scope=write' },
    )
    expect(first).toEqual({
      step: 'token',
      difference: { where: 'parameter', name: 'scope', left: 'read', right: 'write' },
    })
    expect(pairs[0]?.differences).toContainEqual({
      ...{ where: 'parameter', name: 'state', left: '1', right: '2', fresh: true },
    })
  })

  it.each([
    ['address', { url: 'https://b.example/token?state=1' }, 'https://b.example/token'],
    ['body', { body: 'grant_type=password&username=bob' }, 'bob'],
    ['header', { headers: [['Accept', 'text/html']] }, 'text/html'],
  ] as const)('names the %s that is another', (where, right, shown) => {
    expect(compare({}, right).first?.difference).toMatchObject({ where, right: shown })
  })

  it('says what one sent and the other did not', () => {
    const { first } = compare({ body: 'grant_type=password&scope=read&username=ann' }, {})
    expect(first?.difference).toEqual({
      ...{ where: 'body', name: 'scope', left: 'read', right: undefined },
    })
  })

  it('tells status, outcome and problem of a refusal from those of an answer', () => {
    const { pairs, first } = compare({}, { outcome: refused('invalid_grant') })
    expect(first?.difference).toMatchObject({ where: 'status', left: '200 OK' })
    expect(pairs[0]?.differences.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['status', 'outcome', 'problem']),
    )
    expect(pairs[0]?.differences).toContainEqual(
      expect.objectContaining({ where: 'problem', name: '', right: 'invalid_grant' }),
    )
  })

  it('tells a finding that only one run had', () => {
    const finding = { code: 'no_store_missing', text: 'The answer may be cached.' }
    const found: Outcome = { ...accepted(), kind: 'accepted', gained: {}, findings: [finding] }
    expect(compare({ outcome: found }, {}).first?.difference).toEqual({
      ...{ where: 'finding', name: finding.code, left: finding.text, right: undefined },
    })
  })

  it('compares the claims of two tokens, not their letters', () => {
    const gained = (scope: string, iat: number) => ({
      outcome: accepted({ access_token: token({ scope, iat }) }),
    })
    const { first, pairs } = compare(gained('read', 1), gained('read write', 2))
    expect(first?.difference).toEqual({
      where: 'token',
      name: 'access_token claim scope',
      left: '"read"',
      right: '"read write"',
    })
    const fresh = pairs[0]?.differences.filter((one) => one.fresh).map(({ name }) => name)
    expect(fresh).toEqual(['access_token', 'access_token claim iat'])
  })

  it('shows no secret of either walk, wherever it stands', () => {
    const run = (secret: string): Parts => ({
      url: `https://a.example/token?access_token=URL-${secret}`,
      body: `grant_type=password&username=ann&password=BODY-${secret}`,
      headers: [['Authorization', `Bearer HEAD-${secret}`]],
      outcome: accepted({ refresh_token: `GAIN-${secret}` }),
    })
    const { pairs } = compare(run('CANARY-one'), run('CANARY-two'))
    expect(pairs[0]?.differences.length).toBeGreaterThanOrEqual(4)
    expect(JSON.stringify(pairs.map(({ differences }) => differences))).not.toContain('CANARY')
    expect(pairs[0]?.differences).toContainEqual(
      expect.objectContaining({ name: 'password', left: '[password, 15 characters]' }),
    )
  })

  it('takes another password for where they part, without saying either', () => {
    const { first } = compare(
      { body: 'grant_type=password&password=one-password' },
      { body: 'grant_type=password&password=two-password' },
    )
    expect(first?.difference).toMatchObject({ where: 'body', name: 'password' })
  })

  it('mentions time only where one took much longer, and never as what parts them', () => {
    expect(compare({ lasted: 100 }, { lasted: 180 }).pairs[0]?.differences).toEqual([])
    const { first, pairs } = compare({ lasted: 100 }, { lasted: 2_100 })
    expect(first).toBeUndefined()
    expect(pairs[0]?.differences).toMatchObject([{ where: 'timing', right: '2100 ms' }])
  })

  it('puts tries of one step side by side, and what only one walk did in its place', () => {
    const [know, ask, call] = ['know', 'ask', 'call'].map((step) => exchange({ step }))
    if (know === undefined || ask === undefined || call === undefined) throw new Error('three')
    const { pairs, first } = compareSessions(side(know, call), side(know, ask, ask, call))
    expect(pairs.map((one) => `${one.left?.step ?? '-'} ${one.right?.step ?? '-'}`)).toEqual([
      'know know',
      '- ask',
      '- ask',
      'call call',
    ])
    expect(first).toMatchObject({ step: 'ask', difference: { where: 'step', left: undefined } })
  })
})
