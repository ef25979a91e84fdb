/** Answers that come in pages: the next one, the one before, or several in a row at the server's pace. */
import { createSignal } from 'solid-js'
import type { Services } from '../services.ts'
import type { Desk } from './desk.ts'
import { type Paged, pagingOf } from './pending.ts'
import type { Sending } from './sending.ts'

export interface Following {
  readonly page: number
  readonly of: number
  /** Until when it waits, because the server asked to; Unix milliseconds. */
  readonly until?: number
}

export function createPaging(services: Services, desk: Desk, sending: Sending) {
  const [following, setFollowing] = createSignal<Following>()
  let abort = new AbortController()
  const paged = (): Paged | undefined => {
    const last = sending.last()
    return last?.response === undefined ? undefined : pagingOf(last.sent.draft, last.response)
  }
  const label = () => `Page ${sending.tries().length + 1}`

  async function go(to: 'next' | 'previous'): Promise<boolean> {
    const draft = paged()?.[to]
    if (draft === undefined || sending.running() !== undefined) return false
    const finished = await sending.send(draft, label(), false)
    return finished?.response !== undefined && finished.response.status < 300
  }

  /** Sleeps until the server takes calls again, or until the person stops it. */
  async function wait(until: number, signal: AbortSignal): Promise<void> {
    const left = until - services.now()
    if (left <= 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  async function follow(most: number): Promise<void> {
    abort = new AbortController()
    const { signal } = abort
    for (let page = 1; page <= most && !signal.aborted && paged()?.next !== undefined; page += 1) {
      const until = sending.pauseFor(desk.composed()?.origin)?.until ?? 0
      setFollowing({ page, of: most, ...(until > services.now() ? { until } : {}) })
      await wait(until, signal)
      if (signal.aborted || !(await go('next'))) break
    }
    setFollowing(undefined)
  }

  return {
    paged,
    go: (to: 'next' | 'previous') => void go(to),
    follow: (most: number) => void follow(most),
    following,
    stop: () => {
      abort.abort()
      sending.stop()
    },
  }
}

export type Paging = ReturnType<typeof createPaging>
