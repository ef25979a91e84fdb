/** Finds where a session's server publishes its keys. The token itself is never asked (threat model, T77). */
import type { Session } from '../session.ts'

export interface JwksLocation {
  readonly url: string
  /** One sentence: how this is known. */
  readonly why: string
}

export function jwksLocation(_session: Session): JwksLocation | undefined {
  return undefined
}
