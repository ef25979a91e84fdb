/** A request as the server saw it, given back as JSON. */
import { toBase64 } from '../core/http.ts'
import { bodyBytes } from './body.ts'

export async function echoed(request: Request): Promise<Response> {
  const bytes = await bodyBytes(request)
  if (bytes === undefined)
    return Response.json(
      { error: 'body_too_large', error_description: 'The echo takes at most 1 MiB.' },
      { status: 413 },
    )
  const { pathname, search, searchParams } = new URL(request.url)
  return Response.json({
    method: request.method,
    target: pathname + search,
    query: [...searchParams],
    headers: [...request.headers],
    body: { bytes: bytes.length, ...textOrBase64(bytes) },
  })
}

function textOrBase64(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { base64: toBase64(bytes) }
  }
}
