/** Whatever a server sets: a jar that keeps to its own site, and a header that is one line. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCookies } from './answer/cookies.ts'
import { type Cookie, cookieHeaderFor, jarOf, parseCookie } from './cookies.ts'
import { type HttpResponse, utf8 } from './http.ts'
import { changed, often, text } from './node-fuzz.test-support.ts'
import { Refusal } from './problem.ts'
import type { Exchange } from './session.ts'

const at = 1_700_000_000_000
const hosts = [
  'a.example',
  'b.a.example',
  'evil.example',
  'example',
  'localhost',
  '127.0.0.1',
  '[::1]',
]
const url = fc
  .tuple(
    fc.constantFrom('https://', 'http://'),
    fc.constantFrom(...hosts),
    fc.constantFrom('', '/', '/a', '/a/b', '/ab'),
  )
  .map((parts) => parts.join(''))

/** From where it is set to where it might be sent; often the same host in clear. */
const ways = fc.oneof(
  fc.tuple(url, url),
  url.map((one) => [one.replace(/^http:/, 'https:'), one.replace(/^https:/, 'http:')] as const),
)

const attribute = fc.oneof(
  fc.constantFrom('Secure', 'HttpOnly', 'Path=/', 'Path=/a', 'Path=a', 'Max-Age=0', 'Max-Age=60'),
  fc.constantFrom(...hosts, '.a.example', '..example', '').map((one) => `Domain=${one}`),
  fc.constantFrom('Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Expires=x', 'session=2', 'SameSite'),
  text(10),
)
const line = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('s=1', '__Host-s=1', '__SECURE-s=1', '=x', 's', '__proto__=1'),
      text(12),
    ),
    fc.array(attribute, { maxLength: 4 }),
  )
  .map(([first, rest]) => [first, ...rest].join('; '))
const lines = fc.array(
  fc.oneof(
    line,
    changed(['s=1; Domain=a.example; Path=/; Secure'], [';', '=', '\r\n', '\0', '.', ',']),
  ),
  { maxLength: 5 },
)

const answer = (given: readonly string[]): HttpResponse => ({
  ...{ status: 200, statusText: '', httpVersion: '1.1', body: utf8('') },
  headers: given.map((one) => ['Set-Cookie', one] as const),
})

function exchange(to: string, given: readonly string[]): Exchange {
  const request = { method: 'GET', url: to, headers: [] }
  return {
    ...{
      id: 'e',
      step: 's',
      route: 'relay',
      startedAt: at,
      endedAt: at,
      built: request,
      sent: request,
    },
    outcome: { kind: 'accepted', response: answer(given), gained: {}, findings: [] },
  }
}

/** Judged with rules of its own: which hosts a cookie of this host may reach at all. */
function mayReach(from: string, to: string, cookie: Cookie): boolean {
  const [home, host] = [new URL(from).hostname, new URL(to).hostname]
  if (host === home) return true
  if (cookie.hostOnly) return false
  const shared = (name: string) => name === cookie.domain || name.endsWith(`.${cookie.domain}`)
  return cookie.domain.includes('.') && shared(home) && shared(host)
}

describe('a jar, whatever is put into it (T50)', () => {
  it('sends nothing to a stranger, nothing secure in clear, and nothing but one line', () => {
    fc.assert(
      fc.property(ways, lines, ([from, to], given) => {
        const jar = jarOf([exchange(from, given)], at)
        expect(jar.length).toBeLessThanOrEqual(50)
        for (const cookie of jar) {
          const header = cookieHeaderFor([cookie], to)
          if (header === undefined) continue
          expect([header, mayReach(from, to, cookie)]).toEqual([header, true])
          expect(header).not.toMatch(/[\r\n\0;]/)
          if (cookie.secure && new URL(to).protocol === 'http:')
            expect(new URL(to).hostname).toMatch(/^(?:localhost|127\.0\.0\.1|\[::1\])$/)
        }
      }),
      often,
    )
  })

  it('reads back what it would send', () => {
    const sign = fc.stringMatching(/^[!#-+\--:<-[\]-~]{1,12}$/)
    const name = sign.map((one) => one.replaceAll('=', '_'))
    fc.assert(
      fc.property(name, sign, (key, value) => {
        fc.pre(!/^__(?:host|secure)-/i.test(key))
        const origin = { url: new URL('https://a.example/'), at, exchange: 'e' }
        const { cookies } = parseCookie(`${key}=${value}`, origin)
        expect(cookieHeaderFor(cookies, 'https://a.example/x')).toBe(`${key}=${value}`)
        expect(parseCookie(cookieHeaderFor(cookies, origin.url) ?? '', origin).cookies).toEqual(
          cookies,
        )
      }),
      often,
    )
  })

  it('gives a login its cookies or refuses', () => {
    fc.assert(
      fc.property(url, lines, (from, given) => {
        try {
          const { gained } = readCookies(answer(given), from, ['s', 'session'], at)
          expect(Object.keys(gained)).toEqual(['s', 'session'])
          for (const value of Object.values(gained)) expect(value).toMatch(/^[^\r\n\0;]+$/)
        } catch (thrown) {
          if (!(thrown instanceof Refusal)) throw thrown
        }
      }),
      often,
    )
  })
})
