/** Decrypts a token with a key the person gave, within limits that no token can talk its way around. */
import { compactDecrypt, errors, importJWK } from 'jose'
import type { JsonValue } from '../answer/json.ts'
import { type Problem, Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { passwordAlgorithms } from './key-algorithms.ts'
import { bytesIn } from './key-jwk.ts'
import type { Key } from './key-shapes.ts'
import { limits } from './limits.ts'
import { tooManyIterations } from './notes-header.ts'
import { readToken } from './read.ts'
import type { Jwe, Token } from './shapes.ts'
import { MOST_TRIES } from './signature-candidates.ts'

export type Decryption =
  | { readonly kind: 'token'; readonly token: Token; readonly key: string }
  | { readonly kind: 'problem'; readonly problem: Problem }

export async function decryptToken(token: Jwe, keys: readonly Key[]): Promise<Decryption> {
  try {
    return { kind: 'token', ...(await decrypted(token, keys)) }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { kind: 'problem', problem: thrown.problem }
  }
}

const refusal = (
  kind: Problem['kind'],
  code: string,
  means: string,
  remedy: string,
  section: string,
): Refusal => new Refusal({ kind, code, means, remedy, source: rfc(7516, section) })

/** What is known before any key is touched. @throws Refusal */
function checkHeader({ header, text }: Jwe): string {
  const { alg, enc, zip, p2c, crit } = header
  if (text.length > limits.tokenBytes)
    throw refusal(
      'limit_reached',
      'token_too_large',
      `The token is longer than ${limits.tokenBytes} bytes.`,
      again,
      '5.2',
    )
  if (zip !== undefined)
    throw refusal(
      'limit_reached',
      'jwe_zip',
      'The token is compressed (zip). A few bytes can unpack into gigabytes, so nothing is unpacked here.',
      'Ask for the token without compression, or decrypt it with a program of your own.',
      '4.1.3',
    )
  if (crit !== undefined)
    throw refusal(
      'malformed_response',
      'crit_unknown',
      'The header demands that a reader understands what Grantwalk does not (crit).',
      again,
      '4.1.13',
    )
  if (typeof alg !== 'string' || typeof enc !== 'string')
    throw refusal(
      'malformed_response',
      'alg_type',
      'The header does not name its algorithms (alg, enc) as texts.',
      again,
      '4.1.1',
    )
  checkRounds(alg, p2c)
  return alg
}

/** A password is tried so many times over as the token says. @throws Refusal */
function checkRounds(alg: string, p2c: JsonValue | undefined): void {
  if (passwordAlgorithms.includes(alg) && tooManyIterations(p2c))
    throw refusal(
      'limit_reached',
      'jwe_pbes2',
      `The token asks for ${typeof p2c === 'number' ? p2c : 'no number of'} rounds of PBKDF2 (p2c) before its key can even be tried; at most ${limits.p2c} are done here.`,
      'A number this high is meant to keep a machine busy. Do not decrypt such a token.',
      '11.4',
    )
}

const again = 'Copy the token again, whole, or ask whoever made it.'

async function decrypted(token: Jwe, keys: readonly Key[]) {
  const alg = checkHeader(token)
  await checkRuntime(alg, token.header['enc'])
  const { kid } = token.header
  const named = keys.filter((key) => typeof kid === 'string' && key.kid === kid)
  const pool = (named.length > 0 ? named : keys).filter(({ decrypts }) => decrypts.includes(alg))
  if (pool.length === 0) throw noKey(alg, keys)
  for (const key of pool.slice(0, MOST_TRIES)) {
    const plain = await opened(token, key, alg)
    if (plain !== undefined) return { token: readToken(textIn(plain)), key: key.name }
  }
  throw refusal(
    'bad_input',
    'decryption_failed',
    `No key fits: ${pool.length === 1 ? 'the key was' : `${pool.length} keys were`} tried with ${alg}, and the token did not open.`,
    'Use the private key whose public half the token was encrypted for; or the token was changed on its way.',
    '5.2',
  )
}

/** Chromium does AES with 128 and 256 bits only, and says so with an error that could mean anything. */
async function checkRuntime(alg: string, enc: unknown): Promise<void> {
  if (!/A192/.test(`${alg} ${String(enc)}`)) return
  const name = { name: 'AES-GCM', length: 192 }
  const has = await crypto.subtle.generateKey(name, false, ['decrypt', 'encrypt']).then(
    () => true,
    () => false,
  )
  if (!has) throw unsupported('it has no AES with 192 bits')
}

function noKey(alg: string, keys: readonly Key[]): Refusal {
  const open = keys.some(({ kind, decrypts }) => kind === 'public' && decrypts.length === 0)
  const means = open
    ? `A token encrypted with ${alg} opens with the private key only; this is a public one.`
    : `None of the keys can open a token encrypted with ${alg}.`
  const remedy = /^(?:RSA|ECDH)/.test(alg)
    ? 'Paste the private key of the one it was encrypted for, as JWK or PEM.'
    : 'Paste the secret that both sides share, and choose how it is written.'
  return refusal(
    'bad_input',
    keys.length === 0 ? 'key_missing' : 'alg_key_mismatch',
    means,
    remedy,
    '5.2',
  )
}

/** `undefined` when this key does not open it: why is nobody’s business (RFC 7516 section 11.5). */
async function opened(token: Jwe, key: Key, alg: string): Promise<Uint8Array | undefined> {
  try {
    const material =
      key.kind === 'secret'
        ? bytesIn(key.material.k ?? '')
        : await importJWK({ ...key.material }, alg)
    if (material === undefined) return undefined
    const { plaintext } = await compactDecrypt(token.parts.join('.'), material, {
      keyManagementAlgorithms: [alg],
      maxPBES2Count: limits.p2c,
      maxDecompressedLength: 0,
    })
    return plaintext
  } catch (thrown) {
    if (thrown instanceof errors.JOSENotSupported) throw unsupported(thrown.message)
    return undefined
  }
}

const unsupported = (message: string): Refusal =>
  refusal(
    'bad_input',
    'alg_unavailable',
    `This browser cannot decrypt it: ${message}.`,
    again,
    '5.2',
  )

function textIn(plain: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw refusal(
      'malformed_response',
      'invalid_utf8',
      'It opened, and what is inside is no text.',
      'Ask whoever made it what it carries.',
      '2',
    )
  }
}
