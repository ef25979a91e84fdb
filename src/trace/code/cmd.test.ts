/** Commands for the prompt of cmd, judged by a reader that assumes every variable is set. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, type HttpRequest, utf8 } from '../../core/http.ts'
import { mask, unmask } from '../mask.ts'
import { cmdOf } from './cmd.ts'
import { calledBy, curlSees } from './cmd-line.test-support.ts'
import { binary, hostile, requestOf, wild } from './requests.test-support.ts'

const base = 'https://a.example'

const meant = ({ method, url, headers, body }: HttpRequest) => [
  ...['-sS', '-i', '-g', '--path-as-is', '--request', method],
  ...['--url', new URL(url).href],
  ...headers.flatMap(([name, value]) => ['--header', `${name}: ${value.trim()}`]),
  ...(body === undefined ? [] : ['--data-raw', body.data]),
]

describe('at the prompt of cmd', () => {
  it.each(hostile)('%j arrives as it was written', (value) => {
    const request = requestOf(base, value)
    const line = cmdOf(unmask(request))
    expect(line).toMatch(/^[\n\x20-\x7e]+$/)
    expect(calledBy(line.trimEnd())).toEqual({ args: meant(request), operators: [] })
  })

  it('any printable text arrives as it was written (T99)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 80 }), (value) => {
        const request = requestOf(base, value)
        expect(calledBy(cmdOf(unmask(request)).trimEnd())).toEqual({
          args: meant(request),
          operators: [],
        })
      }),
      { numRuns: 300 },
    )
  })

  it('signs that cmd is fond of arrive as they were written', () => {
    const fond = fc.string({
      unit: fc.constantFrom(...Array.from('%^!"\\&|<>() =:,;{}a\'')),
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(fond, (value) => {
        const request = requestOf(base, value)
        expect(calledBy(cmdOf(unmask(request)).trimEnd()).args).toEqual(meant(request))
      }),
      { numRuns: 500 },
    )
  })

  it.each(wild.filter((value) => !/^[\x20-\x7e]*$/.test(value)))(
    '%j goes through a file, in base64',
    (value) => {
      const lines = cmdOf(unmask(requestOf(base, value, 'plain')))
      expect(lines).toMatch(/^[\n\x20-\x7e]+$/)
      const encoded = [...lines.matchAll(/^>>? "%TEMP%\\grantwalk-body\.txt" echo (.+)$/gm)]
      const text = bytesOf({ encoding: 'base64', data: encoded.map(([, part]) => part).join('') })
      expect(text).toEqual(new TextEncoder().encode(value))
      expect(lines).toContain('--data-binary "@%TEMP%\\grantwalk-body.bin"')
      expect(lines).toMatch(/\ndel .+\n$/)
    },
  )

  it('bytes go through a file, in lines the prompt can take', () => {
    const data = btoa('\xff'.repeat(20_000))
    const lines = cmdOf(unmask({ ...binary(base), body: { encoding: 'base64', data } })).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(8191)
    const encoded = lines.map((line) => /grantwalk-body\.txt" echo (.+)/.exec(line)?.[1] ?? '')
    expect(encoded.join('')).toBe(data)
  })

  it.each(hostile)('the secret %j comes from a variable that only curl looks into', (value) => {
    const secret = { name: 'client_secret', value: `${value}-and-more` }
    const request: HttpRequest = {
      method: 'POST',
      url: `${base}/`,
      headers: [
        ['content-type', 'text/plain'],
        ['x-key', secret.value],
      ],
      body: utf8(`{{a}} \\{{ %x% ${secret.value} }}`),
    }
    const line = cmdOf(mask(request, [secret]))
    expect(line).not.toContain('and-more')
    expect(line).toMatch(
      /^if not defined CLIENT_SECRET \(echo Set CLIENT_SECRET first\.\) else curl/,
    )
    const { args } = calledBy(line.trimEnd())
    expect(curlSees(args, { CLIENT_SECRET: secret.value })).toEqual(meant(request))
    expect(args).toContain('%CLIENT_SECRET')
  })

  it('what cannot be typed there is refused, in one line that does nothing', () => {
    const secret = { name: 'client_secret', value: 'correct-horse' }
    const request = requestOf(base, `two\nlines ${secret.value}`, 'plain')
    expect(cmdOf(mask(request, [secret]))).toMatch(/^rem Not written: [ -~]+\n$/)
    const tab: HttpRequest = { ...request, headers: [['x', 'a\tb']] }
    expect(cmdOf(unmask(tab))).toMatch(/^rem Not written: A header holds a tab/)
    const brace = requestOf(base, `{${secret.value}`, 'plain')
    expect(cmdOf(mask(brace, [secret]))).toMatch(/^rem Not written: A brace/)
  })
})
