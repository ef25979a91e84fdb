/** After the vault was opened: what was typed into the walk on screen is sealed, and the screen is drawn anew. */
import type { Session } from '../../core/session.ts'
import { announce } from '../kit/LiveRegion.tsx'
import { segmentAfter } from '../router.tsx'
import { useServices } from '../services.ts'

/** Writing it is enough: where it goes is the mode's matter. */
const same = (session: Session): Session => session

export function createReopen(): () => void {
  const { keep, sessions } = useServices()
  /** Not what does not open: it stays as it was found, until the person has seen it and goes on. */
  async function reseal(id: string): Promise<void> {
    try {
      await sessions.load(id)
      if (!(await keep.vault()).damaged().has(id)) await sessions.change(id, same)
    } catch {
      // A disk that refuses is said by the walk itself, at the next change.
    }
  }

  const reopen = async () => {
    const id = segmentAfter('/walk/')
    if (id !== undefined) await reseal(id)
    keep.reopen()
    announce('The vault is open')
  }
  return () => void reopen()
}
