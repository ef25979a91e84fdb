/** Reads a shared secret in the encoding it is written in, and knows a public key in disguise. */
import { toBase64Url } from '../http.ts'
import { Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import type { SecretEncoding } from './key-shapes.ts'
import { anyKey, type Wrapped } from './key-wrap.ts'

type Bytes = Uint8Array<ArrayBuffer>

const alphabets: Readonly<Record<SecretEncoding, RegExp>> = {
  utf8: /^[^]*$/,
  base64: /^[A-Za-z0-9+/]*={0,2}$/,
  base64url: /^[\w-]*={0,2}$/,
  hex: /^(?:[0-9A-Fa-f]{2})*$/,
}

/** `undefined` where the text is not written so. Blanks and line breaks count in a utf8 secret only. */
export function secretBytes(text: string, encoding: SecretEncoding): Bytes | undefined {
  if (encoding === 'utf8') return new TextEncoder().encode(text)
  const dense = text.replaceAll(/[\s:]/g, '')
  if (!alphabets[encoding].test(dense)) return undefined
  if (encoding === 'hex')
    return Uint8Array.from(dense.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  try {
    const binary = atob(dense.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

const written: Readonly<Record<SecretEncoding, string>> = {
  utf8: 'text',
  base64: 'base64',
  base64url: 'base64url',
  hex: 'hex',
}

/** The secret as a JWK. @throws Refusal */
export function secretJwk(
  text: string,
  encoding: SecretEncoding,
): Readonly<Record<string, string>> {
  const bytes = secretBytes(text, encoding)
  if (bytes !== undefined && bytes.length > 0) return { kty: 'oct', k: toBase64Url(bytes) }
  throw new Refusal({
    kind: 'bad_input',
    code: 'secret_unreadable',
    means: `This secret is not written in ${written[encoding]}.`,
    remedy: 'Choose how the secret is written: as plain text, base64, base64url or hex.',
    source: rfc(7518, '6.4.1'),
  })
}

/** A key inside these bytes, in DER, bare or as base64 text. */
export function keyInside(bytes: Bytes): Wrapped | undefined {
  const found = anyKey(bytes)
  if (found !== undefined) return found
  const inner = secretBytes(new TextDecoder().decode(bytes), 'base64')
  return inner === undefined ? undefined : anyKey(inner)
}

/**
 * Whether a secret is really somebody's public or private key. Checking HS256 with such a one is how
 * forgers pass: everybody knows the public key (RFC 8725 section 2.1).
 */
export function isKeyInDisguise(bytes: Bytes): boolean {
  const text = new TextDecoder().decode(bytes)
  return (
    keyInside(bytes) !== undefined ||
    /-----BEGIN [A-Z0-9 ]+-----/.test(text) ||
    /"kty"\s*:\s*"(?:RSA|EC|OKP|AKP)"/.test(text)
  )
}
