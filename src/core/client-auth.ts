/** How a client says who it is at the token endpoint (RFC 6749 section 2.3.1). */
import { type ClientAuth, ClientSecretBasic } from 'oauth4webapi'
import { toBase64 } from './http.ts'

/** `strict` form-encodes both halves first, as the RFC asks; `raw` does not, as many servers expect. */
export type BasicEncoding = 'strict' | 'raw'

/** The text after `Basic `. */
export async function basicCredentials(
  client_id: string,
  client_secret: string,
  encoding: BasicEncoding,
): Promise<string> {
  if (encoding === 'raw') return toBase64(new TextEncoder().encode(`${client_id}:${client_secret}`))
  const headers = new Headers()
  // The library's own encoding, so that `strict` is what a certified client sends.
  await ClientSecretBasic(client_secret)(
    { issuer: '' },
    { client_id },
    new URLSearchParams(),
    headers,
  )
  return (headers.get('authorization') ?? '').replace('Basic ', '')
}

/** Client authentication by credentials that were put together in an earlier step. */
export const basic =
  (credentials: string): ClientAuth =>
  (_server, _client, _body, headers) => {
    headers.set('authorization', `Basic ${credentials}`)
  }
