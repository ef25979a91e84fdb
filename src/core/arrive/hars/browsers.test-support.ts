/** HAR files in the shape in which Chrome, Firefox and Safari save them. */
import { type HttpRequest, headerOf, textOf } from '../../http.ts'
import {
  harContent,
  harHeaders,
  harQuery,
  type Manner,
  type Seen,
} from './recording.test-support.ts'

export type Browser = (seen: readonly Seen[], manner?: Manner) => string

const time = (at: number) => new Date(at).toISOString()

const posted = (request: HttpRequest, params: boolean) => {
  const text = textOf(request)
  if (text === '') return {}
  const mimeType = headerOf(request, 'content-type') ?? ''
  const pairs = [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }))
  const form = params && mimeType.includes('urlencoded')
  return { postData: { mimeType, text, ...(form ? { params: pairs } : {}) } }
}

/** Names in lower case, fields of HTTP/2 among the headers, members of its own with an underscore. */
export const chrome: Browser = (seen, manner = {}) =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [
        {
          startedDateTime: time(seen[0]?.at ?? 0),
          ...{ id: 'page_1', title: 'https://shop.example/', pageTimings: { onLoad: 812.1 } },
        },
      ],
      entries: seen.map(({ request, response, at, ms }) => ({
        _connectionId: '42',
        _initiator: { type: 'other' },
        _priority: 'VeryHigh',
        _resourceType: 'document',
        cache: {},
        connection: '443',
        pageref: 'page_1',
        request: {
          ...{ method: request.method, url: request.url, httpVersion: 'http/2.0' },
          headers: [
            { name: ':authority', value: new URL(request.url).host },
            { name: ':method', value: request.method },
            ...harHeaders(request.headers, manner),
          ],
          ...{ queryString: harQuery(request.url), cookies: [], headersSize: -1, bodySize: 0 },
          ...posted(request, true),
        },
        response: {
          ...{ status: response?.status ?? 0, statusText: '', httpVersion: 'http/2.0' },
          headers: harHeaders(response?.headers ?? [], manner),
          cookies: [],
          content:
            response === undefined
              ? { size: 0, mimeType: 'x-unknown' }
              : harContent(response, manner),
          redirectURL: response === undefined ? '' : (headerOf(response, 'location') ?? ''),
          ...{ headersSize: -1, bodySize: -1, _transferSize: 900, _error: null },
        },
        serverIPAddress: '192.0.2.7',
        startedDateTime: time(at),
        time: ms,
        timings: { blocked: 1, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: ms, receive: 1 },
      })),
    },
  })

/** Times with the local offset, whole numbers, and a comment where a body was not kept. */
export const firefox: Browser = (seen, manner = {}) =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'Firefox', version: '145.0' },
      browser: { name: 'Firefox', version: '145.0' },
      pages: [{ id: 'page_1', title: 'Sign in', pageTimings: { onContentLoad: 88, onLoad: 120 } }],
      entries: seen.map(({ request, response, at, ms }) => ({
        startedDateTime: time(at + 3_600_000).replace('Z', '+01:00'),
        request: {
          ...{ bodySize: textOf(request).length, method: request.method, url: request.url },
          ...{ httpVersion: 'HTTP/2', headers: harHeaders(request.headers, manner), cookies: [] },
          ...{ queryString: harQuery(request.url), headersSize: 300 },
          ...posted(request, false),
        },
        response: {
          ...{ status: response?.status ?? 0, statusText: response?.statusText ?? '' },
          ...{ httpVersion: 'HTTP/2', headers: harHeaders(response?.headers ?? [], manner) },
          cookies: [],
          content: response === undefined ? {} : harContent(response, manner),
          redirectURL: response === undefined ? '' : (headerOf(response, 'location') ?? ''),
          ...{ headersSize: 400, bodySize: 120 },
        },
        cache: {},
        timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: ms, receive: 0 },
        ...{ time: ms, _securityState: 'secure', serverIPAddress: '192.0.2.7', connection: '443' },
        pageref: 'page_1',
      })),
    },
  })

/** Times as fractions, no reason phrases, and often no bodies. */
export const safari: Browser = (seen, manner = {}) =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebKit Web Inspector', version: '1.0' },
      pages: [
        { startedDateTime: time(seen[0]?.at ?? 0), id: 'page_0', title: 'https://shop.example/' },
      ],
      entries: seen.map(({ request, response, at, ms }) => ({
        pageref: 'page_0',
        startedDateTime: time(at),
        time: ms + 0.512_345_678,
        request: {
          ...{ method: request.method, url: request.url, httpVersion: '', cookies: [] },
          ...{ headers: harHeaders(request.headers, manner), queryString: harQuery(request.url) },
          ...{ headersSize: -1, bodySize: -1 },
          ...posted(request, true),
        },
        response: {
          ...{ status: response?.status ?? -1, statusText: '', httpVersion: 'HTTP/2', cookies: [] },
          headers: harHeaders(response?.headers ?? [], manner),
          content:
            response === undefined ? { size: 0, mimeType: '' } : harContent(response, manner),
          redirectURL: response === undefined ? '' : (headerOf(response, 'location') ?? ''),
          ...{ headersSize: -1, bodySize: -1, _transferSize: 0 },
        },
        cache: {},
        timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: ms, receive: 0.1 },
        _fetchType: 'Network Load',
      })),
    },
  })
