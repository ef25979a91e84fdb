/** The whole walk, secrets and all: it leaves sealed under a passphrase, and in no other way. */
import { CASE_FORMAT, CASE_VERSION } from '../../core/case-shape.ts'
import type { Session } from '../../core/session.ts'
import { sealContainer } from '../../core/vault/container.ts'
import { knownOf } from './known.ts'

/** @param rounds fewer only where a test must be quick */
export function sealFull(session: Session, passphrase: string, rounds?: number): Promise<string> {
  const file = { format: CASE_FORMAT, version: CASE_VERSION, session: knownOf(session) }
  const text = JSON.stringify(file)
  return rounds === undefined
    ? sealContainer(text, passphrase)
    : sealContainer(text, passphrase, rounds)
}
