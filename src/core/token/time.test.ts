/** The dates of a token are compared with the clock that is handed in, and with no other. */
import { describe, expect, test } from 'vitest'
import { encode } from '../cases/jwts.ts'
import { readToken } from './read.ts'
import { timesIn, timeVerdict } from './time.ts'
import { spanOf } from './time-words.ts'

const seconds = 1_800_000_000
const at = { now: seconds * 1000, skew: 60 }
const token = (claims: object, typ = 'JWT') =>
  readToken(encode({ alg: 'RS256', typ }, JSON.stringify(claims)))

describe('the verdict about time', () => {
  test.each([
    ['valid', { exp: seconds + 1 }, 'passed', ['not_expired']],
    ['over at the very second', { exp: seconds }, 'passed', ['expired_within_skew']],
    ['over within the allowance', { exp: seconds - 59 }, 'passed', ['expired_within_skew']],
    ['over at its end', { exp: seconds - 60 }, 'failed', ['expired']],
    ['begun', { nbf: seconds, exp: seconds + 9 }, 'passed', ['not_expired', 'already_valid']],
    [
      'about to begin',
      { nbf: seconds + 60, exp: seconds + 99 },
      'passed',
      ['not_expired', 'valid_within_skew'],
    ],
    [
      'not begun',
      { nbf: seconds + 61, exp: seconds + 99 },
      'failed',
      ['not_expired', 'not_yet_valid'],
    ],
    ['made in the future', { iat: seconds + 61 }, 'failed', ['issued_in_future', 'exp_missing']],
    ['made just now', { iat: seconds + 60 }, 'passed', ['issued', 'exp_missing']],
    [
      'signed in tomorrow',
      { exp: seconds + 9, auth_time: seconds + 86_400 },
      'failed',
      ['not_expired', 'signed_in_in_future'],
    ],
    [
      'over before it began',
      { exp: seconds + 9, nbf: seconds + 9 },
      'passed_or_never',
      ['not_expired', 'valid_within_skew', 'never_valid'],
    ],
    ['endless', {}, 'unchecked', ['exp_missing']],
    ['no date', { exp: 'soon' }, 'unchecked', ['numericdate_type']],
    ['beyond calendars', { exp: 1e308 }, 'unchecked', ['numericdate_range']],
    ['in milliseconds', { exp: at.now + 1 }, 'unchecked', ['numericdate_milliseconds']],
  ])('%s', (_, claims, mark, codes) => {
    const verdict = timeVerdict(token(claims), at)
    expect(verdict.lines.map(({ code }) => code)).toEqual(codes)
    expect(verdict.mark).toBe(mark === 'passed_or_never' ? 'failed' : mark)
  })

  test('does not call a token valid whose end cannot be read', () => {
    const { mark, headline } = timeVerdict(token({ exp: 'soon', iat: seconds }), at)
    expect(mark).toBe('passed')
    expect(headline).toBe('No date speaks against it, but not everything could be checked.')
  })

  test('is open for a token that is encrypted, opaque or broken, and says what is missing', () => {
    const texts = [
      'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c',
      'abc',
      'eyJhbGciOiJub25lIn0.!.',
    ]
    for (const text of texts) {
      const verdict = timeVerdict(readToken(text), at)
      expect(verdict.mark).toBe('unchecked')
      expect(verdict.lines).toHaveLength(1)
    }
  })
})

test('dates come with milliseconds for the clock, and those that are none without', () => {
  expect(timesIn(token({ exp: 1.5, iat: 'x', nbf: 1e308, other: 5 }))).toEqual([
    { name: 'exp', seconds: 1.5, milliseconds: 1500 },
    { name: 'nbf', fault: 'numericdate_range' },
    { name: 'iat', fault: 'numericdate_type' },
  ])
})

test.each([
  [0.4, 'less than a second'],
  [1, '1 second'],
  [3_661, '1 hour 1 minute'],
  [3_601, '1 hour'],
  [86_400 * 2 + 3_600 * 3, '2 days 3 hours'],
  [-90, '1 minute 30 seconds'],
])('%d seconds are %s', (count, words) => {
  expect(spanOf(count)).toBe(words)
})
