/** Reads whatever a person pastes as a key: JWK, key set, PEM, certificate, or a shared secret. */
import { isRecord, type JsonValue, member } from '../answer/json.ts'
import { Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { keyOf } from './key-jwk.ts'
import { isPem, keyOfDer, keysInPem } from './key-pem.ts'
import { keyInside, secretBytes, secretJwk } from './key-secret.ts'
import { checkLength, keysOf, parsedKeys, recordsOf, setNotes } from './key-set.ts'
import type { Key, KeyHint, KeyReading } from './key-shapes.ts'
import type { Wrapped } from './key-wrap.ts'
import type { Note } from './shapes.ts'

export type { Key, KeyHint, KeyReading, SecretEncoding } from './key-shapes.ts'

interface Found {
  readonly keys: readonly Key[]
  readonly what: string
  readonly notes?: readonly Note[]
}

export async function readKeys(text: string, hint: KeyHint = {}): Promise<KeyReading> {
  return await reading(async () => {
    checkLength(text)
    return await found(text, hint)
  })
}

/** A reading of what was found; a refusal on the way becomes a problem, once. */
export async function reading(find: () => Promise<Found>): Promise<KeyReading> {
  try {
    const { keys, what, notes = [] } = await find()
    return { kind: 'keys', keys, says: `${what}: ${listed(keys)}.`, notes }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { kind: 'problem', problem: thrown.problem }
  }
}

function listed(keys: readonly Key[]): string {
  if (keys.length === 0) return 'no key in it'
  const [first] = keys
  if (keys.length === 1 && first !== undefined) return described(first)
  const count = (kind: Key['kind']) => keys.filter((key) => key.kind === kind).length
  const parts = (['public', 'private', 'secret'] as const).flatMap((kind) =>
    count(kind) === 0 ? [] : [`${count(kind)} ${kind}`],
  )
  return `${keys.length} keys, ${parts.join(', ')}`
}

function described({ kind, kty, crv, size }: Key): string {
  if (kind === 'secret') return `a shared secret of ${size} bits`
  const measure = crv ?? (size === undefined ? '' : `${size} bits`)
  return `a ${kind} ${kty} key${measure === '' ? '' : `, ${measure}`}`
}

async function found(text: string, hint: KeyHint): Promise<Found> {
  const trimmed = text.trim()
  if (trimmed === '') throw unreadable('empty', 'Nothing was pasted.')
  if (isPem(trimmed)) return await fromPem(trimmed, hint)
  if (/^[[{]/.test(trimmed)) return await fromJson(trimmed, hint)
  const inside = keyInBase64(trimmed)
  if (inside !== undefined) return await fromDer(inside, hint)
  if (hint.secret !== undefined) return await fromSecret(text, hint.secret)
  if (/^https?:\/\//i.test(trimmed))
    throw unreadable('key_is_url', 'This is an address, not a key. Nothing was fetched.')
  if (/^eyJ[\w-]*\./.test(trimmed)) throw unreadable('key_is_token', 'This is a token, not a key.')
  throw unreadable('key_unreadable', 'This is neither a JWK nor a key set nor PEM.')
}

const unreadable = (code: string, means: string): Refusal =>
  new Refusal({
    kind: 'bad_input',
    code,
    means,
    remedy:
      'Paste a JWK, a key set, a PEM key or a certificate. If it is a shared secret, choose how it is written.',
    source: rfc(7517, '4'),
  })

const notSecret: Note = {
  code: 'not_a_secret',
  tone: 'warning',
  text: 'This was called a shared secret and is a key pair’s key, so it is read as that. Checking HS256 with a public key would let anyone pass.',
  rule: rfc(8725, '2.1'),
}

const onlyTheKey: Note = {
  code: 'certificate_unchecked',
  tone: 'info',
  text: 'Only the key was taken from the certificate. Who issued it, for whom and until when was not checked; of a chain, the first usually holds the key.',
  rule: rfc(5280, '6'),
}

const hinted = (hint: KeyHint): readonly Note[] => (hint.secret === undefined ? [] : [notSecret])

async function fromPem(text: string, hint: KeyHint): Promise<Found> {
  const keys = await keysInPem(text)
  const certificates = keys.filter(({ origin }) => origin === 'certificate').length
  const what = certificates > 0 ? 'An X.509 certificate' : 'PEM'
  return { keys, what, notes: [...hinted(hint), ...(certificates > 0 ? [onlyTheKey] : [])] }
}

async function fromDer(wrapped: Wrapped, hint: KeyHint): Promise<Found> {
  const key = await keyOfDer(wrapped, 'key 1')
  return { keys: [key], what: 'DER in base64', notes: hinted(hint) }
}

/** PEM without its first and last line is a common way to paste a key. */
function keyInBase64(text: string): Wrapped | undefined {
  const bytes = secretBytes(text, 'base64') ?? secretBytes(text, 'base64url')
  return bytes === undefined ? undefined : keyInside(bytes)
}

async function fromJson(text: string, hint: KeyHint): Promise<Found> {
  const value = parsedKeys(text, 'jwk_invalid', 'bad_input')
  if (isRecord(value) && typeof member(value, 'kty') === 'string') {
    const key = await keyOf(value, 'key', 'jwk')
    return { keys: [key], what: 'A JWK', notes: key.kind === 'secret' ? [] : hinted(hint) }
  }
  refuseOther(value)
  const keys = await keysOf(recordsOf(value, 'bad_input'), 'jwk')
  return { keys, what: 'A key set', notes: setNotes(keys) }
}

/** JSON that has to do with keys and holds none says so in its own way. */
function refuseOther(value: JsonValue): void {
  const uri = isRecord(value) ? member(value, 'jwks_uri') : undefined
  if (typeof uri === 'string')
    throw unreadable('key_is_metadata', `This is a server’s metadata. Its keys are at ${uri}.`)
}

async function fromSecret(text: string, encoding: NonNullable<KeyHint['secret']>): Promise<Found> {
  const cut = encoding === 'utf8' ? text.replace(/(?:\r?\n)+$/, '') : text
  const bytes = secretBytes(cut, encoding)
  const inside = bytes === undefined ? undefined : keyInside(bytes)
  if (inside !== undefined) return await fromDer(inside, { secret: encoding })
  const decoded = bytes === undefined ? '' : new TextDecoder().decode(bytes)
  if (isPem(decoded)) return await fromPem(decoded, { secret: encoding })
  const notes: readonly Note[] =
    cut === text
      ? []
      : [
          {
            code: 'line_break_removed',
            tone: 'info',
            text: 'The line break at the end was taken away; it is hardly part of the secret.',
          },
        ]
  const key = await keyOf(secretJwk(cut, encoding), 'secret', 'secret')
  return { keys: [key], what: 'A secret', notes }
}
