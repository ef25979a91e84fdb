/** Text as Postman writes it: its `{{names}}` in the spelling that is understood here, its lists of rows. */
import type { Row, Variable, VariableKind } from '../draft/draft.ts'
import type { ArrivalNote } from './arrived.ts'
import {
  isRecord,
  type JsonRecord,
  member,
  recordsIn,
  textIn,
  variableName,
  wordIn,
} from './tree.ts'

/** What Postman makes up, and what is made up here instead. */
const dynamic: Readonly<Record<string, string>> = {
  $guid: '$uuid',
  $randomUUID: '$uuid',
  $timestamp: '$timestamp',
  $randomAlphaNumeric: '$random',
}

/** Lengths are bounded, so that a wall of braces costs no more than its length. */
export const converted = (text: string): string =>
  text.replace(/\{\{([^{}]{1,200})\}\}/g, (_, inner: string) => {
    const name = inner.trim()
    const made = Object.hasOwn(dynamic, name) ? dynamic[name] : undefined
    return `{{${made ?? variableName(name)}}}`
  })

/** A text member, its variables respelled. */
export const say = (record: JsonRecord, name: string): string =>
  converted(wordIn(record, name) ?? '')

/** `{key, value, disabled, description}`: what is switched off stays, and stays off. */
export function rowOf(record: JsonRecord): Row {
  const about = aboutIn(record)
  return {
    name: say(record, 'key'),
    value: say(record, 'value'),
    on: member(record, 'disabled') !== true,
    ...(about === '' ? {} : { about }),
  }
}

/** A description is text, or an object around it. */
export function aboutIn(record: JsonRecord): string {
  const value = member(record, 'description')
  const text = isRecord(value) ? textIn(value, 'content') : value
  return typeof text === 'string' ? text.trim().slice(0, 300) : ''
}

/** Of type `secret` in an environment, `any` where nobody chose. */
function kindOf(record: JsonRecord, value: string): VariableKind {
  const type = textIn(record, 'type')
  if (type === 'secret') return 'secret'
  if (type === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return 'number'
  return type === 'boolean' && /^(?:true|false)$/.test(value) ? 'boolean' : 'text'
}

export function variablesOf(record: JsonRecord, name: string): readonly Variable[] {
  const found = new Map<string, Variable>()
  for (const one of recordsIn(record, name).slice(0, 1000)) {
    const key = wordIn(one, 'key') ?? wordIn(one, 'id') ?? ''
    const off = member(one, 'enabled') === false || member(one, 'disabled') === true
    if (key.trim() === '' || off) continue
    const value = wordIn(one, 'value') ?? ''
    found.set(variableName(key), { name: variableName(key), kind: kindOf(one, value), value })
  }
  return [...found.values()]
}

export function nestedNotes(variables: readonly Variable[]): readonly ArrivalNote[] {
  const nested = variables.filter(({ value }) => /\{\{[^{}]+\}\}/.test(value))
  return nested.slice(0, 5).map(({ name }) => ({
    code: 'nested_variable',
    text: `The value of ${name} names another variable. Here values are taken as they are: write it out.`,
  }))
}
