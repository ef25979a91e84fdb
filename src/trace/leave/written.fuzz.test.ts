/** What leaves from here and comes back: a case file and HAR are read as they were written. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arriving } from '../../core/arrive/arriving.test-support.ts'
import { readCaseFile } from '../../core/arrive/case-file.ts'
import { readHarEntries } from '../../core/arrive/har.ts'
import { type HttpResponse, utf8 } from '../../core/http.ts'
import { often, text } from '../../core/node-fuzz.test-support.ts'
import type { Exchange, Session } from '../../core/session.ts'
import { sessionWith } from '../session.test-support.ts'
import { harOf } from './har.ts'

const problem = { kind: 'network_error', code: 'no_answer', means: 'm', remedy: 'r' } as const
const caseText = (session: Session): string =>
  JSON.stringify({ format: 'grantwalk-case', version: 1, session })

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/)
const headers = fc.array(fc.tuple(name, text()), { maxLength: 4 })
const url = fc.webUrl({ withQueryParameters: true, withFragments: true })
const request = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PROPFIND', 'm-search'),
    ...{ url, headers, body: fc.option(text(60), { nil: undefined }) },
  })
  .map(({ body, ...rest }) => ({ ...rest, ...(body === undefined ? {} : { body: utf8(body) }) }))
const response = fc.record({
  status: fc.integer({ min: 100, max: 599 }),
  statusText: text(),
  httpVersion: fc.constantFrom('1.1', '2', ''),
  ...{ headers, body: text(60).map(utf8) },
})
const outcome = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('accepted' as const), response, gained: fc.dictionary(name, text()) },
    findings: fc.array(fc.record({ code: name, text: text() }), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('refused' as const), response, problem: fc.constant(problem) }),
  fc.record({ kind: fc.constant('failed' as const), problem: fc.constant(problem) }),
)
const exchanges = fc
  .array(
    fc.record({ request, outcome, startedAt: fc.integer({ min: 1, max: 4e12 }), ms: fc.nat(1e6) }),
    {
      maxLength: 4,
    },
  )
  .map((all) =>
    all.map(
      ({ request, outcome, startedAt, ms }, index): Exchange => ({
        ...{ id: `x${index}`, step: 'token', route: 'relay', startedAt, endedAt: startedAt + ms },
        ...{ built: request, sent: request, outcome },
      }),
    ),
  )

describe('what was written here', () => {
  it('as a case file is read back whole, and once more', () => {
    fc.assert(
      fc.property(exchanges, fc.dictionary(name, text()), text(), (all, values, title) => {
        const plain = Object.fromEntries(
          Object.entries(values).filter(([, one]) => !/[<:]/.test(one)),
        )
        const written = sessionWith({ id: 's1', name: title, values: plain, exchanges: all })
        const read = readCaseFile(caseText(written), { ...arriving(), id: () => 's1' })
        if (read.kind === 'problem') throw new Error(read.problem.means)
        // A stranger's name may lose what hides in it.
        const { name } = read.session
        expect(read.session).toEqual({ ...written, name, origin: 'Opened from a case file.' })
        if (/^\w+$/.test(title)) expect(name).toBe(title)
        const again = readCaseFile(caseText(read.session), { ...arriving(), id: () => 's1' })
        expect(again).toEqual(read)
      }),
      often,
    )
  })

  it('as HAR is read back message by message', () => {
    fc.assert(
      fc.property(exchanges, (all) => {
        fc.pre(all.length > 0)
        const read = readHarEntries(harOf(sessionWith({ exchanges: all }), '1'))
        if (read.kind === 'problem') throw new Error(read.problem.means)
        expect(read.entries.map(({ request, response }) => ({ request, response }))).toEqual(
          all.map(({ sent, outcome }) => ({
            request: { ...sent, ...(sent.body?.data === '' ? { body: undefined } : {}) },
            response: outcome.kind === 'failed' ? undefined : httpVersion(outcome.response),
          })),
        )
        expect(read.entries.map(({ startedAt, ms }) => [startedAt, ms])).toEqual(
          all.map(({ startedAt, endedAt }) => [startedAt, endedAt - startedAt]),
        )
      }),
      often,
    )
  })
})

/** HAR has to name one, and ours says 1.1 where nobody told. */
const httpVersion = (one: HttpResponse | undefined): HttpResponse | undefined =>
  one === undefined
    ? one
    : { ...one, httpVersion: one.httpVersion === '' ? '1.1' : one.httpVersion }
