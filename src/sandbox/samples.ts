/** Answers to try the request builder on, under `/.samples`: one of each kind, and of no vendor. */
import type { Html } from '../core/simulation.ts'
import { html } from './html.ts'
import { plainPage } from './pages.ts'
import { csvText, htmlText, jsonText, pngBytes, xmlText } from './samples-bodies.ts'
import { echoed } from './samples-echo.ts'
import { eventsBody, largeBody } from './samples-stream.ts'

export const SAMPLES = '/.samples'

export interface SampleTools {
  /** Unix milliseconds. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** Pages that may ask directly; every other one reaches them through the relay. */
  readonly appOrigins: readonly string[]
}

interface Asked {
  readonly request: Request
  readonly query: URLSearchParams
  readonly tools: SampleTools
}

interface Sample {
  /** What follows `/.samples/`, with a query that shows its parameters. */
  readonly path: string
  readonly says: string
  answer(asked: Asked): Response | Promise<Response>
}

const typed = (type: string, body: BodyInit, more: Readonly<Record<string, string>> = {}) =>
  new Response(body, { headers: { 'content-type': type, ...more } })

/** A number of the query, kept within its bounds. */
const numberOf = (
  query: URLSearchParams,
  name: string,
  otherwise: number,
  most: number,
): number => {
  const text = query.get(name) ?? ''
  return /^\d{1,12}$/.test(text) ? Math.min(Number(text), most) : Math.min(otherwise, most)
}

const refused = (status: number, error: string, headers: Readonly<Record<string, string>>) =>
  Response.json({ error, error_description: 'A sample refusal.' }, { status, headers })

const MiB = 1024 * 1024

const samples: readonly Sample[] = [
  {
    path: 'json',
    says: 'JSON with repeated names, exact numbers, escapes and nesting',
    answer: () => typed('application/json', jsonText),
  },
  {
    path: 'xml',
    says: 'XML on one line, with attributes, CDATA, a comment and entities',
    answer: () => typed('application/xml; charset=utf-8', xmlText),
  },
  {
    path: 'csv',
    says: 'a table with quotes, line breaks in fields, and semicolons (RFC 4180)',
    answer: () => typed('text/csv; charset=utf-8; header=present', csvText),
  },
  {
    path: 'html',
    says: 'a page with a script in it, which no viewer should run',
    answer: () =>
      typed('text/html; charset=utf-8', htmlText, {
        'content-security-policy': "default-src 'none'; sandbox",
      }),
  },
  {
    path: 'png',
    says: 'a picture of 48 by 48 points',
    answer: () => typed('image/png', pngBytes()),
  },
  {
    path: 'latin1',
    says: 'text in ISO-8859-1, which only its charset makes readable',
    answer: () => typed('text/plain; charset=iso-8859-1', Uint8Array.of(99, 97, 102, 233, 10)),
  },
  {
    path: 'bytes?count=1024',
    says: 'bytes of every value, at most 1 MiB',
    answer: ({ query }) => {
      const count = numberOf(query, 'count', 1024, MiB)
      const bytes = Uint8Array.from({ length: count }, (_none, at) => at % 256)
      return typed('application/octet-stream', bytes)
    },
  },
  {
    path: 'large?bytes=104857600',
    says: 'a JSON list of any size, streamed; at most 128 MiB',
    answer: ({ query }) => {
      const size = numberOf(query, 'bytes', MiB, 128 * MiB)
      return typed('application/json', largeBody(size), { 'content-length': String(size) })
    },
  },
  {
    path: 'events?count=20&gap=300',
    says: 'server-sent events, one after the other; gap in milliseconds',
    answer: ({ query, tools, request }) => {
      const count = numberOf(query, 'count', 20, 1_000)
      const gap = numberOf(query, 'gap', 300, 5_000)
      const body = eventsBody({ count, gap, wait: tools.wait, signal: request.signal })
      return typed('text/event-stream', body)
    },
  },
  {
    path: 'slow?ms=2000',
    says: 'an answer that takes its time, at most 30 s',
    answer: async ({ query, tools }) => {
      const ms = numberOf(query, 'ms', 2_000, 30_000)
      await tools.wait(ms)
      return Response.json({ waited: ms })
    },
  },
  {
    path: 'echo',
    says: 'your own request back: method, address, headers, body (at most 1 MiB)',
    answer: ({ request }) => echoed(request),
  },
  {
    path: 'cookies',
    says: 'cookies with every attribute, one of them refused by any browser',
    answer: () => {
      const answer = Response.json({ cookies: 4 })
      for (const line of [
        'session=abc123; Path=/.samples; HttpOnly; SameSite=Lax',
        'theme=dark; Path=/.samples; Max-Age=3600; SameSite=Strict',
        'old=; Path=/.samples; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        'elsewhere=1; Domain=example.com; Secure; Partitioned',
      ])
        answer.headers.append('set-cookie', line)
      return answer
    },
  },
  {
    path: '401',
    says: 'an expired token, told by WWW-Authenticate (RFC 6750)',
    answer: () =>
      refused(401, 'invalid_token', {
        'www-authenticate':
          'Bearer realm="samples", error="invalid_token", error_description="The access token expired"',
      }),
  },
  {
    path: '429?seconds=20',
    says: 'too many requests, with Retry-After and the counts',
    answer: ({ query }) =>
      refused(429, 'rate_limited', {
        'retry-after': String(numberOf(query, 'seconds', 20, 3_600)),
        'ratelimit-limit': '60',
        'ratelimit-remaining': '0',
      }),
  },
  {
    path: 'empty',
    says: 'nothing at all (204)',
    answer: () => new Response(null, { status: 204 }),
  },
  {
    path: 'redirect',
    says: 'a redirect to the JSON sample (302)',
    answer: () => new Response(null, { status: 302, headers: { location: `${SAMPLES}/json` } }),
  },
]

