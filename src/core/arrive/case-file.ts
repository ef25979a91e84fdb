/** A case file: one walk that somebody sent. It approves nothing, sends nothing, and overwrites nothing. */
import { type Problem, Refusal } from '../problem.ts'
import type { Session } from '../session.ts'
import type { Values } from '../values.ts'
import { type ArrivalNote, badArrival, distinct, type NewId } from './arrived.ts'
import { checkAddresses, type KnownPlaces, placeNotes } from './case-places.ts'
import {
  isList,
  isRecord,
  type JsonRecord,
  type JsonValue,
  member,
  readTree,
  wordIn,
} from './tree.ts'

export const CASE_FORMAT = 'grantwalk-case'
/** In UTF-16 units. Whoever opens a file looks at its size before reading it. */
export const MOST_CASE = 20 << 20
const MOST_EXCHANGES = 2000
const MOST_VALUES = 500

export type ArrivedCase =
  | { readonly kind: 'session'; readonly session: Session; readonly notes: readonly ArrivalNote[] }
  | { readonly kind: 'problem'; readonly problem: Problem }

export interface CaseReader extends KnownPlaces {
  readonly id: NewId
  /** The schema that what is stored must pass, too; `undefined` for what does not. */
  readonly parse: (data: unknown) => Session | undefined
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
function caseOf(tree: JsonValue, reader: CaseReader): ArrivedCase {
  forbidNames(tree)
  if (!isRecord(tree) || !isCase(tree)) throw bad('format', 'This is no Grantwalk case file.')
  if (member(tree, 'version') !== 1)
    throw bad(
      'version',
      `The file is of version ${(wordIn(tree, 'version') ?? 'unknown').slice(0, 20)}, and only version 1 is read here.`,
    )
  const extra = Object.keys(tree).find((name) => !['format', 'version', 'session'].includes(name))
  if (extra !== undefined) throw unknownName(extra)
  const given = member(tree, 'session')
  if (!isRecord(given)) throw bad('schema', 'The file holds no walk.')
  checkShape(given)
  const parsed = reader.parse(given)
  if (parsed === undefined)
    throw bad('schema', 'The walk in the file lacks something, or is damaged.')
  forbidExtras(given, parsed)
  checkAddresses(parsed)
  return taken(parsed, reader)
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

/** What the schema did not take over was not known to it. */
function forbidExtras(given: JsonValue, taken: unknown): void {
  if (isList(given) && Array.isArray(taken))
    for (const [index, one] of given.entries()) forbidExtras(one, taken[index])
  if (!isRecord(given) || typeof taken !== 'object' || taken === null) return
  for (const [name, one] of Object.entries(given)) {
    if (!Object.hasOwn(taken, name)) throw unknownName(name)
    forbidExtras(one, (taken as Readonly<Record<string, unknown>>)[name])
  }
}

/** As `redact` writes them. */
const PLACEHOLDER = /<[\w.-]{1,100}#\d+ len=\d+>|<secret>/

function taken(parsed: Session, reader: CaseReader): ArrivedCase {
  // A redirect that is under way elsewhere must not be answered here: the answer would be somebody else's.
  const { pending, pinned: _, ...rest } = parsed
  const values: Values = Object.fromEntries(
    Object.entries(parsed.values).filter(([, value]) => !PLACEHOLDER.test(value)),
  )
  const notes: ArrivalNote[] = [...placeNotes(parsed, reader)]
  if (!SECRETS.some((name) => Object.hasOwn(values, name)))
    notes.push({
      code: 'secrets_absent',
      text: 'The case holds no secrets. A step that needs one asks you for your own.',
    })
  else
    notes.push({
      code: 'secrets_present',
      text: 'The case holds secrets in clear. Whoever sent it should have them replaced.',
    })
  if (pending !== undefined)
    notes.push({
      code: 'pending_dropped',
      text: 'A redirect was under way when the case was made. Begin that step again.',
    })
  const origin = 'Opened from a case file.'
  const session: Session = { ...rest, id: reader.id(), values, origin }
  return { kind: 'session', session, notes: distinct(notes) }
}

const SECRETS = [
  ...['access_token', 'refresh_token', 'id_token', 'client_secret', 'password', 'code'],
  ...['code_verifier', 'software_statement', 'basic_credentials'],
]
