/** Masking: every sign of a secret is covered, however it is written, and nothing else is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpRequest, utf8 } from '../core/http.ts'
import { mask, segmentsOf, standingIn, unmask } from './mask.ts'
import type { Secret } from './secrets.ts'

const secret = (value: string, name = 'client_secret'): Secret => ({ name, value })

/** The text with secrets as dots, one for each sign. */
const dotted = (text: string, ...secrets: readonly Secret[]): string =>
  segmentsOf(text, secrets)
    .map((part) => (part.kind === 'text' ? part.text : '•'.repeat(part.text.length)))
    .join('')

const hex = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('')

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

const url64 = (text: string) =>
  base64(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const strictly = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${hex(sign).toUpperCase()}`)

const lowerHex = (text: string) => text.replace(/%../g, (sign) => sign.toLowerCase())

const escapes = (text: string) =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')

const value = `Pä$$ w/ö+rd&"x"='1'<2>!(~*)\\`

const writings: readonly (readonly [string, string])[] = [
  ['as it is', value],
  ['escaped as in JSON', JSON.stringify(value).slice(1, -1)],
  ['escaped as in JSON, slashes too', JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/')],
  [
    'escaped as in ASCII JSON',
    JSON.stringify(value).slice(1, -1).replaceAll('ä', '\\u00e4').replaceAll('ö', '\\u00f6'),
  ],
  ['in UTF-16 escapes', escapes(value)],
  [
    'escaped as in HTML',
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ],
  ['escaped as in an attribute', value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  [
    'escaped as in HTML, single quotes apart',
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;'),
  ],
  [
    'escaped as in XML',
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;'),
  ],
  ['URL-encoded', encodeURIComponent(value)],
  ['URL-encoded strictly', strictly(value)],
  ['URL-encoded in lower case', lowerHex(encodeURIComponent(value))],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(value))],
  ['form-encoded', new URLSearchParams({ v: value }).toString().slice(2)],
  ['form-encoded in lower case', lowerHex(new URLSearchParams({ v: value }).toString().slice(2))],
  ['in base64', base64(value)],
  ['in base64url', url64(value)],
  ['in hexadecimal', hex(value)],
  ['in upper-case hexadecimal', hex(value).toUpperCase()],
  ['in capitals', value.toUpperCase()],
]

describe('a secret', () => {
  it.each(writings)('is covered when written %s', (_how, written) => {
    expect(dotted(`(${written})`, secret(value))).toBe(`(${'•'.repeat(written.length)})`)
  })

  it.each(['', 'a', 'ab', 'client:', 'client-of-mine:'])(
    'is covered within base64, after %j',
    (before) => {
      const secretOf8 = 'q7Wz-k2P'
      for (const encode of [base64, url64])
        for (const after of ['', 'x', 'xy', 'xyz']) {
          const shown = dotted(encode(before + secretOf8 + after), secret(secretOf8))
          // 8 bytes fill 10 signs and two thirds; those shared with a neighbour may stay.
          expect(shown.replaceAll(/[^•]/g, '').length).toBeGreaterThanOrEqual(9)
        }
    },
  )

  it('is covered wherever it stands, and as often', () => {
    expect(dotted('hunter22 and hunter22', secret('hunter22'))).toBe('•••••••• and ••••••••')
  })

  it('may hold half a surrogate pair', () => {
    expect(dotted('x\ud800abcx', secret('\ud800abc'))).toBe('x••••x')
  })

  it('is covered whatever it is, and its text is only cut, never changed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 4 }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (value, before, after) => {
          const text = before + value + after
          const parts = segmentsOf(text, [secret(value)])
          expect(parts.map((part) => part.text).join('')).toBe(text)
          const open = parts.filter(({ kind }) => kind === 'text').map((part) => part.text)
          expect(open.some((part) => part.includes(value))).toBe(false)
        },
      ),
    )
  })
})

describe('a short secret', () => {
  const pin = secret('7', 'pin')

  it('is covered behind its own name, in forms and in JSON', () => {
    expect(dotted('a=7&pin=7&b=77', pin)).toBe('a=7&pin=•&b=77')
    expect(dotted('{"n":"7","pin":"7"}', pin)).toBe('{"n":"7","pin":"•"}')
    expect(dotted('{"pin": "7"}', pin)).toBe('{"pin": "•"}')
  })

  it('leaves a longer value alone that only begins like it', () => {
    expect(dotted('pin=75&x=1', pin)).toBe('pin=75&x=1')
    expect(dotted('{"pin":"75"}', pin)).toBe('{"pin":"75"}')
  })

  it('is found in a cookie by the cookie’s name', () => {
    expect(dotted('lang=en; sid=7; x=7', secret('7', 'cookie_sid'))).toBe('lang=en; sid=•; x=7')
  })

  it('covers no ordinary words', () => {
    expect(dotted('an apple a day', secret('a'))).toBe('an apple a day')
  })
})

describe('secrets that overlap', () => {
  it('are covered to the last sign', () => {
    expect(dotted('x abcdefghij y', secret('abcdef'), secret('defghij'))).toBe('x •••••••••• y')
    expect(dotted('aaaaaaa', secret('aaaa'))).toBe('•••••••')
  })

  it('count as the longer one where one holds the other', () => {
    const [part] = segmentsOf('abcdefgh', [secret('cdef', 'inner'), secret('abcdefgh', 'outer')])
    expect(part).toMatchObject({ kind: 'secret', text: 'abcdefgh', secret: { name: 'outer' } })
  })

  it('say which part is left over', () => {
    const parts = segmentsOf('abcdefghij', [secret('abcdef', 'one'), secret('defghij', 'two')])
    expect(
      parts.map((part) => part.kind === 'secret' && [part.text, part.secret.name, part.form]),
    ).toEqual([
      ['abc', 'one', 'part'],
      ['defghij', 'two', 'raw'],
    ])
  })
})

describe('a masked request', () => {
  const request: HttpRequest = {
    method: 'POST',
    url: 'https://a.example/?s=p%40ss-word',
    headers: [['x-key', 'p@ss-word']],
    body: utf8('s=p%40ss-word&t=p@ss-word'),
  }

  it('is cut in its address, its headers and its body', () => {
    const { url, headers, body } = mask(request, [secret('p@ss-word')])
    for (const part of [url, headers[0]?.[1] ?? [], body ?? []])
      expect(part.filter(({ kind }) => kind === 'secret').length).toBeGreaterThan(0)
  })

  it('lists each way of writing once', () => {
    const listed = standingIn(mask(request, [secret('p@ss-word')]))
    expect(listed.map(({ text, form }) => [text, form])).toEqual([
      ['p%40ss-word', 'encoded'],
      ['p@ss-word', 'raw'],
    ])
  })

  it('shows everything when it is unmasked on purpose', () => {
    expect(unmask(request).url).toEqual([{ kind: 'text', text: request.url }])
    expect(standingIn(unmask(request))).toEqual([])
  })
})
