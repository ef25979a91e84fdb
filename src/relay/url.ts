/** From the text of an address to its parts, read once and in one way (T19, T21, T26). */
import { isLiteral } from './address.ts'
import { type Reason, TargetRefused } from './reasons.ts'

export interface Target {
  readonly url: URL
  /** Without brackets. */
  readonly host: string
  readonly port: number
  /** The host is an address. */
  readonly literal: boolean
}

interface Raw {
  readonly text: string
  readonly maxLength: number
  /** Parsed once, when a check first asks. */
  readonly url: URL | undefined
}

const rawOf = (text: string, maxLength: number): Raw => {
  let url: URL | undefined
  return {
    text,
    maxLength,
    get url() {
      return (url ??= parsed(text))
    },
  }
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

interface RawCheck {
  readonly name: string
  readonly threats: string
  reason(raw: Raw): Reason | undefined
}

const schemeOf = (text: string): string | undefined =>
  /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()

/** What stands between `//` and the first `/`, `?` or `#`. */
const authorityOf = (text: string): string => /^[^:]+:\/\/([^/?#]*)/.exec(text)?.[1] ?? ''

/** The host as it was typed: the port is cut off, brackets stay. */
const rawHostOf = (text: string): string => authorityOf(text).replace(/:[0-9]*$/, '')

const foldAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** In this order; `new URL` is only asked about text that every parser reads alike. */
export const rawChecks: readonly RawCheck[] = [
  {
    name: 'length',
    threats: 'T21',
    reason: ({ text, maxLength }) =>
      text === '' || text.length > maxLength ? 'url-length' : undefined,
  },
  {
    name: 'characters',
    threats: 'T21 T41',
    // Controls, formats, surrogates, unassigned (C) and separators (Z): WHATWG drops or moves them.
    // Most addresses are plain ASCII, which is quicker to see.
    reason: ({ text }) =>
      !/^[!-[\]-~]*$/.test(text) && /[\p{C}\p{Z}\\]/u.test(text) ? 'url-chars' : undefined,
  },
  {
    name: 'scheme',
    threats: 'T26',
    reason: ({ text }) => {
      const scheme = schemeOf(text)
      if (scheme === undefined) return 'url-invalid'
      return scheme === 'http' || scheme === 'https' ? undefined : 'scheme'
    },
  },
  {
    name: 'shape',
    threats: 'T21',
    reason: ({ text }) => (/^[a-z]+:\/\/[^/?#]/i.test(text) ? undefined : 'url-shape'),
  },
  {
    name: 'parse',
    threats: 'T21',
    reason: ({ url }) => (url === undefined ? 'url-invalid' : undefined),
  },
  {
    name: 'userinfo',
    threats: 'T21',
    reason: ({ text }) => (authorityOf(text).includes('@') ? 'userinfo' : undefined),
  },
  {
    name: 'canonical-host',
    threats: 'T19',
    reason: ({ text, url }) =>
      isPlainSpelling(rawHostOf(text), url?.hostname ?? '') ? undefined : 'host-ambiguous',
  },
  {
    name: 'host-syntax',
    threats: 'T21',
    reason: ({ url }) => (isHost(url?.hostname ?? '') ? undefined : 'host-syntax'),
  },
]

export function readTarget(text: string, maxLength: number, checks = rawChecks): Target {
  const raw = rawOf(text, maxLength)
  for (const check of checks) {
    const reason = check.reason(raw)
    if (reason !== undefined) throw new TargetRefused(reason)
  }
  const { url } = raw
  if (url === undefined) throw new TargetRefused('url-invalid')
  // A fragment is for the page alone; it is never sent.
  if (text.includes('#')) url.hash = ''
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  return { url, host, port, literal: isLiteral(host) }
}

/**
 * Whether the typed host is the host meant. Only the case of ASCII letters may differ. A label beyond
 * ASCII is fine when it is in its normal form and stays beyond ASCII (it becomes `xn--…`): a label that
 * IDNA maps to plain ASCII (`ⓔ`, `ｅ`, the Kelvin sign) was written to look like something else.
 */
function isPlainSpelling(typed: string, canonical: string): boolean {
  // Any spelling of an IPv6 address names the same bytes, and the bytes are what is judged.
  if (canonical.startsWith('[')) return typed.startsWith('[')
  if (canonical.endsWith('.')) return false
  if (typed === canonical) return true
  const labels = canonical.split('.')
  const typedLabels = typed.split('.')
  return (
    labels.length === typedLabels.length &&
    typedLabels.every((label, at) => isPlainLabel(foldAscii(label), labels[at] ?? ''))
  )
}

function isPlainLabel(typed: string, canonical: string): boolean {
  if (/^[\0-\x7f]*$/.test(typed)) return typed === canonical
  return canonical.startsWith('xn--') && typed === typed.normalize('NFKC').toLowerCase()
}

/** Labels: each is 1 to 63 characters long, and neither begins nor ends with a hyphen. */
const hostSyntax = /^(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*$/

function isHost(canonical: string): boolean {
  if (canonical.startsWith('[')) return true
  return canonical.length <= 253 && hostSyntax.test(canonical)
}
