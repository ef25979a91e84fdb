import { describe, expect, it } from 'vitest'
import type { Secret } from '../../trace/secrets.ts'
import { cover, dots } from '../cover.ts'
import { textOf } from '../kit/segment.ts'
import { blocksOf } from './blocks.ts'
import { charsetOf, kindOf, pictureOf } from './body-kind.ts'
import { coverInPieces } from './covering.ts'
import { readTable } from './csv.ts'
import { hexText, hiddenBytes } from './hex.ts'
import { statusMeaning } from './status.ts'
import { xmlSegments } from './xml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const head = (type: string) => ({
  status: 200,
  statusText: '',
  httpVersion: '1.1',
  headers: [['content-type', type]] as const,
})

describe('what a body is', () => {
  it.each([
    ['application/json', '{', 'json'],
    ['application/problem+json; charset=utf-8', '{', 'json'],
    ['text/plain', '  [1]', 'json'],
    ['image/svg+xml', '<svg/>', 'xml'],
    ['text/html', '<p>', 'html'],
    ['text/csv', 'a,b', 'csv'],
    ['text/event-stream', '', 'events'],
    ['application/json', '', 'empty'],
    ['text/plain', 'hello', 'text'],
    ['text/plain', 'a\0b', 'bytes'],
    ['', 'Bad credentials', 'text'],
  ])('%s with %j is %s', (type, body, kind) => {
    expect(kindOf(head(type), bytes(body))).toBe(kind)
  })

  it('believes a picture’s bytes, not its type', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)
    expect(kindOf(head('application/octet-stream'), png)).toBe('image')
    expect(pictureOf(bytes('<svg onload="x"/>'))).toBeUndefined()
    expect(kindOf(head('image/png'), bytes('<script>'))).toBe('text')
  })

  it('reads the charset from the mark first, then from the header, and knows no wrong one', () => {
    expect(charsetOf(head('text/plain; charset="ISO-8859-1"'), bytes('x'))).toBe('windows-1252')
    expect(charsetOf(head('text/plain; charset=latin1'), Uint8Array.of(0xef, 0xbb, 0xbf))).toBe(
      'utf-8',
    )
    expect(charsetOf(head('text/plain; charset=klingon'), bytes('x'))).toBe('utf-8')
    expect(kindOf(head('text/plain; charset=utf-16le'), Uint8Array.of(65, 0, 66, 0))).toBe('text')
  })
})

describe('a table', () => {
  it('reads quotes, quotes in quotes, and line ends in fields', () => {
    const { rows, delimiter } = readTable('a;"b;""c"""\r\n"x\r\ny";z\r\n', true)
    expect(delimiter).toBe(';')
    expect(rows).toEqual([
      ['a', 'b;"c"'],
      ['x\r\ny', 'z'],
    ])
  })

  it.each([
    ['a,b;c,d\n1,2;3,4\n', ','],
    ['a\tb\n1,5\t2\n', '\t'],
    ['only\nlines\n', ','],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(readTable(text, true).delimiter).toBe(delimiter)
  })

  it('keeps an empty last field, and leaves half a row out while more comes', () => {
    expect(readTable('a,b\n1,', true).rows).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
    expect(readTable('a,b\n1,', false).rows).toEqual([['a', 'b']])
  })

  it('stops at its cap', () => {
    const { rows, more } = readTable('a,b\n'.repeat(3_000), true, 1_000)
    expect([rows.length, more]).toEqual([1_000, true])
  })
})

