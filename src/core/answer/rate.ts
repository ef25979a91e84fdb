/** How often one may ask, read from the headers of every vendor: spelled six ways, meant one. */
import { type HttpResponse, headerOf } from '../http.ts'

export interface Rate {
  readonly limit?: number
  readonly remaining?: number
  /** `second`, `hour`, `day`, … where the header's name says so. */
  readonly window?: string
  /** The header that counts what is left, or the limit, as it was spelled. */
  readonly countHeader?: string
  /** At most an hour: a countdown longer than that helps nobody (T49). */
  readonly retryAfterSeconds?: number
  /** The header that said how long to wait, as it was spelled. */
  readonly retryHeader?: string
}

const HOUR = 3_600

/** Aruba (Kong) puts the window in the name; AMM writes `Rate-Limit`, Auth0 and MuleSoft `RateLimit`. */
const counted =
  /^(?:x-)?rate-?limit-(?<what>limit|remaining)(?:-(?<window>second|minute|hour|day|month|year))?$/i

interface Count {
  readonly window: string
  readonly countHeader: string
  readonly limit?: number
  readonly remaining?: number
}

export function rateOf(response: HttpResponse): Rate | undefined {
  const counts = countsOf(response)
  // A used-up window is the one that matters; otherwise the first, which vendors make the shortest.
  const count = counts.find(({ remaining }) => remaining === 0) ?? counts[0]
  const wait = waitOf(response)
  if (count === undefined && wait === undefined) return undefined
  const { window = '', ...numbers } = count ?? {}
  return { ...numbers, ...(window === '' ? {} : { window }), ...wait }
}

function countsOf(response: HttpResponse): Count[] {
  const counts = new Map<string, Count>()
  for (const [name, value] of response.headers) {
    const groups = counted.exec(name)?.groups
    const number = wholeNumber(value)
    if (groups === undefined || number === undefined) continue
    const window = (groups['window'] ?? '').toLowerCase()
    const what = groups['what']?.toLowerCase() === 'limit' ? 'limit' : 'remaining'
    const before = counts.get(window)
    const countHeader = what === 'remaining' ? name : (before?.countHeader ?? name)
    counts.set(window, { ...before, window, countHeader, [what]: number })
  }
  const whole = togetherIn(response)?.[0]
  return [...counts.values(), ...(whole === undefined ? [] : [whole])]
}

/** Seconds after which a fixed window has certainly passed; pycentral, too, waits two for a second. */
const windows: Readonly<Record<string, number>> = { second: 2, minute: 60, hour: HOUR }

/**
 * When asking again may help, in Unix milliseconds; `undefined` when nothing was refused for its rate,
 * or when the wait is of days.
 * @param at when the answer came, Unix milliseconds
 */
export function waitUntil(response: HttpResponse, at: number): number | undefined {
  const rate = rateOf(response)
  if (response.status !== 429)
    return response.status === 503 && rate?.retryHeader !== undefined
      ? at + (rate.retryAfterSeconds ?? 0) * 1000
      : undefined
  if (rate?.retryAfterSeconds !== undefined) return at + rate.retryAfterSeconds * 1000
  // Aruba counts in windows and names no wait; Adobe’s token endpoint says nothing at all and takes one a second.
  if (rate?.remaining === 0 && rate.window !== undefined) {
    const wait = windows[rate.window]
    return wait === undefined ? undefined : at + wait * 1000
  }
  return at + 1000
}

type Wait = Pick<Rate, 'retryAfterSeconds' | 'retryHeader'>

/** Where `RateLimit` says everything at once: `limit=10, remaining=2, reset=5`, or `"name";r=2;t=5`. */
const together = /^ratelimit$/i
const member = (text: string, ...names: readonly string[]): number | undefined => {
  const found = new RegExp(`(?:^|[,;\\s])(?:${names.join('|')})=(\\d{1,15})(?=$|[,;\\s])`).exec(
    text,
  )
  return found === null ? undefined : Number(found[1])
}

function togetherIn(response: HttpResponse): readonly [Count, number | undefined] | undefined {
  const pair = response.headers.find(([name]) => together.test(name))
  if (pair === undefined) return undefined
  const [countHeader, text] = pair
  const [limit, remaining] = [member(text, 'limit', 'q'), member(text, 'remaining', 'r')]
  const count: Count = {
    ...{ window: '', countHeader },
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
  }
  return [count, member(text, 'reset', 't')]
}

/** In order of trust. A moment is counted from the answer's own `Date`, so no clock is needed. */
function waitOf(response: HttpResponse): Wait | undefined {
  for (const wanted of waits) {
    const pair = response.headers.find(([name]) => name.toLowerCase() === wanted)
    const wait = pair && seconds(response, pair[1], wanted.endsWith('-reset'))
    if (pair !== undefined && wait !== undefined) return capped(wait, pair[0])
  }
  const reset = togetherIn(response)?.[1]
  if (reset !== undefined) return capped(reset, 'RateLimit')
  // Adobe's session endpoints tell it by `Expires` (vendor notes, 2.2.5).
  const expires = response.status === 429 ? headerOf(response, 'expires') : undefined
  const wait = expires === undefined ? undefined : since(response, Date.parse(expires))
  return wait === undefined || wait <= 0 ? undefined : capped(wait, 'Expires')
}

const waits = [
  ...['retry-after', 'x-rate-limit-retry-after-seconds', 'x-retry-after'],
  ...['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset'],
] as const

const capped = (wait: number, retryHeader: string): Wait => ({
  retryAfterSeconds: Math.min(Math.max(0, Math.ceil(wait)), HOUR),
  retryHeader,
})

function seconds(response: HttpResponse, value: string, isMoment: boolean): number | undefined {
  const number = wholeNumber(value)
  if (isMoment)
    return number === undefined || number < 1e9 ? number : since(response, number * 1000)
  return number ?? since(response, Date.parse(value))
}

function since(response: HttpResponse, moment: number): number | undefined {
  const wait = (moment - Date.parse(headerOf(response, 'date') ?? '')) / 1000
  return Number.isNaN(wait) ? undefined : wait
}

const wholeNumber = (text: string): number | undefined =>
  /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined
