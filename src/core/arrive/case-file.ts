/** A case file: one walk that somebody sent. It approves nothing, sends nothing, and overwrites nothing. */
import * as v from 'valibot'
import { CASE_FORMAT, caseSchema, PLACEHOLDER } from '../case-shape.ts'
import { type Problem, Refusal } from '../problem.ts'
import type { Session } from '../session.ts'
import { factOf, type ValueName } from '../values.ts'
import { type ArrivalNote, badArrival, distinct, type NewId } from './arrived.ts'
import { checkAddresses, type KnownPlaces, placeNotes } from './case-places.ts'
import { tidied } from './case-words.ts'
import {
  isList,
  isRecord,
  type JsonRecord,
  type JsonValue,
  member,
  readTree,
  wordIn,
} from './tree.ts'

/** In UTF-16 units. Whoever opens a file looks at its size before reading it. */
export const MOST_CASE = 20 << 20
const MOST_EXCHANGES = 2000
const MOST_VALUES = 500

export type ArrivedCase =
  | {
      readonly kind: 'session'
      readonly session: Session
      readonly notes: readonly ArrivalNote[]
      /** Values that a placeholder stood for: they have to be given, or gained, again. */
      readonly absent: readonly ValueName[]
    }
  | { readonly kind: 'problem'; readonly problem: Problem }

export interface CaseReader extends KnownPlaces {
  readonly id: NewId
}

export function readCaseFile(text: string, reader: CaseReader): ArrivedCase {
  try {
    if (text.length > MOST_CASE) throw new Refusal(tooLarge)
    return caseOf(readTree(text), reader)
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'problem', problem: thrown.problem }
    throw thrown
  }
}

const tooLarge: Problem = {
  kind: 'limit_reached',
  code: 'too_large',
  means: `The file is larger than ${MOST_CASE >> 20} MiB, the most that a case file may be.`,
  remedy: 'Ask for the case again, without its large answers.',
}

const askAgain = 'Ask whoever sent it to export the case once more, and open that file unchanged.'
const bad = (code: string, means: string): Refusal => badArrival(code, means, askAgain)

export const isCase = (tree: JsonValue): boolean =>
  isRecord(tree) && member(tree, 'format') === CASE_FORMAT

/** @throws Refusal */
export function caseOf(tree: JsonValue, reader: CaseReader): ArrivedCase {
  forbidNames(tree)
  if (!isRecord(tree) || !isCase(tree)) throw bad('format', 'This is no Grantwalk case file.')
  if (member(tree, 'version') !== 1)
    throw bad(
      'version',
      `The file is of version ${(wordIn(tree, 'version') ?? 'unknown').slice(0, 20)}, and only version 1 is read here.`,
    )
  const given = member(tree, 'session')
  if (isRecord(given)) checkShape(given)
  const { session } = shaped(tree)
  checkAddresses(session)
  return taken(session, reader)
}

/** The first fault is enough, and a file of nothing but faults costs no more than that. */
function shaped(tree: JsonValue): v.InferOutput<typeof caseSchema> {
  const result = v.safeParse(caseSchema, tree, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const name = issue.path?.map(({ key }) => String(key)).join('.') ?? ''
  if (issue.expected === 'never' && name !== '') throw unknownName(name)
  throw bad(
    'schema',
    `The walk in the file lacks something, or is damaged: ${name.slice(0, 100)} is not what belongs there.`,
  )
}

/** T96: names that reach a prototype have no business in a walk. */
function forbidNames(value: JsonValue): void {
  if (isList(value)) for (const one of value) forbidNames(one)
  if (!isRecord(value)) return
  for (const [name, one] of Object.entries(value)) {
    if (/^(?:__proto__|constructor|prototype)$/.test(name))
      throw bad('forbidden_key', `The name ${name} stands in the file, which no case needs.`)
    forbidNames(one)
  }
}

const unknownName = (name: string): Refusal =>
  bad('unknown_key', `The file says ${name.slice(0, 60)}, which no case file says.`)

const OURS = /^[A-Za-z0-9_-]{1,64}$/
const STEP = /^[\w.:-]{1,64}$/

function checkShape(session: JsonRecord): void {
  const exchanges = member(session, 'exchanges')
  const count = isList(exchanges) ? exchanges.length : 0
  if (count > MOST_EXCHANGES)
    throw new Refusal({
      kind: 'limit_reached',
      code: 'too_many',
      means: `The walk has ${count} exchanges; ${MOST_EXCHANGES} are the most that are taken.`,
      remedy: 'Ask for the part of the case that matters.',
    })
  const values = member(session, 'values')
  if (isRecord(values) && Object.keys(values).length > MOST_VALUES)
    throw bad('too_many', `The walk has more than ${MOST_VALUES} values.`)
  const listed = isList(exchanges) ? exchanges.filter((one) => isRecord(one)) : []
  const ids = listed.map((one) => wordIn(one, 'id') ?? '')
  if (![wordIn(session, 'id') ?? '', ...ids].every((id) => OURS.test(id)))
    throw bad(
      'id_syntax',
      'An id in the file is none: it holds other signs than letters and digits.',
    )
  const names = ['vendor', 'flow'].map((name) => wordIn(session, name) ?? '')
  const steps = listed.map((one) => wordIn(one, 'step') ?? '')
  if (![...names, ...steps].every((name) => STEP.test(name)))
    throw bad('id_syntax', 'The name of a vendor, a flow or a step in the file is none.')
  if (new Set(ids).size < ids.length)
    throw bad('duplicate_id', 'Two exchanges in the file have the same id.')
}

function taken(parsed: Session, reader: CaseReader): ArrivedCase {
  const { profile } = reader.vendors.find((one) => one.profile.id === parsed.vendor) ?? {}
  const given = Object.entries(parsed.values)
  const absent = given.filter(([, value]) => PLACEHOLDER.test(value)).map(([name]) => name)
  const kept = given.filter(([name]) => !absent.includes(name))
  const isSecret = (name: string) => factOf(profile?.values ?? {}, name).sensitivity === 'secret'
  const secret = kept.some(([name, value]) => value !== '' && isSecret(name))
  const session: Session = {
    ...tidied(parsed),
    id: reader.id(),
    values: Object.fromEntries(kept),
    origin: 'Opened from a case file.',
  }
  const notes = distinct([...placeNotes(parsed, reader), secret ? inClear : withoutSecrets])
  return { kind: 'session', session, notes, absent }
}

const withoutSecrets: ArrivalNote = {
  code: 'secrets_absent',
  text: 'The case holds no secrets. A step that needs one asks you for your own.',
}

const inClear: ArrivalNote = {
  code: 'secrets_present',
  text: 'The case holds secrets in clear. Whoever sent it should have them replaced.',
}
