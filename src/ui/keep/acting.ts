/** What is done with a whole walk, once everything is known that had to be asked. */
import { createSignal } from 'solid-js'
import type { Summary } from '../../client/summary.ts'
import { reduce } from '../../core/flow.ts'
import { type Problem, problemOf } from '../../core/problem.ts'
import type { SessionEvent } from '../../core/session.ts'
import type { Flow } from '../../core/vendor.ts'
import { announce } from '../kit/LiveRegion.tsx'

import { navigate } from '../router.tsx'
import type { Services } from '../services.ts'
import type { Act } from '../walk-acts.ts'
import { offerBack } from './undoing.ts'

export interface Asked {
  readonly act: Act
  readonly walk: Pick<Summary, 'id' | 'name' | 'pinned'>
  /** Where the walk is open: it is the one that writes it. */
  readonly onEvent?: ((event: SessionEvent) => Promise<void>) | undefined
  readonly onDone: (act: Act) => void
  readonly onClose: () => void
}

type Unstamped<E> = E extends unknown ? Omit<E, 'at'> : never

/** @param asked read once: one act is done with one walk */
export function createActing(services: Services, asked: Asked) {
  const { sessions } = services
  const { act, walk, onEvent, onDone, onClose } = { ...asked }
  const [problem, setProblem] = createSignal<Problem>()
  const identity = () => ({ id: services.id(), at: services.now() })

  /** What is done says so; it says nothing where the walk was gone. */
  async function attempt(work: () => Promise<string | undefined>): Promise<void> {
    try {
      const said = await work()
      if (said !== undefined) announce(said)
      onDone(act)
      onClose()
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }

  /** In the list nothing happened in the walk itself, so its place stays. */
  async function write(event: Unstamped<SessionEvent>): Promise<void> {
    if (onEvent !== undefined) await onEvent({ ...event, at: services.now() })
    else
      await sessions.change(walk.id, (session) =>
        reduce(session, { ...event, at: session.updatedAt }),
      )
  }

  const rename = (name: string) =>
    attempt(async () => {
      await write({ type: 'named', name })
      return `Renamed to ${name}`
    })

  const mark = (tags: readonly string[], note: string) =>
    attempt(async () => {
      await write({ type: 'tagged', tags })
      await write({ type: 'noted', note })
      return 'Kept tags and note'
    })

  const pin = () =>
    attempt(async () => {
      await write({ type: 'pinned', pinned: walk.pinned !== true })
      return `${walk.pinned ? 'Unpinned' : 'Pinned'} ${walk.name}`
    })

  const fork = (flow: Flow, step: string) =>
    attempt(async () => {
      const forked = await sessions.fork(walk.id, flow, step, identity())
      if (forked === undefined) return undefined
      navigate(`/walk/${forked.id}`)
      return `Forked: ${forked.name}`
    })

  const duplicate = () =>
    attempt(async () => {
      const copy = await sessions.duplicate(walk.id, identity())
      if (copy === undefined) return undefined
      if (onEvent !== undefined) navigate(`/walk/${copy.id}`)
      return `Made ${copy.name}`
    })

  const remove = () =>
    attempt(async () => {
      const removed = await sessions.remove(walk.id)
      if (removed === undefined) return undefined
      offerBack({ name: walk.name, removed })
      document.getElementById('walks')?.focus()
      return `Deleted ${walk.name}. It can be brought back for ten seconds.`
    })

  return { problem, rename, mark, pin, fork, duplicate, remove }
}
