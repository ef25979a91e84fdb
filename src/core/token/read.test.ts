/** One token is read exactly as it stands, and one that is broken or odd says how. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encode } from '../cases/jwts.ts'
import { toBase64Url } from '../http.ts'
import { limits } from './limits.ts'
import { readToken } from './read.ts'
import { decodeBase64url } from './read-bytes.ts'
import { jsonText } from './read-json.ts'

const codes = (text: string) => readToken(text).notes.map(({ code }) => code)
const base64url = (text: string) => toBase64Url(new TextEncoder().encode(text))
const signed = (header: object, payload = '{}', signature?: string) =>
  encode({ alg: 'RS256', ...header }, payload, signature)

describe('a thousand random payloads', () => {
  /** Texts with what breaks careless readers: emoji, controls, bidi, and letters that become `-` and `_`. */
  const hard = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        '😀',
        '👩‍👩‍👧',
        'é',
        '\u202e',
        '\u2066',
        '\u200b',
        '\0',
        '\n',
        '\u001b',
        '\ufeff',
        '>>>',
        '???',
        '-',
        '_',
        'ÿ',
        '"',
        '\\',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    ),
  })
  const claims = fc.dictionary(
    hard,
    fc.oneof(
      hard,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(hard),
    ),
  )

  test('are decoded exactly, without padding', () => {
    const seen = { dash: false, underscore: false, lengths: new Set<number>() }
    fc.assert(
      fc.property(claims, (object) => {
        const text = JSON.stringify(object)
        const token = readToken(signed({}, text))
        if (token.kind !== 'jws' || token.payload.kind !== 'claims') throw new Error(token.kind)
        expect(token.payload.text).toBe(text)
        expect(JSON.parse(jsonText(token.payload.claims))).toEqual(JSON.parse(text))
        const [, payload] = token.parts
        expect(payload).not.toContain('=')
        seen.dash ||= payload.includes('-')
        seen.underscore ||= payload.includes('_')
        seen.lengths.add(payload.length % 4)
      }),
      { numRuns: 1_000, seed: 4 },
    )
    expect(seen).toEqual({ dash: true, underscore: true, lengths: new Set([0, 2, 3]) })
  })

  test('and so are a thousand runs of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64url(toBase64Url(bytes))).toEqual({ bytes, oddities: [] })
      }),
      { numRuns: 1_000, seed: 4 },
    )
  })

  test('nothing that is pasted makes it throw', () => {
    const piece = fc.constantFrom(
      'eyJ',
      '.',
      '..',
      'e30',
      '{',
      '}',
      '"',
      '=',
      'Bearer ',
      '\n',
      '%',
      '&',
      '#',
      '?',
      'eyJhbGciOiJub25lIn0',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        expect(readToken(pieces.join(''))).toHaveProperty('kind')
      }),
      { numRuns: 1_000, seed: 4 },
    )
  })
})

describe('a header', () => {
  test.each([
    ['that brings a key along is told apart from the key', { jwk: {} }, ['jwk_ignored']],
    ['of a DPoP proof may bring its key', { typ: 'dpop+jwt', jwk: {} }, []],
    [
      'that names addresses of keys',
      { jku: 'https://a', x5u: 'https://a', x5c: [] },
      ['jku_ignored', 'x5u_ignored', 'x5c_ignored'],
    ],
    ['with an unknown critical parameter', { crit: ['exp'], exp: 1 }, ['crit_unknown']],
    ['with an empty crit', { crit: [] }, ['crit_invalid']],
    ['with b64 that is not critical', { b64: false }, ['b64_unencoded', 'b64_not_critical']],
    ['with alg missing', { alg: undefined }, ['alg_missing']],
  ])('%s', (_, header, expected) => {
    expect(codes(signed(header))).toEqual(expected)
  })

  test('that names an algorithm has to have a signature', () => {
    expect(codes(signed({}, '{}', ''))).toEqual(['signature_empty'])
    expect(codes(signed({ alg: 'none' }, '{}', 'c2ln'))).toEqual(['alg_none'])
  })
})

