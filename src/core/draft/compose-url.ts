/** The address of a draft: its variables put in, its rows added, and what is wrong with it said. */
import type { Problem } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Row } from './draft.ts'
import type { Pen } from './variables.ts'

export interface Address {
  /** As it is sent; with placeholders, and as it was typed, where it cannot be. */
  readonly url: string
  readonly origin?: string
  readonly problems: readonly Problem[]
  readonly notes: readonly Finding[]
}

const bad = (code: string, means: string, remedy: string): Problem => ({
  kind: 'bad_input',
  code,
  means,
  remedy,
})

/** Lone surrogates become U+FFFD, as in every address. */
const encoded = (text: string): string =>
  encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(text)))

export const pairs = (rows: readonly Row[], pen: Pen): readonly string[] =>
  rows
    .filter(({ on, name, value }) => on && (name !== '' || value !== ''))
    .map(({ name, value }) => `${pen.write(name, encoded)}=${pen.write(value, encoded)}`)

/** Before `?` a value stands as it is: it may be a whole address. After it, a value is one parameter's. */
function writeTyped(typed: string, pen: Pen): string {
  const at = typed.indexOf('?')
  if (at < 0) return pen.write(typed)
  const query = pen.pieces(typed.slice(at)).map(({ kind, text }) => {
    return kind === 'value' ? encoded(text) : text
  })
  return pen.write(typed.slice(0, at)) + query.join('')
}

/** What comes after the first `#`, which no server sees (RFC 9110 section 4.2.5). */
function withoutFragment(url: string): readonly [url: string, notes: readonly Finding[]] {
  const at = url.indexOf('#')
  if (at < 0) return [url, []]
  const text = 'What stands behind # is not sent: a server never sees it.'
  return [url.slice(0, at), [{ code: 'fragment_dropped', text, rule: rfc(9110, '4.2.5') }]]
}

const CONTROL = /\p{Cc}/u

export function addressOf(
  draft: { readonly url: string; readonly query: readonly Row[] },
  more: readonly Row[],
  pen: Pen,
): Address {
  const [typed, notes] = withoutFragment(writeTyped(draft.url.trim(), pen))
  const rows = pairs([...draft.query, ...more], pen)
  const mark = typed.includes('?') ? (/[?&]$/.test(typed) ? '' : '&') : '?'
  const whole = rows.length === 0 ? typed : `${typed}${mark}${rows.join('&')}`
  const problem = problemOf(whole)
  if (problem !== undefined) return { url: whole, problems: [problem], notes }
  const { href, origin } = new URL(whole)
  // An address with a placeholder is shown as typed: encoded braces are hard to read.
  return { url: /\{\{/.test(whole) ? whole : href, origin, problems: [], notes }
}

function problemOf(url: string): Problem | undefined {
  if (url === '')
    return {
      kind: 'missing_value',
      code: 'no_url',
      means: 'There is no address yet.',
      remedy: 'Type the address of the request, with https:// at its beginning.',
    }
  if (CONTROL.test(url))
    return bad(
      'control_in_url',
      'A control character, such as a line break, stands in the address.',
      'Take it out. A value of a variable may have brought it.',
    )
  if (!URL.canParse(url))
    return bad(
      'bad_url',
      'This is not a whole address.',
      'Begin with https:// and a host, or with a variable that holds them.',
    )
  const { protocol, username, password, host } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:')
    return bad(
      'bad_scheme',
      `Requests go by https or http, not by ${protocol.slice(0, -1)}.`,
      'Begin the address with https://.',
    )
  if (username !== '' || password !== '')
    return bad(
      'credentials_in_url',
      'A name or a password stands in the address, where histories and logs keep it.',
      'Take it out, and choose Basic as authorization.',
    )
  return host.includes('{{')
    ? bad(
        'unknown_host',
        'The host is a variable without a value here, so it is not known where this goes.',
        'Give the variable a value in an environment. A walk’s secret cannot be a host.',
      )
    : undefined
}
