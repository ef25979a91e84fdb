/** What a header says against its own signature, whatever the key; and what it offers that is not taken. */
import { JsonFault, parseJson } from '../answer/json-parser.ts'
import { type Link, rfc } from '../source.ts'
import { short } from './key-short.ts'
import type { Jws, VerdictLine } from './shapes.ts'

const line = (
  code: string,
  mark: VerdictLine['mark'],
  text: string,
  rule: Link,
  found?: string,
): VerdictLine => ({
  code,
  mark,
  text,
  rule,
  ...(found === undefined ? {} : { found: short(found) }),
})

/** Reasons to refuse the token before any key is looked at. */
export function headerFaults(token: Jws): readonly VerdictLine[] {
  return [...repeated(token), ...algFaults(token), ...critFaults(token)]
}

function repeated({ headerText }: Jws): readonly VerdictLine[] {
  try {
    parseJson(headerText, 64)
    return []
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown
    if (thrown.code !== 'duplicate_json_key') return []
    const text =
      'The header has the same name twice. Programs disagree on which one counts, so a token like this is refused.'
    return [line('duplicate_json_key', 'failed', text, rfc(7515, '4'))]
  }
}

function algFaults({ header, parts }: Jws): readonly VerdictLine[] {
  const { alg } = header
  if (typeof alg !== 'string' || alg === '') {
    const text = 'The header names no algorithm (alg) as a text, so no program can check it.'
    return [line('alg_type', 'failed', text, rfc(7515, '4.1.1'))]
  }
  if (alg.toLowerCase() === 'none') {
    const text =
      'There is no signature: alg is none. Anyone can write such a token, and no key can make it right.'
    return [line('alg_none', 'failed', text, rfc(8725, '3.2'), alg)]
  }
  if (parts[2] !== '') return []
  const text = 'The signature is empty, although the header names an algorithm.'
  return [line('signature_missing', 'failed', text, rfc(7515, '5.2'))]
}

function critFaults({ header }: Jws): readonly VerdictLine[] {
  const { crit, b64 } = header
  const names = Array.isArray(crit) ? crit : []
  if (b64 !== undefined && !names.includes('b64')) {
    const text =
      'b64 changes what was signed, and crit does not name it: readers that do not know b64 read another payload.'
    return [line('b64_not_critical', 'failed', text, rfc(7797, '6'))]
  }
  if (crit === undefined) return []
  const rule = rfc(7515, '4.1.11')
  if (names.length === 0 || names.some((name) => typeof name !== 'string'))
    return [line('crit_invalid', 'failed', 'crit is no list of names, as it has to be.', rule)]
  const unknown = names.filter((name) => name !== 'b64')
  if (unknown.length === 0) return []
  const text = `The header demands that a reader understands ${short(unknown.join(', '))}. Grantwalk does not, and must refuse it.`
  return [line('crit_unknown', 'failed', text, rule, unknown.join(', '))]
}

const offers: readonly (readonly [name: string, what: string])[] = [
  ['jku', 'names an address to fetch keys from (jku). Nothing was fetched'],
  ['x5u', 'names an address to fetch a certificate from (x5u). Nothing was fetched'],
  ['jwk', 'brings a key along (jwk). It was not used'],
  ['x5c', 'brings certificates along (x5c). They were not used'],
]

/** Keys that the token names itself are never taken: a forger would name his own (RFC 8725 section 3.10). */
export function ignoredLines(
  { header }: Jws,
  used: readonly string[] = [],
): readonly VerdictLine[] {
  return offers.flatMap(([name, what]) => {
    const value = header[name]
    if (value === undefined || used.includes(name)) return []
    const text = `The header ${what}: a token must not choose the key it is checked with.`
    const found = typeof value === 'string' ? value : undefined
    return [line(`${name}_ignored`, 'unchecked', text, rfc(8725, '3.10'), found)]
  })
}
