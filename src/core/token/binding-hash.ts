/** The lines on `at_hash`, `c_hash` and `s_hash`: short hashes of what came with an ID token. */
import type { JsonRecord } from '../answer/json.ts'
import { toBase64Url } from '../http.ts'
import type { Link } from '../source.ts'
import { line, oidc, type Sides, shown } from './binding-lines.ts'
import { hashOf } from './key-algorithms.ts'
import type { Expectations, Jws, VerdictLine } from './shapes.ts'
import { digest } from './thumbprint.ts'

interface Hashed {
  readonly claim: 'at_hash' | 'c_hash' | 's_hash'
  readonly value: 'access_token' | 'code' | 'state'
  readonly what: string
  readonly rule: Link
}

const hashed: readonly Hashed[] = [
  {
    claim: 'at_hash',
    value: 'access_token',
    what: 'access token that came with it',
    rule: oidc('3.1.3.6', 'CodeIDToken'),
  },
  {
    claim: 'c_hash',
    value: 'code',
    what: 'authorization code',
    rule: oidc('3.3.2.11', 'HybridIDToken'),
  },
  {
    claim: 's_hash',
    value: 'state',
    what: 'state that was sent',
    rule: {
      title: 'FAPI 1.0 Advanced, section 5.1.1',
      url: 'https://openid.net/specs/openid-financial-api-part-2-1_0.html#id-token-as-detached-signature',
    },
  },
]

/** The left half of the hash that the algorithm itself uses; `undefined` where it uses none that is agreed on. */
export async function halfHash(text: string, alg: unknown): Promise<string | undefined> {
  // Ed25519 hashes with SHA-512 inside (RFC 8032 section 5.1); libraries agree on that one here.
  const edwards = alg === 'EdDSA' || alg === 'Ed25519'
  const hash = typeof alg === 'string' ? (edwards ? 'SHA-512' : hashOf(alg)) : undefined
  if (hash === undefined) return undefined
  const bytes = await digest(hash, new TextEncoder().encode(text))
  return toBase64Url(bytes.subarray(0, bytes.length / 2))
}

export async function hashLines(
  { header }: Jws,
  claims: JsonRecord,
  expectations: Expectations,
  idToken: boolean,
): Promise<readonly VerdictLine[]> {
  const lines = await Promise.all(
    hashed.map((one) => hashLine(one, header['alg'], claims, expectations, idToken)),
  )
  return lines.filter((one) => one !== undefined)
}

async function hashLine(
  hash: Hashed,
  alg: unknown,
  claims: JsonRecord,
  expectations: Expectations,
  idToken: boolean,
): Promise<VerdictLine | undefined> {
  const { claim, value, what, rule } = hash
  const known = expectations[value]
  const claimed = claims[claim]
  if (claimed === undefined) {
    if (!idToken || claim !== 'at_hash' || known === undefined) return undefined
    const text = `at_hash is missing, so nothing ties the ID token to the ${what}.`
    return line('unchecked', 'at_hash_missing', text, rule)
  }
  const found = shown(claimed)
  if (known === undefined) {
    const text = `The ${what} is missing, so ${claim} was not compared.`
    return line('unchecked', `${claim}_unknown`, text, rule, { found })
  }
  const expected = await halfHash(known, alg)
  if (expected !== undefined) return compared(hash, claimed === expected, { expected, found })
  const text = `A hash is missing: nobody says which one goes with ${shown(String(alg))}.`
  return line('unchecked', `${claim}_alg`, text, rule, { found })
}

function compared({ claim, what, rule }: Hashed, same: boolean, sides: Sides): VerdictLine {
  if (same) return line('passed', claim, `${claim} is the hash of the ${what}.`, rule, sides)
  const text = `${claim} is not the hash of the ${what}: they do not belong together.`
  return line('failed', `${claim}_mismatch`, text, rule, sides)
}
