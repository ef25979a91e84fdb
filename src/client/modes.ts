/** Brings what is kept already into the mode that was chosen. */
import type { Session } from '../core/session.ts'
import type { Sessions } from './sessions.ts'

export { settleTab } from './tab-storage.ts'

export interface Converted {
  /** Walks with real secrets. */
  readonly changed: number
  /** Could not be read or written: they are as they were. */
  readonly failed: number
}

export interface Conversion {
  readonly sessions: Pick<Sessions, 'list' | 'load' | 'change'>
  readonly holdsSecrets: (session: Session) => boolean
  /** After each walk. */
  readonly step: (done: number, of: number) => void
}

const same = (session: Session): Session => session

/**
 * One walk after the other, each in a transaction of its own: it may be cut off anywhere, and begun again.
 * Writing a walk unchanged puts it where the mode of now wants it.
 */
export async function convert({ sessions, holdsSecrets, step }: Conversion): Promise<Converted> {
  const rows = await sessions.list()
  let changed = 0
  let failed = 0
  for (const [at, { id }] of rows.entries()) {
    try {
      const session = await sessions.load(id)
      if (session !== undefined && holdsSecrets(session)) {
        await sessions.change(id, same)
        changed += 1
      }
    } catch {
      failed += 1
    }
    step(at + 1, rows.length)
  }
  return { changed, failed }
}
