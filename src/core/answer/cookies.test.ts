/** Every hostile login of the case file gives the verdict named there. */
import { describe, expect, it } from 'vitest'
import cases from '../cases/cookie-login.json' with { type: 'json' }
import { type CaseInput, responseOf } from '../cases/expand.ts'
import { expectedOf, verdictOf } from '../cases/verdict.ts'
import { cookieHeaderFor, jarOf } from '../cookies.ts'
import type { HttpResponse } from '../http.ts'
import type { Exchange } from '../session.ts'
import { checkCsrf, readCookies } from './cookies.ts'

const url = 'https://app1-apigw.central.example/oauth2/authorize/central/api/login'
const at = 1_700_000_000_000
const wanted = ['csrftoken', 'session']

const loggedIn = (csrf: string, session: string): Exchange => {
  const request = { method: 'POST', url, headers: [] }
  const response: HttpResponse = {
    ...responseOf({ body: '{"status":true}' }),
    headers: [
      ['set-cookie', `csrftoken=${csrf}; Path=/; Secure`],
      ['set-cookie', `session=${session}; Path=/; Secure; HttpOnly`],
    ],
  }
  const outcome = { kind: 'accepted', response, gained: {}, findings: [] } as const
  const times = { startedAt: at, endedAt: at }
  return {
    id: `of ${session}`,
    step: 'login',
    route: 'relay',
    ...times,
    built: request,
    sent: request,
    outcome,
  }
}

/** Two cases are about whole sessions: what one jar may know of another. */
const aboutJars = new Map([
  [
    'cke-16',
    () => {
      const own = cookieHeaderFor(jarOf([loggedIn('a', 'A')], at), url)
      const other = cookieHeaderFor(jarOf([], at), url)
      return { gained: own !== undefined && other === undefined ? { own } : {} }
    },
  ],
  [
    'cke-17',
    () => {
      const jar = jarOf([loggedIn('from session A', 'A')], at)
      checkCsrf(jar, 'from session A', 'from session B')
      return { gained: {} }
    },
  ],
])

describe('a login by cookie (T50)', () => {
  it.each(cases)('$id $title is $expect.outcome / $expect.code', async (one) => {
    const read =
      aboutJars.get(one.id) ?? (() => readCookies(responseOf(one.input), url, wanted, at))
    expect(await verdictOf(read)).toEqual({ ...expectedOf(one.expect), stored: one.expect.stored })
  })

  it('leaves no case out', () => {
    expect(cases).toHaveLength(13)
  })

  it('takes the last of two', () => {
    const input = cases.find(({ id }) => id === 'cke-05')?.input as CaseInput
    expect(readCookies(responseOf(input), url, wanted, at).gained).toEqual({
      csrftoken: 'b',
      session: 'c',
    })
  })

  it('reads the one line of the guide', () => {
    const input = cases.find(({ id }) => id === 'cke-02')?.input as CaseInput
    expect(readCookies(responseOf(input), url, wanted, at).gained).toEqual({
      csrftoken: 'aaa',
      session: 'bbb',
    })
  })

  it('does not take a cookie that is already over', () => {
    const headers = [
      ['set-cookie', 'session=x; Max-Age=0'],
      ['set-cookie', 'csrftoken=y'],
    ] as const
    const read = () => readCookies({ ...responseOf({}), headers }, url, wanted, at)
    expect(read).toThrow('clears the cookie session')
  })

  it('does not read more than fifty lines', () => {
    const headers = Array.from({ length: 51 }, (_, index) => ['set-cookie', `c${index}=1`] as const)
    const read = () => readCookies({ ...responseOf({}), headers }, url, wanted, at)
    expect(read).toThrow('more than 50 cookies')
  })

  it('takes a CSRF token and a session of the same login', () => {
    const jar = jarOf([loggedIn('a', 'A')], at)
    expect(() => checkCsrf(jar, 'a', 'A')).not.toThrow()
    expect(() => checkCsrf(jar, 'other', 'A')).toThrow('same login')
  })
})
