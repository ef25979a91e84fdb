/** A walk as a browser would have recorded it: its requests among the hundreds that a page makes. */
import { type HeaderPairs, type HttpRequest, type HttpResponse, textOf } from '../../http.ts'
import type { Session } from '../../session.ts'

/** One request on the network panel. */
export interface Seen {
  readonly request: HttpRequest
  readonly response?: HttpResponse
  readonly at: number
  readonly ms: number
}

/** `stripped`: without what opens something, as Chrome saves it unless told otherwise. */
export interface Manner {
  readonly stripped?: true
  readonly bodiless?: true
}

const page = (status: number, headers: HeaderPairs, data = ''): HttpResponse => ({
  ...{ status, statusText: status === 302 ? 'Found' : 'OK', httpVersion: '2', headers },
  body: { encoding: 'utf8', data },
})

const html = '<!doctype html><title>Sign in</title><form method="post"></form>'

/** The exchanges of a walk as requests; a redirect becomes the pages between leaving and coming back. */
export function seenIn(session: Session): readonly Seen[] {
  return session.exchanges.flatMap(({ sent, startedAt, endedAt, callback, outcome }): Seen[] => {
    const at = startedAt
    const ms = endedAt - startedAt + 20
    if (callback !== undefined) return loggedIn(sent, callback, at)
    const response = 'response' in outcome ? outcome.response : undefined
    return [{ request: sent, at, ms, ...(response === undefined ? {} : { response }) }]
  })
}

function loggedIn(sent: HttpRequest, callback: string, at: number): Seen[] {
  const { origin } = new URL(sent.url)
  const form: HttpRequest = {
    ...{ method: 'POST', url: `${origin}/login`, body: { encoding: 'utf8', data: 'username=a' } },
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  }
  const shown: HttpRequest = { method: 'GET', url: `${origin}/login`, headers: [] }
  // A fragment is never sent, and so is in no recorded address but the one that led there.
  const landed: HttpRequest = { method: 'GET', url: callback.replace(/#.*$/, ''), headers: [] }
  return [
    { request: sent, response: page(302, [['Location', '/login']]), at, ms: 9 },
    {
      request: shown,
      response: page(200, [['Content-Type', 'text/html']], html),
      at: at + 10,
      ms: 9,
    },
    { request: form, response: page(302, [['Location', sent.url]]), at: at + 20, ms: 9 },
    { request: sent, response: page(302, [['Location', callback]]), at: at + 30, ms: 9 },
    {
      request: landed,
      response: page(200, [['Content-Type', 'text/html']], html),
      at: at + 40,
      ms: 9,
    },
  ]
}

/** Scripts, pictures, measurements and preflights, spread over the time of the walk. */
export function amongNoise(seen: readonly Seen[], count = 220): readonly Seen[] {
  const begin = seen[0]?.at ?? 0
  const length = Math.max(1, (seen.at(-1)?.at ?? 0) - begin)
  const noise = Array.from({ length: count }, (_, n): Seen => {
    const [method, url, type] = noisy[n % noisy.length] ?? [
      'GET',
      'https://a.example/',
      'text/html',
    ]
    return {
      request: { method, url: `${url}?n=${n}`, headers: [['Accept', '*/*']] },
      response: page(
        200,
        [['Content-Type', type]],
        type === 'application/json' ? '{"ok":true}' : 'x',
      ),
      at: begin + Math.floor((length * n) / count),
      ms: 3,
    }
  })
  return [...seen, ...noise].toSorted((one, other) => one.at - other.at)
}

const noisy: readonly (readonly [string, string, string])[] = [
  ['GET', 'https://cdn.shop.example/app.js', 'text/javascript'],
  ['GET', 'https://cdn.shop.example/logo.png', 'image/png'],
  ['POST', 'https://metrics.example/collect', 'application/json'],
  ['OPTIONS', 'https://api.shop.example/cart', 'text/plain'],
  ['GET', 'https://api.shop.example/cart', 'application/json'],
  ['GET', 'https://fonts.example/a.woff2', 'font/woff2'],
]

export const harHeaders = (pairs: HeaderPairs, { stripped }: Manner): readonly object[] =>
  pairs
    .filter(([name]) => !(stripped && /^(?:authorization|cookie|set-cookie)$/i.test(name)))
    .map(([name, value]) => ({ name, value }))

export const harQuery = (url: string): readonly object[] =>
  [...new URL(url).searchParams].map(([name, value]) => ({ name, value }))

export const harContent = (response: HttpResponse, { bodiless }: Manner): object => {
  const text = textOf(response)
  const mimeType = response.headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
  return bodiless ? { size: text.length, mimeType } : { size: text.length, mimeType, text }
}

/** The same with other texts in its addresses, headers and bodies: at another host, or of another sign-in. */
export const movedTo = (
  seen: readonly Seen[],
  texts: readonly (readonly [from: string, to: string])[],
): readonly Seen[] => {
  const pairs = texts.flatMap(([from, to]) => [
    [from, to] as const,
    [encodeURIComponent(from), encodeURIComponent(to)] as const,
  ])
  const moved = pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(seen))
  return JSON.parse(moved) as readonly Seen[]
}
