/** The text of a body as the kind of body its type names, and only where that kind writes the very same text. */
import type { DraftBody, Row } from '../draft/draft.ts'
import { literal, meantBy, partsOf } from '../draft/variables.ts'

export const FORM = 'application/x-www-form-urlencoded'

export function textBody(text: string, type: string): DraftBody {
  if (/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return { kind: 'json', text }
  const rows = type.toLowerCase().startsWith(FORM) ? formRows(text) : undefined
  return rows === undefined ? { kind: 'text', text, type } : { kind: 'form', rows }
}

/** The rows of a form; `undefined` when writing them again would give another text. */
export function formRows(text: string): readonly Row[] | undefined {
  const rows: Row[] = []
  for (const pair of text.split('&')) {
    const at = pair.indexOf('=')
    const name = at < 0 ? undefined : decoded(pair.slice(0, at))
    const value = decoded(pair.slice(at + 1))
    if (name === undefined || value === undefined || name + value === '') return undefined
    rows.push({ name, value, on: true })
  }
  return rows
}

/** Variables stay; what stands between them is decoded, if encoding it gives it back. */
function decoded(text: string): string | undefined {
  let done = ''
  for (const piece of partsOf(text)) {
    if (piece.kind === 'variable') {
      // A backslash before it would make it text.
      if (done.endsWith('\\')) return undefined
      done += piece.text
      continue
    }
    const plain = unescaped(meantBy(piece))
    if (plain === undefined) return undefined
    done += literal(plain)
  }
  return done
}

function unescaped(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text.replaceAll('+', ' '))
    return new URLSearchParams([['', plain]]).toString().slice(1) === text ? plain : undefined
  } catch {
    return undefined
  }
}
