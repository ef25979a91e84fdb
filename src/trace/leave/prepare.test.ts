/** Leaving: nothing secret goes, and a leak stops it. */
import { describe, expect, it } from 'vitest'
import type { Exchange, Session } from '../../core/session.ts'
import type { Wire } from '../../core/wire.ts'
import { answered, asked, sessionWith } from '../session.test-support.ts'
import { knownOf } from './known.ts'
import { caseIn, inputFor, leaksIn, leave } from './leave.test-support.ts'
import type { LeavingKind } from './leaving.ts'
import { maskSession } from './mask-session.ts'
import { scrubPatterns } from './patterns.ts'
import { prepare, type Stages } from './prepare.ts'
import { scrubValues } from './scrub.ts'

const CANARY = 'CANARY-x7-9f8e7d6c5b4a'
const all: readonly LeavingKind[] = ['case', 'har', 'report', 'script', 'code:python']

const places: readonly (readonly [where: string, exchanges: readonly Exchange[]])[] = [
  ['a header nobody knows', [asked({ headers: [['X-Later', CANARY]] })]],
  ['a header of the answer', [answered({ headers: [['X-Internal', CANARY]] })]],
  ['a member nobody knows', [answered({ body: JSON.stringify({ a: [{ later: CANARY }] }) })]],
  ['the name of a member', [answered({ body: JSON.stringify({ [CANARY]: 1 }) })]],
  ['a parameter nobody knows', [asked({ url: `https://a.example/?later=${CANARY}` })]],
  ['a query without a name', [asked({ url: `https://a.example/?${CANARY}` })]],
  ['a fragment', [asked({ url: `https://a.example/#later=${CANARY}` })]],
  ['the user of an address', [asked({ url: `https://${CANARY}@a.example/` })]],
  ['a matrix parameter', [asked({ url: `https://a.example/a;jsessionid=${CANARY}` })]],
  ['a form', [asked({ body: `later=${CANARY}&b=c` })]],
  ['text of no format', [asked({ body: `<later>${CANARY}</later>` })]],
  ['JSON within JSON', [answered({ body: JSON.stringify({ message: `{"x":"${CANARY}"}` }) })]],
  ['a cookie', [asked({ headers: [['Cookie', `a=b; sid=${CANARY}`]] })]],
  ['a cookie that is set', [answered({ headers: [['Set-Cookie', `sid=${CANARY}; Path=/`]] })]],
  ['an attribute of a cookie', [answered({ headers: [['Set-Cookie', `a=b; Later=${CANARY}`]] })]],
  ['credentials', [asked({ headers: [['Authorization', `Bearer ${CANARY}`]] })]],
  ['credentials without a scheme', [asked({ headers: [['Authorization', CANARY]] })]],
  [
    'a password of Basic',
    [asked({ headers: [['Authorization', `Basic ${btoa(`me:${CANARY}`)}`]] })],
  ],
  ['an address to go to', [answered({ headers: [['Location', `/x?code=${CANARY}`]] })]],
]
const planted = places.map(([where, exchanges]) => [where, sessionWith({ exchanges })] as const)

const odd = {
  ...sessionWith({ exchanges: [answered({ body: '{}' })] }),
  later: CANARY,
  pending: {
    ...{ exchange: 'e', step: 's', startedAt: 1, state: CANARY, redirect_uri: 'http://localhost/' },
    request: { method: 'GET', url: `https://a.example/?state=${CANARY}`, headers: [] },
  },
} as Session

