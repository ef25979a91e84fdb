/** HTML in which every value is escaped: the only way this folder writes a page. */

import type { Html, HtmlPart } from '../core/simulation.ts'

/** A class, so that an object that came as JSON is never taken for escaped text. */
class Escaped implements Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe in text and in quoted attributes. */
const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character)

function write(part: HtmlPart): string {
  if (part === undefined) return ''
  if (typeof part !== 'object') return escape(String(part))
  if (part instanceof Escaped) return part.text
  return 'text' in part ? escape(part.text) : part.map(write).join('')
}

export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = literals[0] ?? ''
  parts.forEach((part, index) => {
    text += write(part) + (literals[index + 1] ?? '')
  })
  return new Escaped(text)
}
