/** Tokens inside a token: a nested JWT (RFC 7519 appendix A.2), or claims that are tokens themselves. */
import { isRecord } from '../answer/json.ts'
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
    const texts = here.flatMap((one) => [...textsIn(one, limits.tokens - levels.length + 1)])
    if (texts.length === 0) break
    if (depth > limits.levels || levels.length + texts.length > limits.tokens)
      return { levels, note: nestingLimit }
    const found = texts.map(([name, text]) => ({ name, depth, token: readToken(text) }))
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

type Named = readonly [name: string, text: string]

function textsIn(token: Token, most: number): readonly Named[] {
  if (token.kind !== 'jws') return []
  const { payload } = token
  if (payload.kind === 'bytes') return []
  if (payload.kind === 'text')
    return looksLikeToken(payload.text.trim()) ? [['payload', payload.text.trim()]] : []
  const found: Named[] = []
  for (const one of inValue('', payload.claims)) {
    found.push(one)
    if (found.length >= most) break
  }
  return found
}

function* inValue(path: string, value: JsonValue): Generator<Named> {
  if (typeof value === 'string') {
    if (looksLikeToken(value)) yield [path, value]
  } else if (isList(value))
    for (const [at, one] of value.entries()) yield* inValue(`${path}[${at}]`, one)
  else if (isRecord(value))
    for (const [name, one] of Object.entries(value))
      yield* inValue(path === '' ? name : `${path}.${name}`, one)
}
