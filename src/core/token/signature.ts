/** The verdict on a signature: who can have made it, as far as the keys at hand tell. */
import { isRecord } from '../answer/json.ts'
import { rfc } from '../source.ts'
import { isRegistered, isSymmetric, runtimeHas, signable } from './key-algorithms.ts'
import { keyOf } from './key-jwk.ts'
import type { Key } from './key-shapes.ts'
import { short } from './key-short.ts'
import type { Jws, Token, Verdict, VerdictLine } from './shapes.ts'
import {
  type Candidates,
  candidatesOf,
  isStray,
  MOST_TRIES,
  noMatch,
} from './signature-candidates.ts'
import { fits } from './signature-check.ts'
import { headerFaults, ignoredLines } from './signature-header.ts'
import { combine } from './verdict.ts'

const headlines = {
  passed: 'The signature is right.',
  failed: 'The signature must not be accepted.',
  unchecked: 'The signature was not checked.',
} as const

/** @param source where the keys come from, to follow “with”: `the keys of https://as.example` */
export async function signatureVerdict(
  token: Token,
  keys: readonly Key[] | undefined,
  source?: string,
): Promise<Verdict> {
  const lines = token.kind === 'jws' ? await linesOf(token, keys, source) : [unsigned(token)]
  return combine('signature', lines, headlines)
}

function unsigned({ kind }: Exclude<Token, Jws>): VerdictLine {
  const texts = {
    jwe: 'The key to decrypt it is missing. An encrypted token has no signature of its own; what is inside may have one.',
    opaque: 'A signature is missing: an opaque token has none, and only its server can check it.',
    unreadable: 'A readable token is missing: this one could not be taken apart.',
  } as const
  const codes = { jwe: 'jwe_encrypted', opaque: 'opaque', unreadable: 'undecodable' } as const
  return { code: codes[kind], mark: 'unchecked', text: texts[kind] }
}

async function linesOf(
  token: Jws,
  keys: readonly Key[] | undefined,
  source: string | undefined,
): Promise<readonly VerdictLine[]> {
  const faults = headerFaults(token)
  if (faults.length > 0) return [...faults, ...ignoredLines(token)]
  const own = await ownKeyLine(token)
  if (own !== undefined) return [own, ...ignoredLines(token, ['jwk'])]
  return [await keyLine(token, keys, source), ...ignoredLines(token), ...otherSignatures(token)]
}

/** In the general JSON form anyone may add a signature of their own. */
const otherSignatures = ({ serialization }: Jws): readonly VerdictLine[] =>
  serialization === 'general'
    ? [
        {
          code: 'first_signature',
          mark: 'unchecked',
          text: 'Further signatures are missing here: this form may carry several, and the verdict is about the first.',
          rule: rfc(7515, '7.2.1'),
        },
      ]
    : []

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

async function keyLine(
  token: Jws,
  keys: readonly Key[] | undefined,
  source: string | undefined,
): Promise<VerdictLine> {
  const alg = textOf(token.header['alg']) ?? ''
  const absent = await unavailable(alg)
  if (absent !== undefined) return absent
  if (keys === undefined) return keysMissing(alg)
  const kid = textOf(token.header['kid'])
  const choice = candidatesOf(keys, alg, kid)
  if ('line' in choice) return choice.line
  return await tried(token, alg, choice, keys, source)
}

async function unavailable(alg: string): Promise<VerdictLine | undefined> {
  const rule = rfc(7518, '3.1')
  if (!isRegistered(alg))
    return {
      code: 'alg_unknown',
      mark: 'unchecked',
      text: 'The algorithm is missing here: it is none of the registered names, which are spelled exactly.',
      found: short(alg),
      rule,
    }
  if (await runtimeHas(alg)) return undefined
  const text = signable.includes(alg)
    ? `The algorithm is missing here: this browser cannot do ${alg} yet.`
    : `The algorithm is missing here: no browser can do ${alg}.`
  return { code: 'alg_unavailable', mark: 'unchecked', text, found: alg, rule }
}

