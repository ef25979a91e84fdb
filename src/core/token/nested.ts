/** Tokens inside a token: a nested JWT (RFC 7519 appendix A.2), or claims that are tokens themselves. */
import type { JsonValue } from '../answer/json-parser.ts'
import { limits } from './limits.ts'
import { looksLikeToken } from './pasted-shape.ts'
import { readToken } from './read.ts'
import { isList } from './read-json.ts'
import type { FoundToken, Note, Token } from './shapes.ts'

export interface NestedToken extends FoundToken {
  /** 1 for what stands in the token itself. */
  readonly depth: number
}

export interface Nested {
  readonly levels: readonly NestedToken[]
  readonly note?: Note
}

/** Level by level, outermost first. Named by the path to each: `act.token`, or `payload`. */
export function nestedIn(token: Token): Nested {
  const levels: NestedToken[] = []
  let here: readonly Token[] = [token]
  for (let depth = 1; here.length > 0; depth += 1) {
    const texts = here.flatMap((one) => textsIn(one, limits.tokens - levels.length + 1))
    if (texts.length === 0) break
    if (depth > limits.levels || levels.length + texts.length > limits.tokens)
      return { levels, note: nestingLimit }
    const found = texts.map(({ name, text }) => ({ name, depth, token: readToken(text) }))
    levels.push(...found)
    here = found.map((one) => one.token)
  }
  return { levels }
}

const nestingLimit: Note = {
  code: 'nesting_limit',
  tone: 'warning',
  text: `There are more tokens inside: ${limits.levels} levels and ${limits.tokens} tokens are opened. Paste an inner one to go on from there.`,
  rule: {
    title: 'RFC 7519, appendix A.2',
    url: 'https://www.rfc-editor.org/rfc/rfc7519#appendix-A.2',
  },
}

interface Place {
  readonly name: string
  readonly text: string
}

function textsIn(token: Token, most: number): readonly Place[] {
  if (token.kind !== 'jws') return []
  const { payload } = token
  if (payload.kind === 'bytes') return []
  const whole = payload.text.trim()
  if (payload.kind === 'text')
    return looksLikeToken(whole) ? [{ name: 'payload', text: whole }] : []
  const found: Place[] = []
  // A text that begins like a token, or with an escape, has to stand there for a walk to find one.
  if (/"(?:e[yw]|\\u)/.test(payload.text)) walk(payload.claims, [], most, found)
  return found
}

/** The way to a value is written only when a token is found there: most of a large payload is none. */
function walk(value: JsonValue, way: string[], most: number, found: Place[]): void {
  if (found.length >= most) return
  if (typeof value === 'string') {
    if (looksLikeToken(value)) found.push({ name: way.join('').replace(/^\./, ''), text: value })
    return
  }
  if (typeof value !== 'object' || value === null) return
  const named = !isList(value)
  for (const [key, inner] of Object.entries(value)) {
    way.push(named ? `.${key}` : `[${key}]`)
    walk(inner, way, most, found)
    way.pop()
  }
}
