/** HTTP messages as plain data: what is shown, edited, sent, saved and exported is this one value. */

/** In wire order; duplicates and spelling are kept, because both matter to a reader. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[]

/** Text is kept as text. Bytes that are not valid UTF-8 are kept as base64. */
export interface Body {
  readonly encoding: 'utf8' | 'base64'
  readonly data: string
}

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: HeaderPairs
  readonly body?: Body
}

export interface HttpResponse {
  readonly status: number
  readonly statusText: string
  /** As received, for example `1.1`. Empty when the browser does not tell. */
  readonly httpVersion: string
  readonly headers: HeaderPairs
  readonly body: Body
  /** The body stops before its end: a cap was reached or the peer went away. */
  readonly truncated?: true
}

export const utf8 = (data: string): Body => ({ encoding: 'utf8', data })

/** Every value of a header, in order. Names are compared without case (RFC 9110 section 5.1). */
export function headersOf(message: { readonly headers: HeaderPairs }, name: string): string[] {
  const wanted = name.toLowerCase()
  return message.headers.filter(([name]) => isNamed(name, wanted)).map(([, value]) => value)
}

const isNamed = (name: string, wanted: string): boolean =>
  name.length === wanted.length && name.toLowerCase() === wanted

/** The first value of a header, or `undefined`. */
export function headerOf(
  message: { readonly headers: HeaderPairs },
  name: string,
): string | undefined {
  const wanted = name.toLowerCase()
  return message.headers.find(([name]) => isNamed(name, wanted))?.[1]
}

/** Names and values in turn, as Node and undici take them; quicker than `flat`, which asks every item what it is. */
export function inTurn(pairs: HeaderPairs): string[] {
  const list: string[] = []
  for (const [name, value] of pairs) list.push(name, value)
  return list
}

/** The body as text. Invalid UTF-8 shows as U+FFFD here; the bytes themselves stay in `body`. */
export function textOf(message: { readonly body?: Body }): string {
  const body = message.body
  if (body === undefined) return ''
  return body.encoding === 'utf8' ? body.data : new TextDecoder().decode(bytesOf(body))
}

export function bytesOf(body: Body): Uint8Array<ArrayBuffer> {
  if (body.encoding === 'utf8') return new TextEncoder().encode(body.data)
  return Uint8Array.from(atob(body.data), (character) => character.charCodeAt(0))
}

/** Bytes as a body: text when they are valid UTF-8, base64 otherwise. Nothing is lost either way. */
export function bodyOf(bytes: Uint8Array): Body {
  try {
    // ignoreBOM keeps a leading BOM in the text, so that the bytes survive a round trip.
    return utf8(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return { encoding: 'base64', data: toBase64(bytes) }
  }
}

export function toBase64(bytes: Uint8Array): string {
  const chunk = 0x8000 // String.fromCharCode takes its arguments on the stack
  let binary = ''
  for (let at = 0; at < bytes.length; at += chunk)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(binary)
}

export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
