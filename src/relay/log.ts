/** One line an exchange, with no value in it: no header, body, fragment, or value of a parameter (c.7, T100). */

export interface Entry {
  /** Unix milliseconds. */
  readonly at: number
  readonly id: string | undefined
  readonly method: string | undefined
  readonly url: URL | undefined
  /** The server's status, or the code of what went wrong. */
  readonly status: string
  readonly bytes: number
  readonly ms: number
}

export function logLine({ at, id, method, url, status, bytes, ms }: Entry): string {
  const what = `${method ?? '-'} ${url === undefined ? '-' : addressWithoutValues(url)}`
  return `${secondOf(at)} ${id ?? '-'} ${what} ${status} ${size(bytes)} ${Math.round(ms)}ms`
}

let last = { second: Number.NaN, text: '' }

/** A busy relay says many lines a second; the second is written out once. */
function secondOf(at: number): string {
  const second = Math.floor(at / 1_000)
  if (second !== last.second)
    last = { second, text: `${new Date(second * 1_000).toISOString().slice(0, 19)}Z` }
  return last.text
}

/**
 * A segment that is more than a plain word or a version may be somebody's device or a token; what stands in
 * a query without `=`, or is no plain name, may be one too.
 */
function addressWithoutValues(url: URL): string {
  const path = url.pathname
    .split('/')
    .map((segment) =>
      /^(?:[a-z][a-z_-]{0,19}|v\d{1,2}(?:\.\d{1,2})?|oauth2|)$/.test(segment) ? segment : '…',
    )
    .join('/')
  const names = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => /^([a-z][a-z_.!-]{0,39})=/.exec(pair)?.[1] ?? '…')
  return `${url.origin}${path}${names.length === 0 ? '' : `?${names.join('&')}`}`
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`
  const kib = bytes / 1024
  return kib < 1024 ? `${kib.toFixed(1)}KiB` : `${(kib / 1024).toFixed(1)}MiB`
}