describe('what is odd is read and told', () => {
  test.each([
    ['a detached payload', `${base64url('{"alg":"RS256"}')}..c2ln`, ['payload_detached']],
    [
      'plain base64',
      signed({}, '{"a":"???>>>"}').replaceAll('_', '/').replaceAll('-', '+'),
      ['base64_alphabet'],
    ],
    [
      'spare bits in the last character',
      `${base64url('{"alg":"RS256"}')}.e31.c2ln`,
      ['base64_bits'],
    ],
    ['a byte order mark', signed({}, '\ufeff{}'), ['payload_not_json']],
    ['a deep payload', signed({}, '['.repeat(70) + ']'.repeat(70)), ['json_depth']],
    ['hidden characters in a name', signed({}, '{"a":{"b\\u202e":1}}'), ['hidden_characters']],
    [
      'an audience with a look-alike',
      signed({}, '{"aud":["a","https://аpi.example"]}'),
      ['confusable'],
    ],
  ])('%s', (_, text, expected) => {
    expect(readToken(text).kind).toBe('jws')
    expect(codes(text)).toEqual(expected)
  })

  test('the host that a look-alike really names is told in punycode', () => {
    const [note] = readToken(signed({}, '{"iss":"https://аpi.example"}')).notes
    expect(note?.text).toContain('xn--pi-6kc.example')
    expect(note?.text).toContain('U+0430 (Cyrillic)')
  })

  test('both values of a repeated claim are told', () => {
    const [note] = readToken(signed({}, '{"sub":"a","sub":"admin"}')).notes
    expect(note?.text).toContain('first "a", then "admin"')
  })

  test('whole numbers keep every digit', () => {
    const token = readToken(signed({}, '{"n":12345678901234567890}'))
    const claims =
      token.kind === 'jws' && token.payload.kind === 'claims' ? token.payload.claims : {}
    expect(jsonText(claims)).toBe('{"n":12345678901234567890}')
  })
})

describe('what is broken says how', () => {
  test.each([
    ['a header that is no JSON', `${base64url('{"alg')}.e30.c2ln`, 'unreadable', 'header_not_json'],
    ['a token that was cut off', base64url('{"alg":"RS256"}'), 'unreadable', 'segment_count'],
    [
      'a signature that is not base64',
      `${base64url('{"alg":"RS256"}')}.e30.!`,
      'unreadable',
      'base64_invalid',
    ],
    ['words with dots', 'www.example.com', 'opaque', 'opaque'],
    ['a PASETO', 'v4.public.eyJkYXRhIjoidGVzdCJ9', 'opaque', 'opaque'],
  ])('%s', (_, text, kind, code) => {
    expect(readToken(text).kind).toBe(kind)
    expect(codes(text)).toEqual([code])
  })
})

describe('a JSON form', () => {
  const part = base64url('{"alg":"ES256"}')
  test('is put together as a compact one from its first signature', () => {
    const signatures = [
      { protected: part, header: { kid: 'a', alg: 'none' }, signature: 'AA' },
      { protected: part, signature: 'BB' },
    ]
    const token = readToken(JSON.stringify({ payload: 'e30', signatures }))
    expect(token).toMatchObject({ kind: 'jws', text: `${part}.e30.AA`, serialization: 'general' })
    expect(token.kind === 'jws' && { ...token.header }).toEqual({ alg: 'ES256', kid: 'a' })
    expect(token.notes.map(({ code }) => code)).toEqual(['jws_json', 'unprotected_header'])
  })

  test('of a JWE is put together from its first recipient', () => {
    const whole = {
      protected: base64url('{"enc":"A128GCM"}'),
      iv: 'aa',
      ciphertext: 'bb',
      tag: 'cc',
    }
    const token = readToken(
      JSON.stringify({
        ...whole,
        recipients: [{ header: { alg: 'A128KW' }, encrypted_key: 'kk' }],
      }),
    )
    expect(token).toMatchObject({ kind: 'jwe', text: `${whole.protected}.kk.aa.bb.cc` })
    expect(token.kind === 'jwe' && { ...token.header }).toEqual({ enc: 'A128GCM', alg: 'A128KW' })
  })
})

test('a token that carries 1 MiB is opened, and one byte more is not', () => {
  const sized = (bytes: number) => {
    const head = base64url('{"alg":"RS256"}')
    const length = Math.floor(bytes / 0.75) - head.length - '..c2ln'.length
    return `${head}.${'A'.repeat(length - (length % 4))}.c2ln`
  }
  expect(readToken(sized(limits.tokenBytes)).kind).toBe('jws')
  expect(readToken(sized(limits.tokenBytes + 8))).toMatchObject({ why: 'limit_reached' })
  expect(readToken(sized(limits.tokenBytes + 8)).text.length).toBe(1_000)
})
