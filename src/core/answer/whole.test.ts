/** An answer is believed only when it is one whole answer. */
import { describe, expect, it } from 'vitest'
import { type HeaderPairs, type HttpResponse, utf8 } from '../http.ts'
import { Refusal } from '../problem.ts'
import { checkWhole } from './whole.ts'

const answer = (headers: HeaderPairs, over: Partial<HttpResponse> = {}): HttpResponse => ({
  status: 200,
  statusText: 'OK',
  httpVersion: '1.1',
  headers,
  body: utf8('four'),
  ...over,
})

function codeOf(response: HttpResponse): string | undefined {
  try {
    checkWhole(response)
    return undefined
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.problem.code
    throw thrown
  }
}

describe('checkWhole', () => {
  it.each([
    ['the announced length', answer([['Content-Length', '4']])],
    ['no length', answer([])],
    ['a length that is not one', answer([['content-length', 'four']])],
    [
      'the same length twice',
      answer([
        ['content-length', '4'],
        ['Content-Length', '4'],
      ]),
    ],
    [
      'a length of what was compressed',
      answer([
        ['content-length', '9'],
        ['content-encoding', 'gzip'],
      ]),
    ],
    [
      'a length of what fetch may have unpacked',
      answer([['content-length', '9']], { httpVersion: '' }),
    ],
    [
      'a length of a body that was not asked for',
      answer([['content-length', '9']], { body: utf8('') }),
    ],
    ['two encodings', answer([['content-encoding', 'gzip, br']])],
    ['a cut that it admits', answer([['content-length', '9']], { truncated: true })],
  ])('takes %s', (_what, response) => {
    expect(codeOf(response)).toBeUndefined()
  })

  it.each([
    ['content_length_mismatch', answer([['content-length', '5']])],
    [
      'response_framing',
      answer([
        ['content-length', '4'],
        ['content-length', '5'],
      ]),
    ],
    ['response_framing', answer([['x', 'a\nb']])],
    ['response_framing', answer([['x\0', 'a']])],
    [
      'too_many_encodings',
      answer([
        ['content-encoding', 'gzip'],
        ['content-encoding', 'br, gzip'],
      ]),
    ],
    ['decompression', answer([['content-encoding', 'gzip']], { truncated: true })],
    ['headers_too_large', answer([['x', 'a'.repeat(65_536)]])],
    ['unexpected_upgrade', answer([], { status: 101 })],
  ])('refuses with %s', (code, response) => {
    expect(codeOf(response)).toBe(code)
  })
})
