/** Chooses the keys a signature is tried with: by name, and by what each key is for. */
import { rfc } from '../source.ts'
import { isSymmetric, narrowed, signaturesOf } from './key-algorithms.ts'
import type { Key } from './key-shapes.ts'
import { short } from './key-short.ts'
import type { VerdictLine } from './shapes.ts'

/** How many keys are tried at most; sets have two or three. */
export const MOST_TRIES = 20

export interface Candidates {
  readonly keys: readonly Key[]
  readonly left: number
}

export type Choice = Candidates | { readonly line: VerdictLine }

export function candidatesOf(keys: readonly Key[], alg: string, kid: string | undefined): Choice {
  const confusion = confused(keys, alg)
  if (confusion !== undefined) return { line: confusion }
  const named = kid === undefined ? keys : keys.filter((key) => key.kid === kid)
  if (named.length > 0) return able(named, alg)
  // A pasted key was chosen by the person, whatever it is called; a published set must name the right one.
  const others = keys.filter((key) => key.kid === undefined || key.origin !== 'published')
  const fit = others.filter(({ signs }) => signs.includes(alg))
  if (fit.length > 0) return able(fit, alg)
  const nameless = keys.length > 0 && keys.every((key) => key.kid === undefined)
  return nameless ? able(keys, alg) : { line: noMatch(keys, kid) }
}

/** The token names another key: if this one fits it is right, and if it does not that says nothing. */
export const isStray = (key: Key, kid: string | undefined): boolean =>
  kid !== undefined && key.kid !== undefined && key.kid !== kid

/** The old attack: HS256 over a public key, which everybody knows, used as if it were a secret. */
function confused(keys: readonly Key[], alg: string): VerdictLine | undefined {
  if (!isSymmetric(alg) || keys.length === 0) return undefined
  const secrets = keys.filter(({ kind, signs }) => kind === 'secret' && signs.length > 0)
  const disguised = keys.some(({ notes }) =>
    notes.some(({ code }) => code === 'public_key_as_secret'),
  )
  const pairs = keys.some(({ kind }) => kind !== 'secret')
  if (secrets.length > 0 || !(pairs || disguised)) return undefined
  return {
    code: 'alg_key_mismatch',
    mark: 'failed',
    text: `The token says ${alg}, which takes a shared secret; the key is one of a pair. Everyone knows a public key, so using it as a secret would let anyone sign. It was not tried.`,
    expected: [...new Set(keys.flatMap(({ signs }) => signs))].join(', '),
    found: alg,
    rule: rfc(8725, '3.1'),
  }
}

function able(pool: readonly Key[], alg: string): Choice {
  const fit = pool.filter(({ signs }) => signs.includes(alg))
  if (fit.length === 0) return { line: unfit(pool, alg) }
  const large = fit.filter((key) => !isSmall(key))
  const [small] = fit
  if (large.length === 0 && small !== undefined) return { line: tooSmall(small, alg) }
  return { keys: large.slice(0, MOST_TRIES), left: Math.max(0, large.length - MOST_TRIES) }
}

const isSmall = ({ kty, size = 0 }: Key): boolean => kty === 'RSA' && size < 2048

const tooSmall = ({ name, size }: Key, alg: string): VerdictLine => ({
  code: 'key_too_small',
  mark: 'unchecked',
  text: `A key of at least 2048 bits is missing: ${name} has ${size}, which ${alg} does not allow, so it was not used.`,
  rule: rfc(7518, '3.3'),
})

function unfit(pool: readonly Key[], alg: string): VerdictLine {
  const unusable = pool.flatMap(({ notes }) => notes).find(({ code }) => code === 'key_unusable')
  if (unusable !== undefined && pool.every(({ signs }) => signs.length === 0))
    return {
      code: 'key_unusable',
      mark: 'unchecked',
      text: `A usable key is missing. ${unusable.text}`,
    }
  const kept = pool.find((key) => narrowed(signaturesOf(key.material), key.alg).includes(alg))
  if (kept !== undefined)
    return {
      code: 'key_use',
      mark: 'unchecked',
      text: `A key for signatures is missing: ${kept.name} says that it is for something else (${kept.use ?? kept.key_ops?.join(', ') ?? 'its kind'}).`,
      rule: rfc(7517, '4.2'),
    }
  const allowed = [...new Set(pool.flatMap(({ signs }) => signs))].join(', ')
  return {
    code: 'alg_key_mismatch',
    mark: 'failed',
    text: `The token says ${alg}, and the key cannot be used so. The key decides on the algorithm, not the token, so it was not tried.`,
    expected: allowed === '' ? 'no signature at all' : allowed,
    found: alg,
    rule: rfc(8725, '3.1'),
  }
}

export function noMatch(keys: readonly Key[], kid: string | undefined): VerdictLine {
  const asked = kid === undefined ? 'A key that fits' : `The key called ${short(kid)}`
  const there = keys.length === 1 ? 'one other key' : `${keys.length} other keys`
  const text =
    keys.length === 0
      ? `${asked} is missing: the set is empty.`
      : `${asked} is missing: there ${keys.length === 1 ? 'is' : 'are'} ${there}. Keys are replaced now and then; fetch the set again.`
  const found = keys.map((key) => key.kid ?? key.name).join(', ')
  return {
    code: 'jwks_no_match',
    mark: 'unchecked',
    text,
    ...(kid === undefined ? {} : { expected: short(kid) }),
    ...(keys.length === 0 ? {} : { found: short(found) }),
    rule: rfc(7515, '4.1.4'),
  }
}
