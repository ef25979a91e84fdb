/** Makes new keys and writes keys down as JWK, key set or PEM. */
import {
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  generateSecret,
  importJWK,
} from 'jose'
import type { JsonRecord } from '../answer/json.ts'
import { Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { isSymmetric, runtimeHas, signable } from './key-algorithms.ts'
import { keyOf, publicOf } from './key-jwk.ts'
import type { Key } from './key-shapes.ts'

/** A key nobody has seen before, with its thumbprint as `kid`. @throws Refusal */
export async function generateKey(alg: string): Promise<Key> {
  if (!signable.includes(alg) || !(await runtimeHas(alg)))
    throw new Refusal({
      kind: 'bad_input',
      code: 'alg_unavailable',
      means: `No key for ${alg} can be made in this browser.`,
      remedy: 'Choose another algorithm; RS256 and ES256 work everywhere.',
      source: rfc(7518, '3.1'),
    })
  const options = { extractable: true }
  const made = isSymmetric(alg)
    ? await generateSecret(alg, options)
    : (await generateKeyPair(alg, options)).privateKey
  const { key_ops: _, ext: __, ...jwk } = await exportJWK(made)
  const record = JSON.parse(JSON.stringify({ ...jwk, alg, use: 'sig' })) as JsonRecord
  const key = await keyOf(record, 'a new key', 'generated')
  if (key.thumbprint === undefined) return key
  return await keyOf({ ...record, kid: key.thumbprint }, 'a new key', 'generated')
}

export type KeyForm = 'jwk' | 'jwks' | 'pem'

/**
 * The key as text. A set holds public parts only, for that is what is handed out.
 * @throws Refusal
 */
export async function exportKey(
  key: Key,
  part: 'public' | 'private',
  form: KeyForm = 'jwk',
): Promise<string> {
  if (key.kind === 'secret') return secretText(key, part, form)
  if (part === 'private' && (key.kind === 'public' || form === 'jwks')) throw notThere()
  const material = part === 'public' ? publicOf(key.material) : key.material
  if (form === 'pem') return await pem(key, part)
  const jwk = named(key, material)
  return JSON.stringify(form === 'jwks' ? { keys: [jwk] } : jwk, null, 2)
}

const notThere = (): Refusal =>
  new Refusal({
    kind: 'bad_input',
    code: 'key_public',
    means: 'The private part is not here, or does not belong into what was asked for.',
    remedy: 'Export the public part, or the private one as a JWK or PEM.',
  })

const onlyJwk = (): Refusal =>
  new Refusal({
    kind: 'bad_input',
    code: 'key_symmetric',
    means: 'A shared secret has no public part, and no form but a JWK.',
    remedy: 'Export it as a JWK, and give it to nobody but the other side.',
    source: rfc(7518, '6.4'),
  })

function secretText(key: Key, part: 'public' | 'private', form: KeyForm): string {
  if (part === 'public' || form !== 'jwk') throw onlyJwk()
  return JSON.stringify(named(key, key.material), null, 2)
}

function named({ kid, alg, use }: Key, { alg: own, ...material }: Key['material']) {
  const chosen = alg ?? own
  return {
    ...material,
    ...(kid === undefined ? {} : { kid }),
    ...(chosen === undefined ? {} : { alg: chosen }),
    ...(use === undefined ? {} : { use }),
  }
}

async function pem(key: Key, part: 'public' | 'private'): Promise<string> {
  const alg = key.signs[0] ?? key.decrypts[0] ?? 'ECDH-ES'
  const material = part === 'public' ? publicOf(key.material) : key.material
  const made = await importJWK({ ...material }, alg, { extractable: true })
  if (made instanceof Uint8Array) throw onlyJwk()
  return part === 'public' ? await exportSPKI(made) : await exportPKCS8(made)
}
