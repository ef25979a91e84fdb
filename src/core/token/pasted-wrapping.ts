/** Takes away what stands around a token when it is copied: quotes, commas, header names, `Bearer`, line breaks. */
import { rfc } from '../source.ts'
import { isWhole } from './pasted-shape.ts'
import type { Note } from './shapes.ts'

export interface Unwrapped {
  readonly bare: string
  /** It was the value of a request header. */
  readonly header: boolean
  readonly notes: readonly Note[]
}

const field = /^(?:-H\s+)?["']?(?:(?:proxy-)?authorization|dpop)["']?\s*[:=]\s*/i
const scheme = /^(?:bearer|dpop|token|jwt)(?:\s*:\s*|\s+)/i
const memberName = /^["']?[a-z]{2,12}(?:_[a-z]{2,12}){0,3}["']?\s*:\s*(?=["'])/i

/** Such as can open or close a quotation anywhere. */
const quotes = '"\'`“”„‘’‚«»‹›'
const enders = `${quotes},;\\`

export function unwrap(text: string): Unwrapped {
  const found = new Map<string, Note>()
  const cut = (from: string, to: string, note: Note) => {
    if (from !== to) found.set(note.code, note)
    return to
  }
  let bare = text.trim()
  let header = false
  // Each turn takes one layer away; nobody wraps a token in more than a few.
  for (let turn = 0; turn < 6; turn += 1) {
    const before = bare
    bare = cut(bare, withoutQuotes(bare), quotesRemoved)
    const value = withoutPrefix(bare)
    header ||= value !== bare
    bare = cut(bare, value, prefixRemoved)
    if (bare === before) break
  }
  bare = cut(bare, joined(bare), whitespace)
  return { bare, header, notes: [...found.values()] }
}

function withoutQuotes(text: string): string {
  // JSON and addresses end in quotes and commas of their own.
  if (/^["']?\w+["']?\s*:/.test(text)) return text.replace(memberName, '').trim()
  let from = 0
  let to = text.length
  while (from < to && quotes.includes(text.charAt(from))) from += 1
  while (to > from && enders.includes(text.charAt(to - 1))) to -= 1
  return text.slice(from, to).trim()
}

function withoutPrefix(text: string): string {
  const rest = text.replace(field, '')
  const value = rest.replace(scheme, '')
  // "Token expired" is a sentence, not a scheme and its token.
  return value === rest || /^ey|^\S+$/.test(value) ? value.trim() : text
}

/** Line breaks of an e-mail are taken out of a token; blanks of a sentence stay. */
function joined(text: string): string {
  const dots = text.split('.', 6).length - 1
  if (!/\s/.test(text) || !/^e[yw]/.test(text) || (dots !== 2 && dots !== 4)) return text
  const whole = text.replace(/\s+/g, '')
  if (!isWhole(whole)) return text
  const [first = ''] = text.split(/\s/, 1)
  const onlyBreaks = !/[^\s][ \t]+[^\s]/.test(text)
  return onlyBreaks || !isWhole(first) ? whole : text
}

const prefixRemoved: Note = {
  code: 'prefix_removed',
  tone: 'info',
  text: 'The name of the header or the word before the token was taken away: it is no part of the token.',
  rule: rfc(6750, '2.1'),
}

const quotesRemoved: Note = {
  code: 'quotes_removed',
  tone: 'info',
  text: 'The quotes, commas or names around it were taken away: they are no part of the token.',
}

const whitespace: Note = {
  code: 'whitespace',
  tone: 'info',
  text: 'The line breaks and blanks inside were taken out: a token has none.',
}
