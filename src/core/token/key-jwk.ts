/** Makes a key of a JWK (RFC 7517), or says what is wrong with it. */
import { importJWK, type JWK } from 'jose'
import { type JsonRecord, type JsonValue, member } from '../answer/json.ts'
import { type Link, rfc } from '../source.ts'
import { decryptionsOf, narrowed, runtimeHas, signaturesOf } from './key-algorithms.ts'
import { isKeyInDisguise } from './key-secret.ts'
import type { Key, KeyOrigin } from './key-shapes.ts'
import { short } from './key-short.ts'
import type { Note } from './shapes.ts'
import { sha256, thumbprintOf } from './thumbprint.ts'

/** Which members make a key of each type, the public ones first (RFC 7518 section 6, RFC 9964). */
const members: ReadonlyMap<string, readonly [open: readonly string[], closed: readonly string[]]> =
  new Map([
    [
      'RSA',
      [
        ['n', 'e'],
        ['d', 'p', 'q', 'dp', 'dq', 'qi'],
      ],
    ],
    ['EC', [['crv', 'x', 'y'], ['d']]],
    ['OKP', [['crv', 'x'], ['d']]],
    ['AKP', [['alg', 'pub'], ['priv']]],
    ['oct', [[], ['k']]],
  ] as const)

const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']

export const kindOf = (record: JsonRecord): Key['kind'] => {
  if (member(record, 'kty') === 'oct') return 'secret'
  return secrets.some((name) => Object.hasOwn(record, name)) ? 'private' : 'public'
}

const textIn = (record: JsonRecord, name: string): string | undefined => {
  const value = member(record, name)
  return typeof value === 'string' ? value : undefined
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value)

const note = (code: string, tone: Note['tone'], text: string, rule?: Link): Note =>
  rule === undefined ? { code, tone, text } : { code, tone, text, rule }

/** Only what makes the key: a `use` or `key_ops` of its own would bend what the key is asked to do. */
function materialOf(record: JsonRecord): JWK {
  const kty = textIn(record, 'kty') ?? ''
  const [open, closed] = members.get(kty) ?? [[], []]
  const material: Record<string, string> = { kty }
  for (const name of [...open, ...closed]) {
    const value = textIn(record, name)
    if (value !== undefined) material[name] = value
  }
  return { ...material }
}

const closedNames = (kty: string | undefined): readonly string[] =>
  members.get(kty ?? '')?.[1] ?? []

/** The public part. A secret has none. */
export function publicOf(material: JWK): JWK {
  const closed = material.kty === 'oct' ? [] : closedNames(material.kty)
  return Object.fromEntries(Object.entries(material).filter(([name]) => !closed.includes(name)))
}

const curveBits: ReadonlyMap<string, number> = new Map([
  ['P-256', 256],
  ['P-384', 384],
  ['P-521', 521],
  ['secp256k1', 256],
  ['Ed25519', 256],
  ['X25519', 256],
  ['Ed448', 456],
  ['X448', 448],
])

/** Bits of a big-endian number in base64url; leading zeros do not count. */
function bitsOf(text: string): number | undefined {
  const bytes = bytesIn(text)
  if (bytes === undefined) return undefined
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] ?? 0))
}

