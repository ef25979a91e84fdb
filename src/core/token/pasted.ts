/** Takes whatever was pasted and says what it is: a token, a token response, an address, or a text with tokens in it. */
import { isRecord } from '../answer/json.ts'
import { limits } from './limits.ts'
import { repeatNotes } from './notes.ts'
import { foundInJson, foundInPairs, foundInText, pairsIn } from './pasted-finds.ts'
import { says } from './pasted-says.ts'
import { unwrap } from './pasted-wrapping.ts'
import { readToken } from './read.ts'
import { isJsonForm } from './read-form.ts'
import { readJsonText } from './read-json.ts'
import type { FoundToken, Note, Pasted } from './shapes.ts'

/** Never throws, never sends, and never takes longer than the text is long. */
export function readPasted(text: string): Pasted {
  if (text.trim() === '') return nothing
  if (text.length > limits.pastedLength) return of('token', [named(readToken(text))], [])
  const { bare, header, notes } = unwrap(text)
  if (bare === '') return nothing
  return (
    fromJson(bare, notes) ??
    fromPairs(bare, notes) ??
    fromToken(bare, header, notes) ??
    fromText(bare, notes)
  )
}

const named = (token: FoundToken['token'], name = 'token'): FoundToken => ({ name, token })

const of = (
  what: Pasted['what'],
  tokens: readonly FoundToken[],
  notes: readonly Note[],
): Pasted => ({ what, says: says(what, tokens), tokens, notes })

const nothing: Pasted = {
  what: 'nothing',
  says: 'Nothing is here yet: paste a token, a whole answer, or an address.',
  tokens: [],
  notes: [{ code: 'empty', tone: 'info', text: 'Nothing is here yet.' }],
}

/** A JSON form of a token, or an answer with tokens in it. */
function fromJson(text: string, notes: readonly Note[]): Pasted | undefined {
  if (!/^[{[]/.test(text)) return undefined
  const read = readJsonText(text)
  if ('fault' in read) return undefined
  if (isJsonForm(read.value)) return of('token', [named(readToken(text))], notes)
  const { tokens, more } = foundInJson(read.value)
  const what = isRecord(read.value) && tokens.length > 0 ? 'token_response' : 'text'
  return of(what, tokens, [...notes, ...repeatNotes('answer', read.repeats), ...more])
}

/** An address, its query or fragment, or a form body. */
function fromPairs(text: string, notes: readonly Note[]): Pasted | undefined {
  const pairs = pairsIn(text)
  if (pairs === undefined) return undefined
  const { tokens, more } = foundInPairs(pairs)
  return of('url', tokens, [...notes, ...more])
}

function fromToken(text: string, header: boolean, notes: readonly Note[]): Pasted | undefined {
  if (/\s/.test(text)) return undefined
  return of(header ? 'header' : 'token', [named(readToken(text))], notes)
}

function fromText(text: string, notes: readonly Note[]): Pasted {
  const { tokens, more } = foundInText(text)
  return of('text', tokens, [...notes, ...more])
}
