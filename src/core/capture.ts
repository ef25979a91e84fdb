/** The request an oauth4webapi call would send, caught before it leaves. */
import { customFetch } from 'oauth4webapi'
import { type HeaderPairs, type HttpRequest, utf8 } from './http.ts'

type Fetch = (url: string, options: FetchOptions) => Promise<Response>

/** What oauth4webapi hands to its `customFetch`. */
interface FetchOptions {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: unknown
}

export interface Caught {
  readonly [customFetch]: Fetch
}

/**
 * What is taught is what a certified client does: the library builds the request, we show it, the
 * person may edit it, and only then is it sent.
 */
export async function capture(call: (options: Caught) => Promise<Response>): Promise<HttpRequest> {
  let caught: HttpRequest | undefined
  await call({
    [customFetch]: async (url, { method, headers, body }) => {
      caught = {
        method,
        url,
        headers: pairsOf(headers),
        ...(body === undefined || body === null ? {} : { body: utf8(textOf(body)) }),
      }
      return new Response()
    },
  })
  if (caught === undefined) throw new Error('The library sent nothing.')
  return caught
}

/** The library names itself in `user-agent` outside browsers; a page cannot, so neither do we. */
const pairsOf = (headers: Record<string, string>): HeaderPairs =>
  Object.entries(headers).filter(([name]) => name !== 'user-agent')

function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new Error('The library sent a body that is neither text nor a form.')
}
