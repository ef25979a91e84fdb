/** The S256 transformation of PKCE. */
import { toBase64Url } from '../core/http.ts'

/** BASE64URL(SHA256(ASCII(code_verifier))), RFC 7636 section 4.2. */
export async function s256(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return toBase64Url(new Uint8Array(digest))
}
