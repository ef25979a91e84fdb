/** The jar holds what a browser would hold, and sends it where a browser would send it. */
import { describe, expect, it } from 'vitest'
import { type Cookie, cookieHeaderFor, jarOf, linesOf, parseCookie } from './cookies.ts'
import { utf8 } from './http.ts'
import type { Exchange } from './session.ts'

const at = 1_700_000_000_000

function exchange(url: string, lines: readonly string[], over: Partial<Exchange> = {}): Exchange {
  const request = { method: 'POST', url, headers: [] }
  const headers = lines.map((line) => ['Set-Cookie', line] as const)
  const response = { status: 200, statusText: '', httpVersion: '1.1', headers, body: utf8('') }
  return {
    id: 'first',
    step: 'login',
    route: 'relay',
    startedAt: at,
    endedAt: at,
    built: request,
    sent: request,
    outcome: { kind: 'accepted', response, gained: {}, findings: [] },
    ...over,
  }
}

const jar = (url: string, ...lines: string[]) => jarOf([exchange(url, lines)], at)
const names = (cookies: readonly Cookie[]) => cookies.map(({ name }) => name)

describe('jarOf', () => {
  it('remembers which exchange each cookie came from', () => {
    const two = [
      exchange('https://a.example/', ['s=1', 't=1']),
      exchange('https://a.example/', ['s=2'], { id: 'second' }),
    ]
    const seen = jarOf(two, at).map(({ name, value, exchange }) => [name, value, exchange])
    expect(seen).toEqual([
      ['s', '2', 'second'],
      ['t', '1', 'first'],
    ])
  })

  it('keeps a refused answer’s cookies, and none of a failed exchange', () => {
    const problem = { kind: 'vendor_error', code: 'x', means: '', remedy: '' } as const
    const { outcome } = exchange('https://a.example/', ['s=1'])
    const response = outcome.kind === 'failed' ? undefined : outcome.response
    if (response === undefined) throw new Error('unreachable')
    const refused = exchange('https://a.example/', [], {
      outcome: { kind: 'refused', response, problem },
    })
    const failed = exchange('https://a.example/', [], { outcome: { kind: 'failed', problem } })
    expect(names(jarOf([refused], at))).toEqual(['s'])
    expect(jarOf([failed], at)).toEqual([])
  })

  it.each([
    ['Max-Age=60', 59_999, 1],
    ['Max-Age=60', 60_000, 0],
    ['Max-Age=0', 0, 0],
    ['Expires=Wed, 21 Oct 2099 07:28:00 GMT', 86_400_000, 1],
    ['Expires=Wed, 21 Oct 2015 07:28:00 GMT; Max-Age=60', 0, 1],
    ['Expires=never', 86_400_000, 1],
  ])('lets %s live until it is over (%i ms later: %i)', (attribute, later, count) => {
    expect(jarOf([exchange('https://a.example/', [`s=1; ${attribute}`])], at + later)).toHaveLength(
      count,
    )
  })

  it('forgets a cookie that a later answer ends', () => {
    const login = exchange('https://a.example/', ['s=1; Path=/'])
    const logout = exchange('https://a.example/', ['s=; Path=/; Max-Age=0'], { id: 'second' })
    expect(jarOf([login, logout], at)).toEqual([])
  })

  it.each([
    ['s=1; Domain=evil.example', 'https://a.example/', 'cookie_domain'],
    ['s=1; Domain=com', 'https://a.com/', 'cookie_domain'],
    ['s=1; Domain=b.a.example', 'https://a.example/', 'cookie_domain'],
    ['s=1; Domain=ample', 'https://a.example/', 'cookie_domain'],
    ['s=1; Domain=2.3.4', 'https://1.2.3.4/', 'cookie_domain'],
    ['__Host-s=1; Secure', 'https://a.example/', 'cookie_prefix'],
    ['__Host-s=1; Secure; Path=/; Domain=a.example', 'https://a.example/', 'cookie_prefix'],
    ['__Host-s=1; Path=/', 'https://a.example/', 'cookie_prefix'],
    ['__secure-s=1', 'https://a.example/', 'cookie_prefix'],
    ['s=1; Secure', 'http://a.example/', 'cookie_insecure'],
    ['nothing', 'https://a.example/', 'cookie_syntax'],
    ['=1', 'https://a.example/', 'cookie_syntax'],
    ['s=a\u0000b', 'https://a.example/', 'cookie_syntax'],
  ])('refuses %j of %s: %s', (line, url, fault) => {
    expect(linesOf(exchange(url, [line]))).toEqual([{ line, cookies: [], combined: false, fault }])
    expect(jar(url, line)).toEqual([])
  })

  it('takes a whole __Host- cookie, and a domain above its host', () => {
    expect(names(jar('https://a.example/', '__Host-s=1; Secure; Path=/'))).toEqual(['__Host-s'])
    const [cookie] = jar('https://api.a.example/', 's=1; Domain=.A.example')
    expect(cookie).toMatchObject({ domain: 'a.example', hostOnly: false })
  })

  it('takes Secure cookies from loopback, as browsers do', () => {
    expect(names(jar('http://localhost:7862/aruba/', 's=1; Secure'))).toEqual(['s'])
  })

  it('holds a cookie called __proto__ like any other', () => {
    expect(names(jar('https://a.example/', '__proto__=1'))).toEqual(['__proto__'])
  })

  it('holds fifty cookies and not one more', () => {
    const lines = Array.from({ length: 60 }, (_, index) => `c${index}=1`)
    expect(jar('https://a.example/', ...lines)).toHaveLength(50)
  })
})

