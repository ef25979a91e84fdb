/** What page and relay say to each other about origins that are not built in, and the command for the rest. */

export const APPROVALS_PATH = '/relay/v1/approvals'

/**
 * `look` asks what could be done about an origin, `allow` and `remove` do it, `ask` puts the question to
 * whoever sits at the terminal. No field can carry a range, a pin or a relaxation (T31).
 */
export interface ApprovalOrder {
  readonly v: 1
  readonly act: 'look' | 'allow' | 'remove' | 'ask' | 'list'
  /** Scheme, host and port as they are written; every act but `list` needs it. */
  readonly origin?: string
}

export type Look =
  /** Built in, or approved already. */
  | { readonly kind: 'allowed'; readonly origin: string }
  /** A public https server: the person at the page may say yes. */
  | {
      readonly kind: 'offer'
      readonly origin: string
      /** In ASCII, as a name server is asked for it. */
      readonly host: string
      readonly addresses: readonly string[]
    }
  /** Sharper than that: only whoever started Grantwalk may say yes. */
  | {
      readonly kind: 'terminal'
      readonly origin: string
      readonly reason: string
      readonly message: string
      /** The terminal can be asked while Grantwalk runs. */
      readonly prompt: boolean
    }
  /** Nobody may say yes, or nobody can say where it leads. */
  | { readonly kind: 'never'; readonly reason: string; readonly message: string }

/** An origin that is approved for as long as this relay runs. */
export interface Granted {
  readonly origin: string
  /** Who said yes: on the command line, at the page, or in the terminal. */
  readonly by: 'start' | 'page' | 'terminal'
  /** Unix milliseconds. */
  readonly at: number
  readonly pinned: boolean
}

export type ApprovalAnswer =
  | { readonly look: Look }
  | { readonly granted: readonly Granted[] }
  | { readonly asked: 'yes' | 'no' | 'late' | 'busy' | 'nobody' }

/** Scheme, host and port as somebody wrote them; the relay judges the spelling, so it is not touched. */
export const writtenOrigin = (url: string): string | undefined =>
  /^https?:\/\/[^/?#]+/i.exec(url)?.[0]

/**
 * The command that approves an origin when Grantwalk starts. `undefined` for a host with any letter that a
 * shell could act on: a URL's host may hold `;`, `$` and backquotes, and a hostile server chose it (T41).
 */
export function commandFor(url: string, pin?: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return undefined
  const { hostname, origin } = parsed
  const bracketed = /^\[[0-9a-f:.]+\]$/.test(hostname)
  if (!bracketed && !/^[a-z0-9_][a-z0-9._-]*$/.test(hostname)) return undefined
  // Some shells take brackets for a pattern.
  const allow = bracketed ? `"${origin}"` : origin
  const pinned = pin !== undefined && /^[0-9a-f]{64}$/.test(pin) ? ` --pin sha256/${pin}` : ''
  return `npm start -- --allow ${allow}${pinned}`
}