describe('T94: a canary', () => {
  it.each([...planted, ['a member of the walk itself', odd] as const])(
    'leaves in no format from %s',
    async (_, session) => {
      for (const kind of all) {
        const text = await leave(kind, session)
        expect(leaksIn(text, CANARY)).toEqual([])
        if (text.includes('me:')) expect(text).not.toContain(btoa(`me:${CANARY}`))
      }
    },
  )

  it('leaves in no words of a server either, once it is known', async () => {
    const exchange = asked({ headers: [['X-Later', CANARY]] })
    const refused: Exchange = {
      ...exchange,
      outcome: {
        kind: 'refused',
        problem: {
          ...{ kind: 'vendor_error', code: 'no', means: 'It refused.', remedy: 'Ask.' },
          said: `Not ${encodeURIComponent(CANARY)}, nor ${btoa(`..${CANARY}.`)}`,
        },
      },
    }
    const session = sessionWith({ exchanges: [refused] })
    for (const kind of all) expect(leaksIn(await leave(kind, session), CANARY)).toEqual([])
    expect(await leave('report', session)).toContain('Not <header_x-later#')
  })

  it('leaves in no head as it was sent, and in nothing else that only the relay saw', async () => {
    const exchange = asked({})
    const line = `GET /x?later=${CANARY} HTTP/1.1\r\nHost: a\r\nCookie: sid=${CANARY}\r\nX: ${CANARY}\r\n${CANARY}\r\n\r\n`
    const wire: Wire = {
      hops: [{ n: 1, method: 'GET', url: `https://a/?k=${CANARY}`, address: '192.0.2.1', port: 1 }],
      redirects: [
        { status: 302, location: `/?code=${CANARY}`, decision: 'stopped', reason: 'policy' },
      ],
      trailers: [['x-end', CANARY]],
      sentHead: line,
    }
    const session = sessionWith({ exchanges: [{ ...exchange, wire }] })
    for (const kind of all) expect(leaksIn(await leave(kind, session), CANARY)).toEqual([])
    const { exchanges } = (await caseIn(session)).session
    expect(exchanges[0]?.wire?.sentHead).toMatch(
      /^GET \/x\?later=%3Ccode%23\d+%20len%3D22%3E HTTP\/1.1\r\nHost: a\r\nCookie: sid=</,
    )
  })

  it('names nobody whom a server names, unless it is ticked', async () => {
    const body = JSON.stringify({ message: 'No account for jane@a.example, jane@a.example.' })
    const session = sessionWith({
      exchanges: [answered({ body })],
      note: 'Call Jane.',
      tags: ['t'],
    })
    const text = await leave('case', session)
    expect(text).toMatch(/No account for (<email#\d+ len=14>), \1\./)
    expect(text).not.toContain('Call Jane.')
    const ticked = await leave('case', session, { personal: true })
    expect(ticked).toContain('jane@a.example')
    expect(ticked).toContain('Call Jane.')
  })

  it('stops the export when every stage before the last lets it through', async () => {
    const session = sessionWith({ values: { client_secret: CANARY } })
    const broken: Stages = {
      known: knownOf,
      mask: (whole) => whole,
      values: (text) => text,
      patterns: (text) => text,
    }
    const left = await prepare('case', inputFor(session), broken)
    expect(left).toMatchObject({ kind: 'stopped', problem: { code: 'export_stopped' } })
    expect(JSON.stringify(left)).toContain('client_secret')
    expect(JSON.stringify(left)).not.toContain(CANARY)
  })

  it.each([
    ['known', { known: (session: Session) => session }],
    ['values', { values: (text: string) => text }],
    ['patterns', { patterns: (text: string) => text }],
  ] as const)('is held by the other stages when %s is broken', async (_, broken) => {
    const stages = {
      known: knownOf,
      mask: maskSession,
      values: scrubValues,
      patterns: scrubPatterns,
    }
    for (const [, one] of planted) {
      const left = await prepare('case', inputFor(one), { ...stages, ...broken })
      expect(leaksIn(JSON.stringify(left), CANARY)).toEqual([])
    }
  })

  it.each([
    ['raw', CANARY],
    ['URL-encoded twice', '%2543ANARY-x7-9f8e7d6c5b4a'],
    ['as JSON escapes', '\\u0043ANARY-x7-9f8e7d6c5b4a'],
    ['as HTML', '&lt;b&gt;CANARY-x7-9f8e7d6c5b4a'],
    ['in capitals', CANARY.toUpperCase()],
    ['a token of nobody', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.abcdefgh'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'],
    ['credentials', 'Bearer abcdef0123456789'],
  ])('that gets in after the last scrub stops the export: %s', async (_, leak) => {
    const session = sessionWith({ values: { client_secret: CANARY } })
    const stages = { known: knownOf, mask: maskSession, values: scrubValues }
    const patterns = (text: string) => `${text}${leak}`
    const left = await prepare('report', inputFor(session), { ...stages, patterns })
    expect(left.kind).toBe('stopped')
  })

  it('that is written after masking is scrubbed by its value', async () => {
    const session = sessionWith({ values: { client_secret: CANARY }, name: 'x' })
    const mask = ((whole, masks) => ({
      ...maskSession(whole, masks),
      name: `${CANARY} ${encodeURIComponent(`<${CANARY}`)} ${btoa(`ab${CANARY}`)}`,
    })) as typeof maskSession
    const stages = { known: knownOf, mask, values: scrubValues, patterns: scrubPatterns }
    const left = await prepare('case', inputFor(session), stages)
    expect(left.kind).toBe('ready')
    expect(leaksIn(JSON.stringify(left), CANARY)).toEqual([])
  })
})
