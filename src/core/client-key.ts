/** The client's private key, pasted as a JWK or as PEM: for assertions (RFC 7523) and signed requests (RFC 9101). */
import { type ProofKey, proofKeyOf } from './draft/dpop.ts'
import { Refusal } from './problem.ts'
import { rfc } from './source.ts'
import { isPem, keysInPem } from './token/key-pem.ts'
import type { Context } from './vendor.ts'

const noPrivate = 'This PEM holds no private key, and what is signed needs one.'

const encrypted =
  'This key is encrypted with a passphrase. Decrypt it first: openssl pkey -in key.pem -out plain.pem'

/** One sentence while it is typed; `undefined` when it may be one. PKCS #8, PKCS #1 and SEC 1 are all read. */
export function privateKeyFault(text: string): string | undefined {
  if (!isPem(text))
    return typeof proofKeyOf(text) === 'string'
      ? 'This is not a private key as a JWK or PEM.'
      : undefined
  if (text.includes('ENCRYPTED')) return encrypted
  return text.includes('PRIVATE KEY-----') ? undefined : noPrivate
}

/** @throws Refusal when what was pasted is none, or cannot be used here */
export async function clientKey(context: Context): Promise<ProofKey> {
  const text = context.need('client_jwk')
  const key = isPem(text) ? await keyInPem(text) : proofKeyOf(text)
  if (typeof key !== 'string') return key
  throw new Refusal({
    kind: 'bad_input',
    code: 'client_key',
    means: key.replace('A DPoP key', 'A client’s key').replace('A proof', 'An assertion'),
    remedy: 'Paste the private key as a JWK or PEM, or make a new one.',
    source: rfc(7517, '4'),
  })
}

/** PEM says neither kid nor, but for PSS, the algorithm: the one that is usual for its kind. */
async function keyInPem(text: string): Promise<ProofKey | string> {
  const key = (await keysInPem(text)).find(({ kind }) => kind === 'private')
  if (key === undefined) return noPrivate
  const [usual] = key.signs
  const alg = key.alg ?? (key.kty === 'RSA' ? usual : undefined)
  return proofKeyOf(JSON.stringify({ ...key.material, ...(alg === undefined ? {} : { alg }) }))
}
