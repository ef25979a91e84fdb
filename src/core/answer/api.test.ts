/** Every hostile API answer of the case file gives the verdict named there. */
import { describe, expect, it } from 'vitest'
import cases from '../cases/api-response.json' with { type: 'json' }
import { responseOf } from '../cases/expand.ts'
import { expectedOf, verdictOf } from '../cases/verdict.ts'
import { type HeaderPairs, type HttpResponse, utf8 } from '../http.ts'
import { rateOf, readApi } from './api.ts'

/** Time passes and no end comes: the relay stops waiting, and so says nothing that could be read here (T45). */
const elsewhere = ['api-04']

const answer = (headers: HeaderPairs, body = '', status = 200): HttpResponse => ({
  status,
  statusText: '',
  httpVersion: '1.1',
  headers,
  body: utf8(body),
})

const json = [['content-type', 'application/json']] as const

describe('an API answer', () => {
  const here = cases.filter(({ id }) => !elsewhere.includes(id))

  it.each(here)('$id $title is $expect.outcome / $expect.code', async (one) => {
    const { outcome, code } = await verdictOf(() => {
      const { findings } = readApi(responseOf(one.input))
      return { findings }
    })
    expect({ outcome, code }).toEqual(expectedOf(one.expect))
  })

  it('leaves no case out but the endless one', () => {
    expect(cases).toHaveLength(9)
    expect(here).toHaveLength(8)
  })

  it('is nothing at all when it is empty', () => {
    expect(readApi(answer([]))).toEqual({ findings: [] })
  })

  it('is JSON when it looks like it, and text when that was an accident', () => {
    expect(readApi(answer([['content-type', 'text/plain']], '[1]')).json).toEqual([1])
    expect(readApi(answer([['content-type', 'text/plain']], '[info] started')).json).toBeUndefined()
    expect(() => readApi(answer(json, '[info] started'))).toThrow('at byte 1')
  })

  it('keeps a large number digit by digit', () => {
    const { json: value } = readApi(answer(json, '{"id":12345678901234567890}'))
    expect(value).toEqual({ id: 12345678901234567890n })
  })

  it('trims no name onto another one', () => {
    const { json: value, findings } = readApi(answer(json, '{"a":1," a ":2}'))
    expect(value).toEqual({ a: 1, ' a ': 2 })
    expect(findings).toEqual([])
  })

  it('is not parsed beyond 2 MiB, and says so (T47)', () => {
    const { json: value, findings } = readApi(answer(json, `["${'x'.repeat(2 << 20)}"]`))
    expect(value).toBeUndefined()
    expect(findings.map(({ code }) => code)).toEqual(['body_not_parsed'])
  })

  it.each([
    ['attachment; filename="../../.bashrc"', 'bashrc', false],
    ['attachment; filename="report__2012-07-20.csv"', 'report__2012-07-20.csv', false],
    ['attachment; filename=C:\\temp\\a.json', 'a.json', false],
    ['attachment; filename="page.hta"', 'page.hta.bin', true],
    ["attachment; filename=x; filename*=UTF-8''r%C3%A9sum%C3%A9.txt", 'résumé.txt', false],
    ['attachment; filename="..."', 'answer', true],
    ['attachment; filename="in\u202Evoice.txt"', 'invoice.txt', true],
    [`attachment; filename="${'a'.repeat(200)}.txt"`, `${'a'.repeat(116)}.txt`, true],
  ])('is saved from %s as %s', (header, name, changed) => {
    const { file, findings } = readApi(answer([['Content-Disposition', header]], 'x'))
    expect(file).toBe(name)
    expect(findings.map(({ code }) => code)).toEqual(changed ? ['filename_sanitised'] : [])
  })

  it('has no name without Content-Disposition', () => {
    expect(readApi(answer([], 'x')).file).toBeUndefined()
  })
})

describe('rateOf', () => {
  it('is nothing when no header counts', () => {
    expect(rateOf(answer(json))).toBeUndefined()
  })

  it('reads AMM, whose Rate-Limit has a hyphen', () => {
    const left = answer([['X-Rate-Limit-Remaining', '998']])
    expect(rateOf(left)).toEqual({ remaining: 998, countHeader: 'X-Rate-Limit-Remaining' })
    const over = answer([['X-Rate-Limit-Retry-After-Seconds', '126']], '', 429)
    expect(rateOf(over)).toMatchObject({ retryAfterSeconds: 126 })
  })

  it('reads Aruba, whose windows stand in the names, in any case', () => {
    const headers = [
      ['X-RateLimit-Limit-Second', '3'],
      ['X-RateLimit-Remaining-Second', '0'],
      ['x-ratelimit-limit-day', '5000'],
      ['x-ratelimit-remaining-day', '4000'],
    ] as const
    expect(rateOf(answer(headers))).toMatchObject({ limit: 3, remaining: 0, window: 'second' })
  })

  it('reads Auth0, whose reset is a moment, by the answer’s own date', () => {
    const headers = [
      ['date', 'Wed, 21 Oct 2026 07:28:00 GMT'],
      ['x-ratelimit-limit', '1000'],
      ['x-ratelimit-remaining', '0'],
      ['x-ratelimit-reset', String(Date.UTC(2026, 9, 21, 7, 28, 30) / 1000)],
    ] as const
    expect(rateOf(answer(headers))).toMatchObject({ limit: 1000, retryAfterSeconds: 30 })
  })

  it('reads a Retry-After that is a date, and the Expires of Adobe’s sessions', () => {
    const date = ['Date', 'Wed, 21 Oct 2026 07:28:00 GMT'] as const
    const soon = 'Wed, 21 Oct 2026 07:28:05 GMT'
    expect(rateOf(answer([date, ['Retry-After', soon]]))?.retryAfterSeconds).toBe(5)
    expect(rateOf(answer([date, ['Expires', soon]], '', 429))?.retryAfterSeconds).toBe(5)
    expect(rateOf(answer([date, ['Expires', soon]]))).toBeUndefined()
  })

  it('never counts down for more than an hour (T49)', () => {
    expect(rateOf(answer([['Retry-After', '999999999999']]))?.retryAfterSeconds).toBe(3_600)
    expect(rateOf(answer([['Retry-After', '-5']]))).toBeUndefined()
  })
})
