import { describe, expect, it } from 'vitest'
import { type HeaderPairs, type HttpResponse, utf8 } from '../http.ts'
import { rateOf, waitUntil } from './rate.ts'

const AT = Date.UTC(2026, 10, 20, 12)
const answer = (status: number, headers: HeaderPairs = [], body = ''): HttpResponse => ({
  ...{ status, statusText: '', httpVersion: '1.1', headers, body: utf8(body) },
})
const seconds = (response: HttpResponse) => {
  const until = waitUntil(response, AT)
  return until === undefined ? undefined : (until - AT) / 1000
}

describe('when to ask again', () => {
  it.each<[string, HttpResponse, number | undefined]>([
    ['Arm', answer(429, [['Retry-After', '7']]), 7],
    ['Adobe’s token endpoint, which says nothing', answer(429, [], '<html>'), 1],
    [
      'Adobe’s sessions, by Expires',
      answer(429, [
        ['Date', 'Fri, 20 Nov 2026 12:00:00 GMT'],
        ['Expires', 'Fri, 20 Nov 2026 12:00:09 GMT'],
      ]),
      9,
    ],
    [
      'Usage Engine, by a moment',
      answer(429, [
        ['date', 'Fri, 20 Nov 2026 12:00:00 GMT'],
        ['x-ratelimit-limit', '1000'],
        ['x-ratelimit-remaining', '0'],
        ['x-ratelimit-reset', String(AT / 1000 + 30)],
      ]),
      30,
    ],
    ['AMM', answer(429, [['X-Rate-Limit-Retry-After-Seconds', '126']]), 126],
    [
      'Aruba’s second',
      answer(429, [
        ['X-RateLimit-Remaining-second', '0'],
        ['X-RateLimit-Remaining-day', '4000'],
      ]),
      2,
    ],
    [
      'Aruba’s day: nobody waits for that',
      answer(429, [
        ['X-RateLimit-Remaining-second', '6'],
        ['X-RateLimit-Remaining-day', '0'],
      ]),
      undefined,
    ],
    ['a service that is down for a while', answer(503, [['Retry-After', '30']]), 30],
    ['a service that is down', answer(503), undefined],
    ['an answer that counts', answer(200, [['X-RateLimit-Remaining', '0']]), undefined],
    ['a countdown without end', answer(429, [['Retry-After', '99999999999']]), 3600],
    ['nonsense', answer(429, [['Retry-After', 'soon']]), 1],
  ])('%s', (_who, response, expected) => {
    expect(seconds(response)).toBe(expected)
  })
})

describe('the standard header', () => {
  it.each([
    ['limit=100, remaining=0, reset=50', 100],
    ['"default";q=100;r=0;t=50', 100],
    ['"default";r=0;t=50', undefined],
  ])('RateLimit: %s', (text, limit) => {
    const response = answer(429, [['RateLimit', text]])
    expect(rateOf(response)).toEqual({
      ...(limit === undefined ? {} : { limit }),
      ...{ remaining: 0, countHeader: 'RateLimit' },
      ...{ retryAfterSeconds: 50, retryHeader: 'RateLimit' },
    })
    expect(seconds(response)).toBe(50)
  })
})
