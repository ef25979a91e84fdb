/** Programs judged by reading them: whatever stands in a request, only the meaning of a literal changes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpRequest, utf8 } from '../../core/http.ts'
import { type MaskedRequest, unmask } from '../mask.ts'
import { csharpOf } from './csharp.ts'
import { fetchOf } from './fetch.ts'
import { goOf } from './go.ts'
import { javaOf } from './java.ts'
import { lexed } from './literals.test-support.ts'
import { oauthOf } from './oauth.ts'
import { powershellOf } from './powershell.ts'
import { pythonOf } from './python.ts'
import { hostile, requestOf, wild } from './requests.test-support.ts'

const languages: readonly (readonly [string, (request: MaskedRequest) => string])[] = [
  ['javascript', fetchOf],
  ['javascript', oauthOf],
  ['python', pythonOf],
  ['go', goOf],
  ['java', javaOf],
  ['csharp', csharpOf],
  ['powershell', powershellOf],
]

const base = 'https://a.example'

/** A secret-free request whose every value is this one word. */
const benign = requestOf(base, 'benign')

/** On the wire half a pair is U+FFFD. */
const onWire = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text))

const hrefOf = (request: HttpRequest) => new URL(request.url).href

/** What a literal of the benign request must have become. */
function become(literal: string, request: HttpRequest, value: string, header: string): string {
  if (literal === hrefOf(benign)) return hrefOf(request)
  if (literal === 'a benign z') return `a ${header} z`
  return literal === 'benign' ? onWire(value) : literal
}

function expectOnlyMeaning(
  [language, write]: (typeof languages)[number],
  value: string,
  header: string,
): void {
  const request = requestOf(base, value, header)
  const plain = lexed(language, write(unmask(benign)))
  const odd = lexed(language, write(unmask(request)))
  expect(odd.skeleton).toBe(plain.skeleton)
  expect(odd.literals).toEqual(
    plain.literals.map((literal) => become(literal, request, value, header)),
  )
}

describe.each(languages)('in %s, written by %o', (...language) => {
  it.each(wild)('%j changes nothing but what literals mean', (value) => {
    expectOnlyMeaning(language, value, hostile.includes(value) ? value : 'plain')
  })

  it('nor does any other text', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    const header = fc.string({ unit: 'grapheme-ascii' })
    fc.assert(
      fc.property(text, header, (value, one) => {
        // The URL standard has no half pairs, and white space around a header is none of it.
        if (value === 'benign' || one === 'benign') return
        expectOnlyMeaning(language, value, one)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the readers of literals', () => {
  it('see what breaks out', () => {
    for (const language of ['python', 'go', 'java', 'csharp']) {
      expect(lexed(language, 'x("a") + y("b")').skeleton).toBe('x(S) + y(S)')
      expect(() => lexed(language, '"a\n"')).toThrow('in the open')
      expect(() => lexed(language, '"a\\q"')).toThrow('No such escape')
    }
    expect(() => lexed('java', '"\\u000a"')).toThrow('in the open')
    expect(lexed('powershell', "'a''b' \"`u{202e}`$x\"").literals).toEqual(["a'b", '\u202e$x'])
    expect(() => lexed('powershell', '"$(rm)"')).toThrow('in the open')
    expect(() => lexed('powershell', "'a\u2019; rm '")).toThrow('in the open')
  })
})

describe('a request that a client cannot send', () => {
  const plain: HttpRequest = { method: 'GET', url: `${base}/`, headers: [] }
  const refused: readonly (readonly [string, HttpRequest])[] = [
    ['method', { ...plain, method: 'GET / HTTP/1.1\r\nX: y' }],
    ['name of a header', { ...plain, headers: [['x\ny', 'z']] }],
    ['name of a header', { ...plain, headers: [['x: y', 'z']] }],
    ['control character', { ...plain, headers: [['x', 'a\r\ny: z']] }],
    ['control character', { ...plain, headers: [['x', 'a\0']] }],
    ['cannot write', { ...plain, headers: [['x', 'a\u2028b']] }],
    ['address', { ...plain, url: 'javascript:alert(1)' }],
    ['user name', { ...plain, url: 'https://a:b@a.example/' }],
  ]

  it.each(refused)('is one comment about its %s, in words of ours', (about, request) => {
    for (const [, write] of languages) {
      const program = write(unmask(request))
      expect(program).toMatch(/^(?:\/\/|#) Not written: [ -~]+\n$/)
      expect(program).toContain(about)
    }
  })

  it('has no body where fetch sends none', () => {
    expect(fetchOf(unmask({ ...plain, body: utf8('a') }))).toContain('Not written')
    expect(pythonOf(unmask({ ...plain, body: utf8('a') }))).toContain('body = "a".encode()')
  })

  it('says which headers are left to the client, and which no page may set', () => {
    const headers = [
      ['Content-Length', '4'],
      ['Host', 'a.example'],
      ['Cookie', 'a=b'],
    ] as const
    const program = fetchOf(unmask({ ...plain, headers }))
    expect(program).toContain('// Left to fetch: Content-Length, Host.')
    expect(program).toContain('// A page in a browser may not set: Cookie.')
    expect(program).not.toContain("'4'")
  })

  it('keeps every value of a header, in one where the client has only one', () => {
    const headers = [
      ['X-Odd', 'a'],
      ['x-odd', 'b'],
      ['Cookie', 'c=1'],
      ['Cookie', 'd=2'],
    ] as const
    const program = pythonOf(unmask({ ...plain, headers }))
    expect(lexed('python', program).literals).toEqual(
      expect.arrayContaining(['X-Odd', 'a, b', 'Cookie', 'c=1; d=2']),
    )
    expect(lexed('go', goOf(unmask({ ...plain, headers }))).literals.join()).toContain(
      'X-Odd,a,x-odd,b,Cookie,c=1,Cookie,d=2',
    )
  })

  it('sends a fragment nowhere, and an address as the URL standard writes it', () => {
    const url = 'https://a.example/a b/../ü?q="<\'>#secret'
    for (const [language, write] of languages)
      expect(lexed(language, write(unmask({ ...plain, url }))).literals).toContain(
        'https://a.example/%C3%BC?q=%22%3C%27%3E',
      )
  })

  it('never becomes longer than a constant of Java may be', () => {
    const program = javaOf(unmask({ ...plain, method: 'POST', body: utf8('é'.repeat(40_000)) }))
    for (const literal of lexed('java', program).literals)
      expect(new TextEncoder().encode(literal).length).toBeLessThan(65_536)
  })
})
