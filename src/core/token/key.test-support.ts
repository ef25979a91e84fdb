/** Test data only: keys as others make them, and readings that must succeed. */

import { toBase64Url } from '../http.ts'
import { type Key, type KeyHint, readKeys } from './keys.ts'
import { exportKey, signToken } from './make.ts'
import { generateKey } from './make-key.ts'
import { readToken } from './read.ts'
import type { Jws } from './shapes.ts'
import { signatureVerdict } from './signature.ts'

/** Made with OpenSSL for these tests; its private half was thrown away. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBijCCAS+gAwIBAgIUf60FJ2tAT8YC0w7SjFOA5wGJhSEwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTIxMDAyMDM2WhgPMjEy
NjEwMjgwMDIwMzZaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEaHW3B5FMNRgRppWmpp8jjc//OphI5Vpql8OKi91J
2pg5gTSMt89qYNSDJBYTstcIjzriUuvHzzPMOyvOsM2Ej6NTMFEwHQYDVR0OBBYE
FGiB3If4A75ilJxyk7nvkzPyUBmqMB8GA1UdIwQYMBaAFGiB3If4A75ilJxyk7nv
kzPyUBmqMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAITOikWJ
8rfOeKMH5R/IOMpXtjm3w77QCT0zR86fwMbUAiEA6swrf/2HMhZVwJ58i5VBJNUM
HmnEM2jbdJNlW1kOtFw=
-----END CERTIFICATE-----
`

/** What `openssl dgst -sha256` says of it. */
export const certificateHash = 'Almk-esmTC1WwxgrI1yDhTPKTurMC_lXXf7WZc4VK70'

export async function keysIn(text: string, hint?: KeyHint): Promise<readonly Key[]> {
  const found = await readKeys(text, hint)
  if (found.kind === 'problem') throw new Error(`${found.problem.code}: ${found.problem.means}`)
  return found.keys
}

export async function keyIn(text: string, hint?: KeyHint): Promise<Key> {
  const [key] = await keysIn(text, hint)
  if (key === undefined) throw new Error('There is no key in it.')
  return key
}

export async function problemIn(text: string, hint?: KeyHint): Promise<string> {
  const found = await readKeys(text, hint)
  return found.kind === 'problem' ? `${found.problem.kind} ${found.problem.code}` : found.says
}

export function jwsIn(text: string): Jws {
  const token = readToken(text)
  if (token.kind !== 'jws') throw new Error(`This is ${token.kind}, not a JWS.`)
  return token
}

const made = new Map<string, Promise<Key>>()

/** One key for each algorithm: RSA keys take their time. */
export function keyFor(alg: string): Promise<Key> {
  const key = made.get(alg) ?? generateKey(alg)
  made.set(alg, key)
  return key
}

export const claims = '{"iss":"https://as.example","sub":"u"}'

export const encoded = (value: unknown): string =>
  toBase64Url(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)))

export const tokenBy = async (key: Key, header: object = {}): Promise<string> =>
  await signToken({ header: JSON.stringify(header), claims, key })

/** The verdict on a signature in two words: its mark, and the codes of its lines. */
export async function codes(text: string, keys: readonly Key[] | undefined) {
  const verdict = await signatureVerdict(readToken(text), keys)
  return { mark: verdict.mark, codes: verdict.lines.map(({ code }) => code).join(' ') }
}

export const publicKey = async (key: Key): Promise<Key> =>
  key.kind === 'secret' ? key : await keyIn(await exportKey(key, 'public'))