/** `undefined` when the path is no sample's. */
export async function sampleAnswer(
  request: Request,
  tools: SampleTools,
): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname !== SAMPLES && !pathname.startsWith(`${SAMPLES}/`)) return undefined
  if (request.method === 'OPTIONS')
    return allowing(new Response(null, { status: 204 }), request, tools)
  const name = pathname.slice(SAMPLES.length + 1)
  const sample = samples.find(({ path }) => path.split('?')[0] === name)
  const answer =
    sample === undefined
      ? listed(request, name)
      : await sample.answer({ request, query: searchParams, tools })
  return allowing(request.method === 'HEAD' ? await bare(answer) : answer, request, tools)
}

/** The head alone (RFC 9110 section 9.3.2); what would have been made is not. */
async function bare(answer: Response): Promise<Response> {
  await answer.body?.cancel()
  return new Response(null, answer)
}

/** Only Grantwalk's own page may read a sample directly (Fetch, CORS protocol); other sites may not. */
function allowing(answer: Response, request: Request, { appOrigins, now }: SampleTools): Response {
  const { headers } = answer
  headers.set('cache-control', 'no-store')
  headers.set('date', new Date(now()).toUTCString())
  headers.set('x-content-type-options', 'nosniff')
  headers.set('vary', 'Origin')
  const origin = request.headers.get('origin')
  if (origin === null || !appOrigins.includes(origin)) return answer
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', '*')
  headers.set('timing-allow-origin', origin)
  if (request.method !== 'OPTIONS') return answer
  headers.set('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE')
  const wanted = request.headers.get('access-control-request-headers')
  if (wanted !== null) headers.set('access-control-allow-headers', wanted)
  return answer
}

/** For a program as JSON, for a person as a page. */
function listed(request: Request, name: string): Response {
  const status = name === '' ? 200 : 404
  const addressOf = (path: string) => new URL(`${SAMPLES}/${path}`, request.url).href
  if (!(request.headers.get('accept') ?? '').includes('text/html')) {
    const list = samples.map(({ path, says }) => ({ url: addressOf(path), says }))
    return Response.json({ samples: list }, { status })
  }
  const row = ({ path, says }: Sample): Html =>
    html`<li><a href="${SAMPLES}/${path}"><code>${path}</code></a> ${says}</li>`
  const first =
    name === ''
      ? 'Answers to try Grantwalk’s request builder on. They belong to no vendor.'
      : `There is no sample called ${name}. These are there:`
  return plainPage(
    status,
    name === '' ? 'Samples' : 'No such sample',
    html`<p>${first}</p><ul>${samples.map(row)}</ul>`,
  )
}
