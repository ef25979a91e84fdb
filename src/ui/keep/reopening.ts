/** After the vault was opened: what was typed into the walk on screen is sealed, and the screen is drawn anew. */
import type { Session } from '../../core/session.ts'
import { segmentAfter } from '../router.tsx'
import { useServices } from '../services.ts'

/** Writing it is enough: where it goes is the mode's matter. */
const same = (session: Session): Session => session

export function createReopen(): () => void {
  const { keep, sessions } = useServices()
  const reopen = async () => {
    const id = segmentAfter('/walk/')
    // A disk that refuses is said by the walk itself, at the next change.
    if (id !== undefined) await sessions.change(id, same).catch(() => undefined)
    keep.reopen()
  }
  return () => void reopen()
}
