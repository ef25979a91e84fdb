/** The cookies of a walk, derived from its exchanges: nobody keeps a jar (RFC 6265, T50). */
import { headersOf } from './http.ts'
import type { Exchange } from './session.ts'

export interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  /** No Domain attribute: sent to this very host only. */
  readonly hostOnly: boolean
  readonly path: string
  readonly secure: boolean
  readonly httpOnly: boolean
  /** Unix milliseconds; absent for a cookie that lives as long as its session. */
  readonly expiresAt?: number
  /** The exchange whose answer set it. */
  readonly exchange: string
}

/** Why a line set nothing. */
export type CookieFault = 'cookie_syntax' | 'cookie_domain' | 'cookie_prefix' | 'cookie_insecure'

export interface CookieLine {
  readonly line: string
  /** More than one only in the form of Aruba's guide: all cookies in one line. */
  readonly cookies: readonly Cookie[]
  readonly combined: boolean
  readonly fault?: CookieFault
}

/** What set a cookie: the address, the moment, and the exchange it happened in. */
export interface Origin {
  readonly url: URL
  readonly at: number
  readonly exchange: string
}

/** Chromium's own cap for one host is 180; nobody needs more than this (cke-13). */
const MOST = 50

/** Every cookie alive at `at` (Unix milliseconds), the longest path first, as it would be sent. */
export function jarOf(exchanges: readonly Exchange[], at: number): readonly Cookie[] {
  const jar = new Map<string, Cookie>()
  for (const exchange of exchanges)
    for (const { cookies } of linesOf(exchange))
      for (const cookie of cookies) {
        const key = JSON.stringify([cookie.name, cookie.domain, cookie.path])
        // Setting again keeps the place in the order of creation (RFC 6265 section 5.3, step 11).
        if (cookie.expiresAt !== undefined && cookie.expiresAt <= at) jar.delete(key)
        else if (jar.size < MOST || jar.has(key)) jar.set(key, cookie)
      }
  return [...jar.values()].sort((one, other) => other.path.length - one.path.length)
}

/** Every Set-Cookie line of an exchange, and what became of it. */
export function linesOf(exchange: Exchange): readonly CookieLine[] {
  const { outcome, sent, endedAt, id } = exchange
  if (outcome.kind === 'failed' || outcome.response === undefined) return []
  const origin = { url: new URL(sent.url), at: endedAt, exchange: id }
  return headersOf(outcome.response, 'set-cookie').map((line) => parseCookie(line, origin))
}

/** The value of the `Cookie` header for an address, or `undefined` when none belongs there. */
export function cookieHeaderFor(jar: readonly Cookie[], address: string | URL): string | undefined {
  const url = new URL(address)
  const due = jar.filter((cookie) => belongs(cookie, url))
  if (due.length === 0) return undefined
  return due.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ')
}

function belongs(cookie: Cookie, url: URL): boolean {
  const host = url.hostname
  const hostFits = cookie.hostOnly ? host === cookie.domain : within(host, cookie.domain)
  return hostFits && pathFits(url.pathname, cookie.path) && (!cookie.secure || isSafe(url))
}

/** Browsers treat loopback as safe: what leaves it, nobody on the way can read. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)

const isAddress = (host: string): boolean => /^\[|^[\d.]+$/.test(host)

/** RFC 6265 section 5.1.3. */
const within = (host: string, domain: string): boolean =>
  host === domain || (host.endsWith(`.${domain}`) && !isAddress(host))

/** RFC 6265 section 5.1.4. */
const pathFits = (path: string, cookie: string): boolean =>
  path === cookie ||
  (path.startsWith(cookie) && (cookie.endsWith('/') || path[cookie.length] === '/'))

const attributes = new Set([
  'expires',
  'max-age',
  'domain',
  'path',
  'secure',
  'httponly',
  'samesite',
  'partitioned',
  'priority',
])

type Pair = readonly [name: string, value: string]

const pairOf = (part: string): Pair => {
  const at = part.indexOf('=')
  return at < 0 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
}

/** One Set-Cookie line (RFC 6265 section 5.2). */
export function parseCookie(line: string, origin: Origin): CookieLine {
  const [first = '', ...rest] = line.split(';')
  const [name, value] = pairOf(first)
  if (name === '' || !first.includes('=') || /\p{Cc}/u.test(line))
    return { line, cookies: [], combined: false, fault: 'cookie_syntax' }
  const pairs = rest.map(pairOf)
  const others = pairs.filter(
    ([name], at) => rest[at]?.includes('=') && !attributes.has(name.toLowerCase()),
  )
  const given = new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]))
  const fault = faultOf(name, given, origin.url)
  if (fault !== undefined) return { line, cookies: [], combined: false, fault }
  const cookie = cookieOf([name, value], given, origin)
  const more = others.map(([name, value]) => ({ ...cookie, name, value }))
  return { line, cookies: [cookie, ...more], combined: more.length > 0 }
}

function faultOf(
  name: string,
  given: ReadonlyMap<string, string>,
  url: URL,
): CookieFault | undefined {
  const domain = domainOf(given)
  // No list of public suffixes: a name without a dot is one, unless it is the host itself.
  const foreign =
    domain !== '' &&
    domain !== url.hostname &&
    (!domain.includes('.') || !within(url.hostname, domain))
  if (foreign) return 'cookie_domain'
  const secure = given.has('secure')
  const prefix = /^__(?<kind>host|secure)-/i.exec(name)?.groups?.['kind']?.toLowerCase()
  const host = prefix === 'host' && (domain !== '' || given.get('path') !== '/')
  if (prefix !== undefined && (!secure || !isSafe(url) || host)) return 'cookie_prefix'
  return secure && !isSafe(url) ? 'cookie_insecure' : undefined
}

const domainOf = (given: ReadonlyMap<string, string>): string =>
  (given.get('domain') ?? '').replace(/^\./, '').toLowerCase()

function cookieOf([name, value]: Pair, given: ReadonlyMap<string, string>, origin: Origin): Cookie {
  const { url, at, exchange } = origin
  // What is as wide as a public suffix counts as if it were not there (RFC 6265 section 5.3, step 5).
  const domain = domainOf(given).includes('.') ? domainOf(given) : ''
  const expiresAt = expiryOf(given, at)
  return {
    name,
    value,
    domain: domain === '' ? url.hostname : domain,
    hostOnly: domain === '',
    path: pathOf(given.get('path'), url),
    secure: given.has('secure'),
    httpOnly: given.has('httponly'),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    exchange,
  }
}

/** Max-Age wins over Expires (RFC 6265 section 5.3, step 3). */
function expiryOf(given: ReadonlyMap<string, string>, at: number): number | undefined {
  const age = given.get('max-age')
  if (age !== undefined && /^-?\d+$/.test(age)) return at + Number(age) * 1000
  const moment = Date.parse(given.get('expires') ?? '')
  return Number.isNaN(moment) ? undefined : moment
}

/** RFC 6265 section 5.1.4: without a path, the folder of the address that set it. */
function pathOf(path: string | undefined, url: URL): string {
  if (path?.startsWith('/')) return path
  const end = url.pathname.lastIndexOf('/')
  return end <= 0 ? '/' : url.pathname.slice(0, end)
}
