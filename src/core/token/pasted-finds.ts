/** Finds the tokens in an answer, in the parameters of an address, or anywhere in a text. */
import { isRecord } from '../answer/json.ts'
import type { JsonValue } from '../answer/json-parser.ts'
import { limits } from './limits.ts'
import { looksLikeToken, tokenNames } from './pasted-shape.ts'
import { readToken } from './read.ts'
import { isJsonForm } from './read-form.ts'
import { isList, jsonText } from './read-json.ts'
import type { FoundToken, Note } from './shapes.ts'

export interface Found {
  readonly tokens: readonly FoundToken[]
  /** A note when there were more than are looked at. */
  readonly more: readonly Note[]
}

type Named = readonly [name: string, text: string]
type Pairs = Iterable<Named>

function readAll(texts: Iterable<Named>, keep: (found: FoundToken) => boolean = () => true): Found {
  const tokens: FoundToken[] = []
  for (const [name, text] of texts) {
    if (tokens.length === limits.tokens) return { tokens, more: [tooMany] }
    const found = { name, token: readToken(text) }
    if (keep(found)) tokens.push(found)
  }
  return { tokens, more: [] }
}

const tooMany: Note = {
  code: 'too_many_tokens',
  tone: 'warning',
  text: `There are more than ${limits.tokens} tokens in it; the first ${limits.tokens} are shown.`,
}

const isWanted = ([name, text]: Named): boolean =>
  looksLikeToken(text) || (tokenNames.has(name) && text.trim() !== '')

export const foundInJson = (value: JsonValue): Found => readAll(inJson('token', value))

function* inJson(name: string, value: JsonValue): Generator<Named> {
  if (typeof value === 'string') {
    if (isWanted([name, value])) yield [name, value]
  } else if (isList(value)) for (const one of value) yield* inJson(name, one)
  else if (isJsonForm(value)) yield [name, jsonText(value)]
  else if (isRecord(value)) for (const [key, one] of Object.entries(value)) yield* inJson(key, one)
}

export const foundInPairs = (pairs: Pairs): Found => readAll(wanted(pairs))

function* wanted(pairs: Pairs): Generator<Named> {
  for (const pair of pairs) if (isWanted(pair)) yield pair
}

/** The parameters of an address, of its fragment, or of a form body; `undefined` for anything else. */
export function pairsIn(text: string): Pairs | undefined {
  if (/\s/.test(text)) return undefined
  if (/^(?:[a-z][a-z0-9+.-]{1,40}:\/|[?#/])/i.test(text)) return pairsOfAddress(text)
  const name = /^([\w.-]{1,60})=/.exec(text)?.[1]
  const isForm = name !== undefined && (tokenNames.has(name) || /&[\w.-]+=/.test(text))
  return isForm ? pairsOf(text) : undefined
}

function* pairsOfAddress(address: string): Generator<Named> {
  const hash = address.indexOf('#')
  const before = hash < 0 ? address : address.slice(0, hash)
  const mark = before.indexOf('?')
  if (mark >= 0) yield* pairsOf(before.slice(mark + 1))
  if (hash >= 0) yield* pairsOf(address.slice(hash + 1))
}

function* pairsOf(text: string): Generator<Named> {
  for (const part of text.split('&')) {
    const at = part.indexOf('=')
    if (at > 0) yield [decode(part.slice(0, at)), decode(part.slice(at + 1))]
  }
}

/** A form's decoding; what is not decodable stays as it is, and a token says then what is wrong with it. */
function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

export const foundInText = (text: string): Found =>
  readAll(inText(text), ({ token }) => token.kind === 'jws' || token.kind === 'jwe')

/** A word that begins like a token and is longer than one could be short; never a part of a word. */
const word = /(?<![\w.-])e[yw][\w.-]{8,}/g

function* inText(text: string): Generator<Named> {
  for (const { 0: found, index } of text.matchAll(word)) {
    // A full stop ends a sentence; two dots and a third end an unsigned token and a sentence.
    const token = looksLikeToken(found) ? found : found.replace(/\.$/, '')
    if (looksLikeToken(token)) yield [nameBefore(text.slice(Math.max(0, index - 40), index)), token]
  }
}

function nameBefore(text: string): string {
  const name = /(\w+)\W{1,4}$/.exec(text)?.[1] ?? ''
  return tokenNames.has(name) ? name : 'token'
}
