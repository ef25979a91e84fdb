/** Answers that come in pages: the next one, the one before, or several in a row at the server's pace. */
import { createMemo, createSignal } from 'solid-js'
import { type Paging as Paged, type PageLink, pagingOf } from '../../core/draft/paging.ts'
import { turned } from '../../core/draft/turn.ts'
import type { Services } from '../services.ts'
import type { Desk } from './desk.ts'
import type { Sending } from './sending.ts'

export interface Following {
  readonly page: number
  readonly of: number
  /** Until when it waits, because the server asked to; Unix milliseconds. */
  readonly until?: number
}

const steps: Readonly<Record<string, number>> = { next: 1, previous: -1 }

export function createPaging(services: Services, desk: Desk, sending: Sending) {
  const [following, setFollowing] = createSignal<Following>()
  let abort = new AbortController()
  /** In the sandbox a vendor has a folder, not a host: links that begin with a slash begin there. */
  const root = () => {
    const walk = desk.walk()
    if (walk?.session.target !== 'sandbox') return undefined
    const { id } = walk.vendor.profile
    return `${services.environmentOf(id).sandbox}/${id}`
  }
  const paged = createMemo((): Paged | undefined => {
    const last = sending.last()
    if (last?.response === undefined) return undefined
    return pagingOf(desk.walk()?.vendor.profile.paging, last.sent.request, last.response, root())
  })
  /** Which page each answer is, counted from where the walk began. */
  const places = new Map<string, number>()
  const placeOf = (id: string) => {
    const told = /^Page (\d+)/.exec(paged()?.says ?? '')?.[1]
    return told === undefined ? (places.get(id) ?? 1) : Number(told)
  }
  const link = (rel: string) => paged()?.links.find((one) => one.rel === rel)

  async function go(to: PageLink): Promise<boolean> {
    const last = sending.last()
    if (last === undefined || sending.running() !== undefined) return false
    const step = steps[to.rel]
    const place = step === undefined ? 1 : placeOf(last.sent.id) + step
    const label = step === undefined ? to.title : `Page ${place}`
    // Only what the page changes: variables, and with them every secret, stay what they are.
    const draft = turned(last.sent.draft, last.sent.request, to.request)
    const finished = await sending.send(draft, label, false)
    if (finished !== undefined) places.set(finished.sent.id, place)
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
    for (let page = 1; page <= most && !signal.aborted; page += 1) {
      const next = link('next')
      if (next === undefined) break
      const until = sending.pauseFor(new URL(next.request.url).origin)?.until ?? 0
      setFollowing({ page, of: most, ...(until > services.now() ? { until } : {}) })
      await wait(until, signal)
      if (signal.aborted) break
      // A 429 on the way is waited for, and the same page asked again.
      if (!(await go(next)) && sending.last()?.response?.status !== 429) break
    }
    setFollowing(undefined)
  }

  return {
    paged,
    link,
    go: (to: PageLink) => void go(to),
    follow: (most: number) => void follow(most),
    following,
    stop: () => {
      abort.abort()
      sending.stop()
    },
  }
}

export type Paging = ReturnType<typeof createPaging>
