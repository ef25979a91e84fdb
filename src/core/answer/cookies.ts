/** Reads the cookies a login must give, and refuses what could not be sent on (vendor notes, 5.1.3). */
import { type Cookie, type CookieLine, parseCookie } from '../cookies.ts'
import { type HttpResponse, headersOf } from '../http.ts'
import { type Problem, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Receipt } from '../vendor.ts'
import { checkWhole } from './whole.ts'

/** More lines than this are not a login (cke-13). */
const MOST = 50

/**
 * @param url where the request went
 * @param wanted the names the next step needs
 * @param at Unix milliseconds
 * @throws Refusal
 */
export function readCookies(
  response: HttpResponse,
  url: string,
  wanted: readonly string[],
  at: number,
): Receipt {
  checkWhole(response)
  const given = headersOf(response, 'set-cookie')
  if (given.length > MOST) throw new Refusal(tooMany)
  const origin = { url: new URL(url), at, exchange: '' }
  const lines = given.map((line) => parseCookie(line, origin))
  checkDomains(lines)
  const cookies = lines.flatMap((line) => line.cookies)
  const gained = Object.fromEntries(wanted.map((name) => [name, valueOf(cookies, name, at)]))
  return { gained, findings: [...oddities(lines, wanted)] }
}

const tooMany: Problem = {
  kind: 'limit_reached',
  code: 'too_many_cookies',
  means: `The answer sets more than ${MOST} cookies.`,
  remedy: 'Nothing was taken from it. Check the address.',
}

function checkDomains(lines: readonly CookieLine[]): void {
  if (!lines.some(({ fault }) => fault === 'cookie_domain')) return
  throw new Refusal({
    kind: 'security_stop',
    code: 'cookie_domain',
    means: 'The server tries to set a cookie for another site, or for every site under one name.',
    remedy: 'Nothing was kept. Check the address; start the step again.',
    source: rfc(6265, '5.3'),
  })
}

function valueOf(cookies: readonly Cookie[], name: string, at: number): string {
  const malformed = (code: string, means: string): Refusal =>
    new Refusal({
      kind: 'malformed_response',
      code,
      means,
      remedy: 'The next step needs it. Check the user name and password, and log in again.',
      source: rfc(6265, '4.1'),
    })
  // The last one set wins (RFC 6265 section 5.3, step 11).
  const cookie = cookies.findLast((one) => one.name === name)
  if (cookie === undefined)
    throw malformed(`${name}_cookie_missing`, `The answer does not set the cookie ${name}.`)
  if (cookie.value === '' || (cookie.expiresAt !== undefined && cookie.expiresAt <= at))
    throw malformed('cookie_empty', `The answer clears the cookie ${name} instead of setting it.`)
  return cookie.value
}

function* oddities(lines: readonly CookieLine[], wanted: readonly string[]): Generator<Finding> {
  const rule = rfc(6265, '4.1')
  const names = lines.flatMap((line) => line.cookies.map(({ name }) => name))
  if (lines.some((line) => line.combined))
    yield {
      code: 'cookie_combined',
      text: 'One Set-Cookie line sets several cookies; a browser would take the first and drop the rest.',
      rule,
    }
  const twice = [...new Set(names)].filter(
    (name) => names.indexOf(name) !== names.lastIndexOf(name),
  )
  if (twice.length > 0)
    yield {
      code: 'cookie_duplicate',
      text: `${twice.join(', ')} is set twice; the last one counts.`,
      rule,
    }
  const strangers = names.filter((name) => !wanted.includes(name))
  if (strangers.length > 0)
    yield {
      code: 'cookie_unexpected',
      text: `The answer also sets ${strangers.join(', ')}, which no step needs.`,
      rule,
    }
  const refused = lines.filter(({ fault }) => fault !== undefined)
  if (refused.length > 0)
    yield {
      code: 'cookie_refused',
      text: `${refused.length} Set-Cookie line${refused.length === 1 ? '' : 's'} set nothing: a browser would refuse it too.`,
      rule,
    }
}

/**
 * The header against forgery must repeat the cookie of the same jar (threat model, c.5).
 * @throws Refusal
 */
export function checkCsrf(jar: readonly Cookie[], token: string, session: string): void {
  const of = (name: string) => jar.findLast((cookie) => cookie.name === name)
  const csrf = of('csrftoken')
  const own = of('session')
  if (csrf?.value === token && own?.value === session) return
  throw new Refusal({
    kind: 'security_stop',
    code: 'jar_mismatch',
    means: 'The CSRF token and the session do not come from the same login of this walk.',
    remedy: 'Log in again, so that both come from one answer.',
  })
}