export function bytesIn(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

export function sizeOf({ kty, crv, n, k }: JWK): number | undefined {
  if (kty === 'RSA') return bitsOf(n ?? '')
  if (kty === 'oct') return (bytesIn(k ?? '')?.length ?? 0) * 8
  return curveBits.get(crv ?? '')
}

/** Whether WebCrypto takes it as what it says it is; the reason where it does not. */
async function faultOf(material: JWK, alg: string | undefined): Promise<string | undefined> {
  const missing = members
    .get(material.kty ?? '')?.[0]
    .find((name) => !Object.hasOwn(material, name))
  if (missing !== undefined) return `its ${missing} is missing`
  if (material.kty === 'oct') return secretFaultOf(material.k)
  if (alg === undefined) return 'no algorithm here works with this kind of key'
  if (signaturesOf(material).includes(alg) && !(await runtimeHas(alg)))
    return `this browser cannot do ${alg}`
  return await importJWK({ ...material }, alg).then(
    () => undefined,
    () => 'its members do not make a key',
  )
}

const DISGUISED = 'it is called a shared secret and is a key of a pair, which others know too'

function secretFaultOf(k: string | undefined): string | undefined {
  const bytes = bytesIn(k ?? '')
  if (bytes === undefined || bytes.length === 0) return 'its k is no base64url text'
  return isKeyInDisguise(bytes) ? DISGUISED : undefined
}

function sizeNotes(material: JWK, size: number | undefined): readonly Note[] {
  if (material.kty === 'RSA' && size !== undefined && size < 2048)
    return [
      note(
        'key_too_small',
        'danger',
        `The modulus has ${size} bits; RSA keys need at least 2048, and this one is not used.`,
        rfc(7518, '3.3'),
      ),
    ]
  if (material.kty === 'oct' && size !== undefined && size < 256)
    return [
      note(
        'key_too_small',
        'warning',
        `The secret has ${size} bits; HS256 needs at least 256, HS512 needs 512. It can be guessed.`,
        rfc(7518, '3.2'),
      ),
    ]
  return []
}

const faultNotes = (fault: string): readonly Note[] => [
  note('key_unusable', 'warning', `This key cannot be used: ${fault}.`),
  ...(fault === DISGUISED
    ? [note('public_key_as_secret', 'danger', 'A key of a pair is no secret.', rfc(8725, '2.1'))]
    : []),
]

const privateNotes = (kind: Key['kind'], origin: KeyOrigin): readonly Note[] =>
  kind === 'private' && origin !== 'generated'
    ? [
        note(
          'private_key',
          'warning',
          'This is a private key. It stays in this page and is not sent or stored; checking a signature needs only its public part.',
        ),
      ]
    : []

async function certificateOf(record: JsonRecord): Promise<string | undefined> {
  const chain = member(record, 'x5c')
  const first = isList(chain) ? chain[0] : undefined
  const bytes = typeof first === 'string' ? bytesIn(first.replaceAll(/\s/g, '')) : undefined
  return bytes === undefined ? undefined : await sha256(bytes)
}

/** What a key says about its use, as RFC 7517 sections 4.2 and 4.3 have it. */
function permits(record: JsonRecord) {
  const use = textIn(record, 'use')
  const listed = member(record, 'key_ops')
  const key_ops = isList(listed) ? listed.filter((one) => typeof one === 'string') : undefined
  const may = (want: string, ...names: string[]) =>
    (use === undefined || use === want) &&
    (key_ops === undefined || names.some((name) => key_ops.includes(name)))
  return {
    use,
    key_ops,
    sig: may('sig', 'sign', 'verify'),
    enc: may('enc', 'decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'),
  }
}

export interface Extras {
  readonly x5t_s256?: string
  readonly notes?: readonly Note[]
  /** Narrower than the material allows. */
  readonly signs?: readonly string[]
}

/** A key of whatever is there. What cannot be used has no algorithms, and a note that says why. */
export async function keyOf(
  record: JsonRecord,
  name: string,
  origin: KeyOrigin,
  extras: Extras = {},
): Promise<Key> {
  const material = materialOf(record)
  const size = sizeOf(material)
  const [kind, kid, alg] = [kindOf(record), textIn(record, 'kid'), textIn(record, 'alg')]
  const { use, key_ops, sig, enc } = permits(record)
  // A key of RSASSA-PSS is for these signatures and nothing else (RFC 4055 section 1.2).
  const can = extras.signs ?? [...signaturesOf(material), ...decryptionsOf(material, size)]
  const fault = await faultOf(material, can[0])
  const usable = fault === undefined
  const thumbprint = await thumbprintOf(publicOf(material))
  const x5t_s256 = extras.x5t_s256 ?? (await certificateOf(record))
  const fine = (wanted: boolean, list: readonly string[]) =>
    usable && wanted
      ? narrowed(
          list.filter((one) => can.includes(one)),
          alg,
        )
      : []
  return {
    name: kid === undefined ? name : `${name} (kid ${short(kid)})`,
    kind,
    origin,
    kty: textIn(record, 'kty') ?? 'unknown',
    ...defined({ size, crv: material.crv, kid, alg, use, key_ops, thumbprint, x5t_s256 }),
    signs: fine(sig, signaturesOf(material)),
    decrypts: fine(enc && kind !== 'public', decryptionsOf(material, size)),
    notes: [
      ...(extras.notes ?? []),
      ...(fault === undefined ? [] : faultNotes(fault)),
      ...sizeNotes(material, size),
      ...privateNotes(kind, origin),
    ],
    material,
  }
}

type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> }

function defined<T extends object>(record: T): Defined<T> {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Defined<T>
}
