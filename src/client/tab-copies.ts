/** The whole of a live session, secrets included, in the tab that walks it and nowhere else (d.2, "session only"). */
import type { Session } from '../core/session.ts'
import type { Care } from './care.ts'
import type { TabBox } from './tab-box.ts'

type Parse = (data: unknown) => Session | undefined

export interface TabCopies {
  get(id: string, parse: Parse): Session | undefined
  /**
   * Only sessions with real secrets have a copy; a sandbox's are fixtures and are stored with it.
   * @param sealed the vault has it: what it could not take, being locked, must outlast a reload here
   */
  set(session: Session, sealed?: boolean): void
  remove(id: string): void
}

const key = (id: string) => `grantwalk:session:${id}`

/** @param storage the tab's `sessionStorage`, which is a file, too: with a vault only what that could not take is in it, and always under seal */
export function createTabCopies(
  storage: Storage,
  { holdsSecrets, mode }: Pick<Care, 'holdsSecrets' | 'mode'>,
  box: TabBox,
): TabCopies {
  // What does not fit the storage is still here as long as the page is.
  const held = new Map<string, Session>()
  const remove = (id: string) => {
    held.delete(id)
    storage.removeItem(key(id))
  }
  return {
    remove,
    get(id, parse) {
      const here = held.get(id)
      if (here !== undefined) return here
      const text = box.open(storage.getItem(key(id)) ?? '', key(id))
      return text === undefined ? undefined : parsed(text, parse)
    },
    set(session, sealed = false) {
      if (!holdsSecrets(session)) return
      remove(session.id)
      if (mode() === 'unprotected') return
      held.set(session.id, session)
      if (sealed) return
      const closed = box.seal(JSON.stringify(session), key(session.id))
      try {
        if (closed !== undefined) storage.setItem(key(session.id), closed)
      } catch {
        // The quota is about 5 MB: an older copy would be worse than none, and is gone already.
      }
    },
  }
}

function parsed(text: string, parse: Parse): Session | undefined {
  try {
    return parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/**
 * What is stored, with this tab's secrets put back where they were left out: another tab may have gone
 * on with the walk, and its record knows none.
 */
export function merged(mine: Session | undefined, stored: Session): Session {
  if (mine === undefined) return stored
  const whole = new Map(mine.exchanges.map((exchange) => [exchange.id, exchange]))
  return {
    ...stored,
    values: { ...mine.values, ...stored.values },
    exchanges: stored.exchanges.map((exchange) => whole.get(exchange.id) ?? exchange),
  }
}
