/** The list of walks as it is on disk: its beginning at once, all of it after the first screen is drawn. */
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Sessions } from '../client/sessions.ts'
import type { Summary } from '../client/summary.ts'

/** As many are drawn at once. */
export const FIRST = 50

interface SessionRows {
  /** `undefined` until the disk has answered. */
  readonly all: Accessor<readonly Summary[] | undefined>
  readonly find: (id: string) => Summary | undefined
  /** The browser refuses its storage. */
  readonly refused: Accessor<boolean>
  /** How many records the list leaves out, because they cannot be read here. */
  readonly aside: Accessor<number>
  readonly reload: () => Promise<void>
}

/** @param prepare fetches what draws more than the first of them */
export function createSessionRows(
  sessions: Sessions,
  prepare: () => Promise<unknown>,
): SessionRows {
  const [all, setAll] = createSignal<readonly Summary[]>()
  const [refused, setRefused] = createSignal(false)
  const [aside, setAside] = createSignal(0)
  const byId = createMemo(() => new Map(all()?.map((one) => [one.id, one])))
  let turn = 0

  async function read(isMine: () => boolean): Promise<void> {
    const first = await sessions.list({ limit: FIRST })
    if (all() === undefined) setAll(first)
    // First the screen, then the rest; of several changes at once only the last is read.
    await new Promise((resolve) => setTimeout(resolve, 30))
    if (!isMine()) return
    const whole = first.length < FIRST ? first : await sessions.list()
    if (whole.length > FIRST) await prepare()
    const left = await sessions.aside(whole.length)
    if (!isMine()) return
    setAll(whole)
    setAside(left)
  }

  async function reload(): Promise<void> {
    turn += 1
    const mine = turn
    await read(() => mine === turn).then(
      () => setRefused(false),
      () => setRefused(true),
    )
  }

  onCleanup(sessions.watch(() => void reload()))
  void reload()
  return { all, find: (id) => byId().get(id), refused, aside, reload }
}
