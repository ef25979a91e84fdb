/** Two tokens side by side: what differs in their headers and claims. */
import type { JsonRecord, JsonValue } from '../answer/json-parser.ts'
import { isList, jsonText } from './read-json.ts'
import type { Difference, Token } from './shapes.ts'

/** Header first, then claims, each in the order of the left token, then what only the right one has. */
export const compareTokens = (left: Token, right: Token): readonly Difference[] => [
  ...differences('header', headerOf(left), headerOf(right)),
  ...differences('claims', claimsOf(left), claimsOf(right)),
]

const headerOf = (token: Token): JsonRecord =>
  token.kind === 'jws' || token.kind === 'jwe' ? token.header : {}

const claimsOf = (token: Token): JsonRecord =>
  token.kind === 'jws' && token.payload.kind === 'claims' ? token.payload.claims : {}

function differences(
  where: Difference['where'],
  left: JsonRecord,
  right: JsonRecord,
): readonly Difference[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].flatMap((name) => {
    const [one, other] = [valueOf(left, name), valueOf(right, name)]
    const same = one !== undefined && other !== undefined && areSame(one, other)
    return same ? [] : [{ where, name, left: written(one), right: written(other) }]
  })
}

const valueOf = (record: JsonRecord, name: string): JsonValue | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const written = (value: JsonValue | undefined): string | undefined =>
  value === undefined ? undefined : jsonText(value)

/** Only lists and objects have to be written out to be compared. */
const areSame = (one: JsonValue, other: JsonValue): boolean =>
  one === other || (isNested(one) && isNested(other) && sorted(one) === sorted(other))

const isNested = (value: JsonValue): boolean => typeof value === 'object' && value !== null

/** The order of an object's members means nothing (RFC 8259 section 4); that of a list does. */
function sorted(value: JsonValue): string {
  if (isList(value)) return `[${value.map(sorted).join(',')}]`
  if (typeof value !== 'object' || value === null) return jsonText(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${sorted(one)}`).join(',')}}`
}
