/** Reads JSON that holds keys: one JWK, or a set of them (RFC 7517). */
import { isRecord, type JsonRecord, type JsonValue, member } from '../answer/json.ts'
import { JsonFault, parseJson } from '../answer/json-parser.ts'
import { type Problem, Refusal } from '../problem.ts'
import { rfc } from '../source.ts'
import { keyOf } from './key-jwk.ts'
import { type Key, type KeyOrigin, MOST_KEY_BYTES, MOST_KEYS } from './key-shapes.ts'
import type { Note } from './shapes.ts'

const DEPTH = 16

/** @throws Refusal */
export function parsedKeys(text: string, code: string, kind: Problem['kind']): JsonValue {
  try {
    return parseJson(text, DEPTH)
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown
    const twice = thrown.code === 'duplicate_json_key'
    throw new Refusal({
      kind: twice ? 'security_stop' : kind,
      code: twice ? thrown.code : code,
      means: twice
        ? `At character ${thrown.at}, ${thrown.message}; programs disagree on which one counts.`
        : `This is no JSON: at character ${thrown.at}, ${thrown.message}.`,
      remedy: 'Copy the key or the set again, whole.',
      source: rfc(7517, '4'),
    })
  }
}

const invalid = (kind: Problem['kind'], means: string): Refusal =>
  new Refusal({
    kind,
    code: 'jwks_invalid',
    means,
    remedy: 'A set is an object with a list called keys, and each key in it is an object.',
    source: rfc(7517, '5'),
  })

export const tooLarge = (means: string): Refusal =>
  new Refusal({
    kind: 'limit_reached',
    code: 'jwks_too_large',
    means,
    remedy: 'Take out the one key that is needed and paste it alone.',
    source: rfc(7517, '5'),
  })

/** @throws Refusal */
export function checkLength(text: string): void {
  if (text.length > MOST_KEY_BYTES)
    throw tooLarge(`This is longer than ${MOST_KEY_BYTES} bytes, the most that is read as keys.`)
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value)

/** The records of a set, none of them looked into. @throws Refusal */
export function recordsOf(value: JsonValue, kind: Problem['kind']): readonly JsonRecord[] {
  const list = isRecord(value) ? member(value, 'keys') : undefined
  if (!isList(list)) throw invalid(kind, 'There is no list called keys, so this is not a key set.')
  if (list.length > MOST_KEYS)
    throw tooLarge(`The set has ${list.length} keys; more than ${MOST_KEYS} are not looked at.`)
  const records = list.filter(isRecord)
  const odd = list.findIndex((one) => !isRecord(one))
  if (odd >= 0) throw invalid(kind, `Key ${odd + 1} of the set is no object.`)
  return records
}

export async function keysOf(
  records: readonly JsonRecord[],
  origin: KeyOrigin,
): Promise<readonly Key[]> {
  return await Promise.all(records.map((record, at) => keyOf(record, `key ${at + 1}`, origin)))
}

/** Two keys of one name make it a matter of luck which one a program tries first. */
export function setNotes(keys: readonly Key[]): readonly Note[] {
  const kids = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]))
  const twice = kids.find((kid, at) => kids.indexOf(kid) !== at)
  return twice === undefined
    ? []
    : [
        {
          code: 'kid_twice',
          tone: 'warning',
          text: `Two keys of the set are called ${twice}; each of them is tried.`,
          rule: rfc(7517, '4.5'),
        },
      ]
}
