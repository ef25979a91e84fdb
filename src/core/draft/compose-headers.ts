/** The header of a draft: its rows, what the body and the authorization add, and nothing smuggled in. */
import type { HeaderPairs } from '../http.ts'
import type { Problem } from '../problem.ts'
import { rfc } from '../source.ts'
import type { Added } from './compose-authorization.ts'
import type { Authorization, Row } from './draft.ts'
import type { Pen } from './variables.ts'

const same = (name: string) => {
  const wanted = name.toLowerCase()
  return ([candidate]: readonly [string, string]) => candidate.toLowerCase() === wanted
}

/** The chosen kinds, as the person reads them. */
const WORDS: Readonly<Record<Authorization['kind'], string>> = {
  none: 'none',
  bearer: 'Bearer',
  basic: 'Basic',
  dpop: 'DPoP',
  api_key: 'API key',
  aruba: 'Aruba Central',
}

export function headersFor(
  draft: { readonly headers: readonly Row[]; readonly authorization: Authorization },
  type: string | undefined,
  added: Added,
  pen: Pen,
): { readonly headers: HeaderPairs; readonly problems: readonly Problem[] } {
  const typed = draft.headers
    .filter(({ on, name, value }) => on && (name.trim() !== '' || value !== ''))
    .map(({ name, value }) => [pen.write(name.trim()), pen.write(value)] as const)
  const written = [
    ...added.headers.map(([name]) => name),
    ...(draft.authorization.kind === 'dpop' ? ['DPoP'] : []),
  ]
  const twice = written.filter((name) => typed.some(same(name)))
  const headers: HeaderPairs = [
    ...withCookie(typed, added.cookie),
    ...added.headers,
    ...(type === undefined || typed.some(same('content-type'))
      ? []
      : [['Content-Type', type] as const]),
  ]
  const problems = twice.map((name) => saidTwice(name, WORDS[draft.authorization.kind]))
  return { headers, problems: [...problems, ...headers.flatMap(faultsOf)] }
}

/** One Cookie header holds all cookies (RFC 6265 section 5.4). */
function withCookie(typed: HeaderPairs, cookie: string | undefined): HeaderPairs {
  if (cookie === undefined) return typed
  const at = typed.findIndex(same('cookie'))
  if (at < 0) return [...typed, ['Cookie', cookie]]
  return typed.map(([name, value], index) =>
    index === at ? [name, value.trim() === '' ? cookie : `${value}; ${cookie}`] : [name, value],
  )
}

const saidTwice = (name: string, chosen: string): Problem => ({
  kind: 'bad_input',
  code: 'authorization_twice',
  means: `The header ${name} was typed, and the chosen authorization (${chosen}) writes ${name} too.`,
  remedy: `Switch the typed ${name} off, or choose no authorization.`,
  source: rfc(9110, '11.6.2'),
})

/** RFC 9110 section 5.6.2; braces, so that a placeholder can be shown. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/
const CONTROL = /[^\P{Cc}\t]/u

function faultsOf([name, value]: readonly [string, string]): readonly Problem[] {
  const bad = (code: string, means: string, remedy: string): readonly Problem[] => [
    { kind: 'bad_input', code, means, remedy, source: rfc(9110, '5.5') },
  ]
  // A name with a placeholder is a problem of its own already.
  if (!NAME.test(name) && !name.includes('{{'))
    return bad(
      'bad_header_name',
      'A header’s name is empty, or holds a sign that no header’s name may hold.',
      'Use letters, digits and hyphens.',
    )
  if (CONTROL.test(value))
    return bad(
      'control_in_header',
      `The value of ${name} holds a line break or another control character, which would begin a header of its own.`,
      'Take it out. A value of a variable may have brought it.',
    )
  return /[^\0-\xff]/.test(value)
    ? bad(
        'header_not_latin1',
        `The value of ${name} holds signs that do not fit in a header.`,
        'Percent-encode them, if the server understands that.',
      )
    : []
}
