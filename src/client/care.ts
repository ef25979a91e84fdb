/** What is done with the secrets of a session that is kept: the agreement between the sessions and the vault. */
import type { Problem } from '../core/problem.ts'
import type { Session } from '../core/session.ts'

/**
 * Where secrets rest (threat model, d.2).
 * - `session`: on disk without its secrets, whole in the tab's `sessionStorage`, under seal.
 * - `vault`: on disk without its secrets, and whole beside that, sealed. In the tab in memory only:
 *   `sessionStorage` is a file, too.
 * - `unprotected`: whole, on disk.
 */
export type Mode = 'session' | 'vault' | 'unprotected'

export const sealedKey = (id: string): string => `sealed:${id}`

/** One record of a sealing. Compare before writing: another tab may have been faster. */
export interface Put {
  readonly key: string
  readonly value: unknown
  /** `revisionOf` what lies at the key must be this in the transaction that writes; else seal again. */
  readonly after: number
}

/** All of it is written with the record in one transaction, or nothing. */
export interface Sealed {
  readonly puts: readonly Put[]
}

export interface Unsealed {
  /** As it was sealed last. Absent when nothing is sealed, the vault is locked, or it is damaged. */
  readonly session?: Session
  /** Of what lies there, opened or not; 0 when there is nothing. To be given back to `seal`. */
  readonly revision: number
  /** Why it cannot be opened, when it is damaged (`decrypt_failed`, `rolled_back`; T89). */
  readonly problem?: Problem
}

/**
 * Reading: `merged(tab copy, merged(unsealed, record))`: the record is the newest of what is no secret, also
 * when it was written while the vault was locked.
 * Writing, when `holdsSecrets`: by mode, stripped, stripped and sealed, or whole. In the two modes without
 * a vault `sealed:<id>` is deleted when it could be opened, and left alone otherwise: it is all there is.
 */
export interface Care {
  /** Whether it may hold a secret that opens something real. */
  readonly holdsSecrets: (session: Session) => boolean
  /** What may be written to disk of such a session: everything but its secrets. */
  readonly strip: (session: Session) => Session | Promise<Session>
  /** Asked at every write: it may change while the page is open. */
  readonly mode: () => Mode
  /**
   * Waits for WebCrypto, so never inside a transaction. `undefined` while the vault is locked.
   * @param revision of what the session was made from
   */
  readonly seal?: (session: Session, revision: number) => Promise<Sealed | undefined>
  /** Reads `sealed:<id>` itself, together with the index that proves it the newest. */
  readonly unseal?: (id: string) => Promise<Unsealed>
}

/** Of a sealed record, which carries it in clear; 0 for anything else. */
export const revisionOf = (data: unknown): number =>
  typeof data === 'object' &&
  data !== null &&
  'revision' in data &&
  Number.isSafeInteger(data.revision)
    ? Number(data.revision)
    : 0
