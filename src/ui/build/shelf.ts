/** The person's own: saved requests, what was sent, environments. Reads again when another tab changed them. */
import { createContext, createSignal, onCleanup, useContext } from 'solid-js'
import type { Call, Requests, SavedRequest } from '../../client/requests.ts'
import type { Draft, Environment } from '../../core/draft/draft.ts'
import { createLater } from './later.ts'

/** Something that was taken away and can be put back. */
export interface Undo {
  readonly words: string
  readonly run: () => Promise<void>
}

/** An environment that is open for editing. */
export interface Editing {
  readonly environment: Environment
  readonly isNew: boolean
}

export function createShelf(requests: Requests) {
  const [unreadable, setUnreadable] = createSignal(false)
  const [editing, setEditing] = createSignal<Editing>()
  const [undo, setUndo] = createSignal<Undo>()
  const told = <T>(promise: Promise<readonly T[]>): Promise<readonly T[]> =>
    promise.catch(() => {
      setUnreadable(true)
      return []
    })
  const saved = createLater<true, readonly SavedRequest[]>(
    () => true,
    () => told(requests.list()),
  )
  const calls = createLater<true, readonly Call[]>(
    () => true,
    () => told(requests.history()),
  )
  const environments = createLater<true, readonly Environment[]>(
    () => true,
    () => told(requests.environments()),
  )
  const reload = async () => {
    await Promise.all([saved.reload(), calls.reload(), environments.reload()])
  }
  onCleanup(requests.watch(() => void reload()))

  /** What is stored is told to the screen, and a refusal of the browser too. */
  async function write(how: () => Promise<unknown>): Promise<boolean> {
    try {
      await how()
    } catch {
      setUnreadable(true)
      return false
    }
    await reload()
    return true
  }
  const offerUndo = (words: string, run: () => Promise<unknown>) =>
    setUndo({
      words,
      run: async () => {
        setUndo(undefined)
        await write(run)
      },
    })

  return {
    editing,
    /** Opens the editor of an environment; closes it without one. */
    edit: setEditing,
    saved: () => saved.value(),
    calls: () => calls.value(),
    environments: () => environments.value() ?? [],
    unreadable,
    undo,
    forgetUndo: () => setUndo(undefined),
    reload,
    write,
    async save(draft: Draft, folder?: string): Promise<Draft | undefined> {
      let kept: Draft | undefined
      await write(async () => {
        kept = await requests.save(draft, folder)
      })
      return kept
    },
    async remove({ draft, folder }: SavedRequest): Promise<void> {
      await write(() => requests.remove(draft.id))
      offerUndo(`Deleted “${draft.name}”.`, () => requests.save(draft, folder))
    },
    async clearCalls(): Promise<void> {
      const all = calls.value() ?? []
      await write(() => requests.clearHistory())
      offerUndo(all.length === 1 ? 'Cleared one call.' : `Cleared ${all.length} calls.`, () =>
        Promise.all(all.map((call) => requests.remember(call))),
      )
    },
    saveEnvironment: (environment: Environment) =>
      write(() => requests.saveEnvironment(environment)),
    async removeEnvironment(environment: Environment): Promise<void> {
      await write(() => requests.removeEnvironment(environment.id))
      offerUndo(`Deleted the environment “${environment.name}”.`, () =>
        requests.saveEnvironment(environment),
      )
    },
  }
}

export type Shelf = ReturnType<typeof createShelf>

export const ShelfContext = createContext<Shelf>()

export function useShelf(): Shelf {
  const shelf = useContext(ShelfContext)
  if (shelf === undefined) throw new Error('ShelfContext is provided by BuildPage.tsx.')
  return shelf
}
