/** HAR 1.2 of a masked walk. What HAR has no place for stands under `_grantwalk`. */
import { type HeaderPairs, type HttpRequest, headerOf, textOf } from '../../core/http.ts'
import type { Exchange, Outcome } from '../../core/session.ts'
import type { Timings } from '../../core/wire.ts'
import type { MaskedCase } from './leaving.ts'
import { decoded } from './mask-url.ts'

export function harOf(session: MaskedCase, version: string): string {
  const { vendor, flow, target, name } = session
  const log = {
    version: '1.2',
    creator: { name: 'Grantwalk', version },
    pages: [],
    entries: session.exchanges.map(entryOf),
    comment: 'Secrets are placeholders: equal numbers are equal values, in this file only.',
    _grantwalk: { vendor, flow, target, name },
  }
  return `${JSON.stringify({ log }, null, 1)}\n`
}

interface Pair {
  readonly name: string
  readonly value: string
}

const pairsOf = (headers: HeaderPairs): readonly Pair[] =>
  headers.map(([name, value]) => ({ name, value }))

function entryOf(exchange: Exchange) {
  const { startedAt, endedAt, sent, outcome, wire, step, route, callback } = exchange
  const address = wire?.hops.at(-1)?.address
  const time = Math.max(0, endedAt - startedAt)
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    request: requestOf(sent, httpVersionOf(outcome)),
    response: responseOf(outcome),
    cache: {},
    timings: timingsOf(wire?.timings, time),
    ...(address === undefined ? {} : { serverIPAddress: address }),
    _grantwalk: {
      ...{ step, route, outcome: outcome.kind },
      ...(callback === undefined ? {} : { callback }),
      ...(outcome.kind === 'accepted'
        ? { findings: outcome.findings.map(({ code, text }) => ({ code, text })) }
        : { problem: outcome.problem }),
    },
  }
}

/** HTTP/1.1 where nobody tells. */
const httpVersionOf = (outcome: Outcome): string => {
  const known = outcome.kind === 'failed' ? '' : (outcome.response?.httpVersion ?? '')
  return `HTTP/${known === '' ? '1.1' : known}`
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length

function requestOf(request: HttpRequest, httpVersion: string) {
  const text = textOf(request)
  const [, query = ''] = /^[^?#]*\?([^#]*)/.exec(request.url) ?? []
  const mimeType = headerOf(request, 'content-type') ?? ''
  return {
    ...{ method: request.method, url: request.url, httpVersion },
    cookies: cookiesOf(request.headers, 'cookie'),
    headers: pairsOf(request.headers),
    queryString: query === '' ? [] : query.split('&').map(pairOf),
    headersSize: -1,
    bodySize: sizeOf(text),
    ...(request.body === undefined ? {} : { postData: postOf(mimeType, text) }),
  }
}

const postOf = (mimeType: string, text: string) => ({
  mimeType,
  text,
  ...(mimeType.startsWith('application/x-www-form-urlencoded')
    ? { params: text === '' ? [] : text.split('&').map(pairOf) }
    : {}),
})

function pairOf(pair: string): Pair {
  const at = pair.indexOf('=')
  const name = at < 0 ? pair : pair.slice(0, at)
  return { name: decoded(name), value: at < 0 ? '' : decoded(pair.slice(at + 1)) }
}

function cookiesOf(headers: HeaderPairs, header: string): readonly Pair[] {
  return headers
    .filter(([name]) => name.toLowerCase() === header)
    .flatMap(([, value]) => (header === 'cookie' ? value.split(';') : [value.split(';')[0] ?? '']))
    .map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, Math.max(at, 0)).trim(), value: pair.slice(at + 1).trim() }
    })
}

const noAnswer = { status: 0, statusText: '', headers: [] as HeaderPairs }

function responseOf(outcome: Outcome) {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  const { status, statusText, headers } = response ?? noAnswer
  const text = response === undefined ? '' : textOf(response)
  return {
    ...{ status, statusText, httpVersion: httpVersionOf(outcome) },
    cookies: cookiesOf(headers, 'set-cookie'),
    headers: pairsOf(headers),
    content: {
      size: sizeOf(text),
      mimeType: headerOf({ headers }, 'content-type') ?? '',
      text,
    },
    redirectURL: headerOf({ headers }, 'location') ?? '',
    headersSize: -1,
    bodySize: response === undefined ? -1 : sizeOf(text),
  }
}

/** In HAR the time of TLS is a part of the time to connect, and -1 says that a phase is unknown. */
function timingsOf(timings: Timings | undefined, time: number) {
  if (timings === undefined)
    return { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: time, receive: 0 }
  const { dns, connect, tls, firstByte, total } = timings
  return {
    ...{ blocked: -1, dns, connect: connect + tls, ssl: tls, send: 0, wait: firstByte },
    receive: Math.max(0, total - dns - connect - tls - firstByte),
  }
}
