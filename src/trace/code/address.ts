/** The address a program asks for: as it stands where it is in order, escaped by the URL standard where it is not. */
import type { Masked } from '../mask.ts'

interface Address {
  readonly url: Masked
  /** Secrets and all. */
  readonly whole: string
  readonly host: string
}

/** Signs that no request line carries as they are. */
const unsafe = /[^\x21-\x7e]|["<>\\^`{|}]/gu

export function addressOf(url: Masked): Address | { readonly refused: string } {
  const sent = withoutFragment(url)
  const whole = textOf(sent)
  if (!/^https?:\/\//i.test(whole) || !URL.canParse(whole))
    return { refused: 'The address is no http or https URL.' }
  const { host, username, password } = new URL(whole)
  if (username !== '' || password !== '')
    return { refused: 'The address holds a user name, which clients turn into a header.' }
  const cut = inOrder(sent)
  return 'refused' in cut ? cut : { url: cut, whole: textOf(cut), host }
}

const textOf = (text: Masked): string => text.map((segment) => segment.text).join('')

/** What follows `#` is never sent (RFC 9110 section 4.2.3). */
function withoutFragment(url: Masked): Masked {
  const kept: Masked[number][] = []
  for (const segment of url) {
    const at = segment.kind === 'text' ? segment.text.indexOf('#') : -1
    if (at < 0) kept.push(segment)
    else {
      kept.push({ ...segment, text: segment.text.slice(0, at) })
      break
    }
  }
  return kept.filter(({ text }) => text !== '')
}

function inOrder(url: Masked): Masked | { readonly refused: string } {
  const whole = textOf(url)
  const { href } = new URL(whole)
  if (href === whole) return url
  if (url.every(({ kind }) => kind === 'text')) return [{ kind: 'text', text: href }]
  // The standard would rewrite it, but not around a variable: only what cannot be sent is escaped.
  const escaped = url.map((segment) =>
    segment.kind === 'text'
      ? { ...segment, text: segment.text.replace(unsafe, encodeURIComponent) }
      : segment,
  )
  if (new URL(textOf(escaped)).href !== textOf(escaped))
    return { refused: 'The address holds a secret in a form that clients would write differently.' }
  return escaped
}
