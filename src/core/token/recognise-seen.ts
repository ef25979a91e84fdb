/** What the kinds of tokens are told apart by. */
import { isRecord } from '../answer/json.ts'
import type { JsonRecord } from '../answer/json-parser.ts'
import type { Link } from '../source.ts'
import { isList } from './read-json.ts'

export interface Kind<Seen> {
  readonly code: string
  /** With its article: `an ID token`. */
  readonly name: string
  readonly rule?: Link
  /** What gave it away; `undefined` when it is not of this kind. */
  readonly test: (seen: Seen) => string | undefined
}

export interface Seen {
  /** Without `application/`, in lower case (RFC 7515 section 4.1.9). */
  readonly typ: string
  readonly header: JsonRecord
  readonly claims: JsonRecord
  readonly has: (...names: readonly string[]) => boolean
  readonly text: (name: string) => string
  /** The host of the issuer, or the issuer when it is no address. */
  readonly issuer: string
  readonly events: readonly string[]
}

export function seenIn(header: JsonRecord, claims: JsonRecord): Seen {
  const { typ } = header
  const { events, iss } = claims
  return {
    typ: typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '',
    header,
    claims,
    has: (...names) => names.every((name) => claims[name] !== undefined),
    text: (name) => {
      const value = claims[name]
      return typeof value === 'string' ? value : ''
    },
    issuer: typeof iss === 'string' ? hostOf(iss) : '',
    events: isRecord(events) ? Object.keys(events) : [],
  }
}

function hostOf(issuer: string): string {
  try {
    return new URL(issuer).hostname || issuer
  } catch {
    return issuer
  }
}

export const under = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`)

/** `aud` is one text or a list (RFC 7519 section 4.1.3). */
export const audiencesOf = ({ aud }: JsonRecord): readonly string[] =>
  (isList(aud) ? aud : [aud]).filter((one) => typeof one === 'string')
