/** What an API says with 401: the challenges of `WWW-Authenticate`, by the grammar of RFC 9110 section 11. */
import { type HttpResponse, headersOf } from '../http.ts'

export interface Challenge {
  /** As it was spelled: `Bearer`, `DPoP`. */
  readonly scheme: string
  /** Names in lower case. A repeated one keeps its first value. */
  readonly parameters: ReadonlyMap<string, string>
}

const MOST = 20
const LONGEST = 16_384

const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const parameter =
  /([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z:/?=-]+))/y
const blanks = /[ \t,]*/y

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Every challenge of an answer, in order; what does not follow the grammar ends its header. */
export function readChallenges(response: HttpResponse): readonly Challenge[] {
  return headersOf(response, 'www-authenticate')
    .flatMap((header) => challengesIn(header.slice(0, LONGEST)))
    .slice(0, MOST)
}

function challengesIn(header: string): readonly Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = []
  let at = 0
  while (at < header.length && found.length < MOST) {
    at += match(blanks, header, at)?.[0].length ?? 0
    const pair = match(parameter, header, at)
    const last = found.at(-1)
    if (pair !== null && last !== undefined) {
      const [whole, name = '', quoted, plain = ''] = pair
      const value = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1')
      if (!last.parameters.has(name.toLowerCase())) last.parameters.set(name.toLowerCase(), value)
      at += whole.length
      continue
    }
    const scheme = match(token, header, at)?.[0]
    if (scheme === undefined) break
    found.push({ scheme, parameters: new Map() })
    at += scheme.length
    // token68, as Basic and Negotiate have it, carries nothing for us.
    at += /^ +[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/.exec(header.slice(at))?.[0].length ?? 0
  }
  return found
}