describe('cookieHeaderFor', () => {
  it('sends the values as they came, with = in them', () => {
    const cookies = jar(
      'https://a.example/',
      'csrftoken=Ijdk==; Secure; Path=/',
      'session="x"; Path=/',
    )
    expect(cookieHeaderFor(cookies, 'https://a.example/x')).toBe('csrftoken=Ijdk==; session="x"')
  })

  it('sends the longest path first', () => {
    const cookies = jar('https://a.example/', 'a=1; Path=/', 'b=2; Path=/api')
    expect(cookieHeaderFor(cookies, 'https://a.example/api/x')).toBe('b=2; a=1')
  })

  it.each([
    ['https://a.example/', true],
    ['https://b.example/', false],
    ['https://api.a.example/', false],
    ['http://a.example/', true],
  ])('keeps a cookie without Domain at its host: %s %s', (address, sent) => {
    const cookies = jar('https://a.example/', 's=1')
    expect(cookieHeaderFor(cookies, address)).toBe(sent ? 's=1' : undefined)
  })

  it.each([
    ['https://a.example/api', true],
    ['https://a.example/api/x', true],
    ['https://a.example/apix', false],
    ['https://a.example/', false],
  ])('keeps a cookie at its path: %s %s', (address, sent) => {
    const cookies = jar('https://a.example/', 's=1; Path=/api')
    expect(cookieHeaderFor(cookies, address)).toBe(sent ? 's=1' : undefined)
  })

  it('keeps what a host without a dot sets for its own name to that host', () => {
    const [cookie] = jar('http://localhost/', 's=1; Domain=localhost')
    expect(cookie).toMatchObject({ domain: 'localhost', hostOnly: true })
    expect(
      cookieHeaderFor(jar('https://com/', 's=1; Domain=com'), 'https://a.com/'),
    ).toBeUndefined()
  })

  it('takes the folder of the address when no path is given', () => {
    expect(jar('https://a.example/oauth2/login', 's=1')[0]?.path).toBe('/oauth2')
    expect(jar('https://a.example/login', 's=1')[0]?.path).toBe('/')
  })

  it('sends a Secure cookie over https only', () => {
    const cookies = jar('https://a.example/', 's=1; Secure')
    expect(cookieHeaderFor(cookies, 'http://a.example/')).toBeUndefined()
  })

  it('ignores ports, as browsers do', () => {
    const cookies = jar('https://a.example:8443/', 's=1')
    expect(cookieHeaderFor(cookies, 'https://a.example/')).toBe('s=1')
  })
})

describe('parseCookie', () => {
  const origin = { url: new URL('https://a.example/'), at, exchange: 'x' }

  it('reads all cookies of one line, as Aruba’s guide prints them', () => {
    const { cookies, combined } = parseCookie('csrftoken=aaa;session=bbb;', origin)
    expect(cookies.map(({ name, value }) => [name, value])).toEqual([
      ['csrftoken', 'aaa'],
      ['session', 'bbb'],
    ])
    expect(combined).toBe(true)
  })

  it('does not take attributes for cookies', () => {
    const line = 's=1; Path=/; SameSite=Lax; Priority=High; HttpOnly; Partitioned; Max-Age=9'
    expect(parseCookie(line, origin)).toMatchObject({ combined: false, cookies: [{ name: 's' }] })
  })
})