describe('XML', () => {
  const laid = (text: string) => textOf(xmlSegments(text))

  it('gets a line for each tag, and keeps short texts beside theirs', () => {
    expect(laid('<a x="1>2"><b>t &amp; u</b><c/><d></d></a>')).toBe(
      '<a x="1>2">\n  <b>t &amp; u</b>\n  <c/>\n  <d></d>\n</a>',
    )
  })

  it('leaves comments, CDATA and document types whole, and resolves nothing', () => {
    const text = '<!DOCTYPE a [<!ENTITY x "y>">]><a><!-- <b> --><![CDATA[<c>]]>&x;</a>'
    expect(laid(text)).toContain('<!DOCTYPE a [<!ENTITY x "y>">]>')
    expect(laid(text)).toContain('&x;')
    expect(laid(text)).toContain('<!-- <b> -->')
  })

  it('loses no letter of what is not well formed', () => {
    for (const text of ['<a', '</a></a>', 'no tag', '<!-- open', '<a b="', '<<>>'])
      expect(laid(text).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
  })

  it('takes a time that grows with the text, not with its square (T78)', () => {
    const started = performance.now()
    xmlSegments('<a>'.repeat(100_000))
    xmlSegments('<!-- '.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('covering a long text', () => {
  function covered(text: string, secrets: readonly Secret[], goesOn = false) {
    const work = coverInPieces(text, secrets, goesOn)
    for (;;) {
      const { done, value } = work.next()
      if (done === true) return value
    }
  }
  const secret = (value: string): Secret => ({ name: 'x', value })

  it('finds what the short way finds, wherever it stands', () => {
    const secrets = [secret('tok-en/1+é'), secret('en/1'), secret('y'.repeat(5_000))]
    for (let at = 32_700; at < 32_800; at += 7) {
      const text = `${'.'.repeat(at)}tok-en/1+é, "tok-en\\/1+\\u00e9" ${'y'.repeat(5_000)}${'-'.repeat(at)}`
      expect(covered(text, secrets)?.text).toBe(cover(text, secrets))
    }
  })

  it('leaves no part of a secret between two pieces', () => {
    const value = Array.from({ length: 900 }, (_none, at) => `k${at}`).join('_')
    for (const at of [28_000, 30_000, 32_760, 65_530]) {
      const text = `${' '.repeat(at)}${value}${' '.repeat(40_000)}`
      expect(covered(text, [secret(value), secret('k500')])?.text).not.toContain('k5')
    }
  })

  it('covers what begins a secret where the text is cut', () => {
    const text = 'token: abcdefgh'
    expect(covered(text, [secret('abcdefghijkl')], true)?.text).toBe(`token: ${dots}`)
    expect(covered(text, [secret('abcdefghijkl')])?.text).toBe(text)
  })
})

describe('bytes and blocks', () => {
  it('are sixteen a line, with their letters', () => {
    expect(hexText(bytes('Hello, hexdump!\n?'))).toBe(
      '00000000  48 65 6c 6c 6f 2c 20 68  65 78 64 75 6d 70 21 0a  Hello, hexdump!·\n' +
        '00000010  3f                                                ?',
    )
  })

  it('hide the secrets that stand among them, in both columns', () => {
    const found = bytes('\0id=secret-1;')
    const shown = hexText(
      found,
      hiddenBytes(found, [{ name: 'id', value: 'secret-1' }], found.length),
    )
    expect(shown).toBe('00000000  00 69 64 3d •• •• •• ••  •• •• •• •• 3b           ·id=••••••••;')
  })

  it('hide a secret of which only the beginning is shown', () => {
    const found = bytes('\0id=secret-1;')
    const part = found.subarray(0, 6)
    expect(hexText(part, hiddenBytes(found, [{ name: 'id', value: 'secret-1' }], 6))).toContain(
      '3d •• ••',
    )
  })

  it('keep every letter, and never cut a sign in two', () => {
    const text = `${'a'.repeat(4_095)}😀${'line\n'.repeat(5_000)}${'b'.repeat(30_000)}`
    expect(blocksOf(text).join('')).toBe(text)
    expect(blocksOf(text).filter((block) => /\p{Cs}/u.test(block))).toEqual([])
  })
})

it('says what a status means, the odd ones too', () => {
  expect(statusMeaning(429)).toContain('wait')
  expect(statusMeaning(499)).toBe('The server did not take the request.')
  expect(statusMeaning(999)).toBe('No standard says what this number means.')
})