function keysMissing(alg: string): VerdictLine {
  const text = isSymmetric(alg)
    ? `The shared secret is missing: ${alg} is checked with the secret that its issuer and its recipient share.`
    : 'The issuer’s public key is missing: fetch the key set of its server, or paste a key.'
  return { code: 'key_missing', mark: 'unchecked', text, rule: rfc(7515, '5.2') }
}

/** One after another, so that a set of slow keys takes no more than its turn. */
async function tried(
  token: Jws,
  alg: string,
  { keys, left }: Candidates,
  all: readonly Key[],
  source: string | undefined,
): Promise<VerdictLine> {
  const with_ = source === undefined ? '' : ` of ${source}`
  const kid = textOf(token.header['kid'])
  const reasons: string[] = []
  for (const key of keys) {
    const fit = await fits(token, key, alg)
    if (fit === 'right') return right(alg, `${key.name}${with_}`, isStray(key, kid), token)
    if (fit !== 'wrong') reasons.push(fit.because)
  }
  if (keys.some((key) => isStray(key, kid))) return noMatch(all, kid)
  const [reason] = reasons
  if (reason !== undefined && reasons.length === keys.length) return unreadable(alg, reason)
  if (left > 0) return tooMany(left)
  return wrong(alg, keys, with_)
}

function right(alg: string, key: string, stray: boolean, { header }: Jws): VerdictLine {
  const other = short(textOf(header['kid']) ?? '')
  const although = stray ? `, although the token names another one (kid ${other})` : ''
  const owner = isSymmetric(alg) ? 'that secret' : 'the private half of that key'
  return {
    code: 'signature_right',
    mark: 'passed',
    text: `The signature fits ${key}, with ${alg}${although}. Nobody without ${owner} changed a letter since.`,
    found: alg,
    rule: rfc(7515, '5.2'),
  }
}

function wrong(alg: string, keys: readonly Key[], with_: string): VerdictLine {
  const [only] = keys
  const what = keys.length === 1 ? `${only?.name}${with_}` : `any of ${keys.length} keys${with_}`
  return {
    code: 'signature_wrong',
    mark: 'failed',
    text: `The signature does not fit ${what}, with ${alg}. The token was changed, or another key signed it.`,
    rule: rfc(7515, '5.2'),
  }
}

const unreadable = (alg: string, reason: string): VerdictLine => ({
  code: 'signature_unreadable',
  mark: 'failed',
  text: `The signature cannot be one of ${alg}: ${reason}.`,
  rule: rfc(7515, '5.2'),
})

const tooMany = (left: number): VerdictLine => ({
  code: 'too_many_keys',
  mark: 'unchecked',
  text: `The right key is missing among the first ${MOST_TRIES}, and ${left} more were not tried. Paste the one that is meant.`,
})

/** A DPoP proof carries its own public key: this shows that who made it has the private half, and no more. */
async function ownKeyLine(token: Jws): Promise<VerdictLine | undefined> {
  const { typ, jwk, alg } = token.header
  if (typeof typ !== 'string' || !/^(?:application\/)?dpop\+jwt$/i.test(typ)) return undefined
  const rule = rfc(9449, '4.3')
  if (!isRecord(jwk))
    return {
      code: 'dpop_key_missing',
      mark: 'failed',
      text: 'A DPoP proof has to carry its public key (jwk).',
      rule,
    }
  const key = await keyOf(jwk, 'the key in the proof', 'jwk')
  if (key.kind !== 'public')
    return {
      code: 'dpop_key_private',
      mark: 'failed',
      text: 'The proof carries a private key or a secret. Whoever saw it can make such proofs now.',
      rule,
    }
  const choice = candidatesOf([key], textOf(alg) ?? '', undefined)
  if ('line' in choice) return choice.line
  const fit = await fits(token, key, textOf(alg) ?? '')
  if (fit !== 'right') return wrong(textOf(alg) ?? '', [key], '')
  return {
    code: 'dpop_self_signed',
    mark: 'passed',
    text: 'The signature fits the public key that the proof carries: its maker has the private half. Whose key it is, only the token bound to it tells.',
    ...(key.thumbprint === undefined ? {} : { found: key.thumbprint }),
    rule,
  }
}
