/** Variables inside JSON: escaped in a text, a value of their own outside one, and never more than one value. */
import { JsonFault, parseJson } from '../answer/json-parser.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Pen } from './variables.ts'

const DEPTH = 512

/** Walks over JSON as it is typed, to know whether a variable stands between quotation marks. */
function createQuotes() {
  let inside = false
  let escaped = false
  return {
    pass(text: string) {
      for (const sign of text) {
        if (escaped) escaped = false
        else if (inside && sign === '\\') escaped = true
        else if (sign === '"') inside = !inside
      }
    },
    get inside() {
      return inside
    },
  }
}

const isJson = (text: string): boolean => {
  try {
    parseJson(text, DEPTH)
    return true
  } catch {
    return false
  }
}

export function writeJson(
  typed: string,
  pen: Pen,
): { readonly text: string; readonly notes: readonly Finding[] } {
  const quotes = createQuotes()
  let whole = true
  let quotedForThem = false
  const written = pen.pieces(typed).map(({ kind, text }) => {
    if (kind === 'placeholder') whole = false
    else if (kind === 'text') quotes.pass(text)
    else if (quotes.inside) return JSON.stringify(text).slice(1, -1)
    else if (!isJson(text)) {
      quotedForThem = true
      return JSON.stringify(text)
    }
    return text
  })
  const text = written.join('')
  const fault = whole && typed.trim() !== '' ? faultIn(text) : undefined
  return { text, notes: [...(quotedForThem ? [quoted] : []), ...(fault ? [fault] : [])] }
}

const quoted: Finding = {
  code: 'json_quoted',
  text: 'A variable outside quotation marks holds a text, so it was put between quotation marks.',
}

/** A warning and no refusal: sending broken JSON is a fair thing to try. */
function faultIn(text: string): Finding | undefined {
  try {
    parseJson(text, DEPTH)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown
    const before = text.slice(0, thrown.at).split('\n')
    const column = (before.at(-1) ?? '').length + 1
    return {
      code: 'bad_json',
      text: `Line ${before.length}, column ${column}: ${thrown.message}. It can be sent as it is.`,
      rule: rfc(8259),
    }
  }
}
