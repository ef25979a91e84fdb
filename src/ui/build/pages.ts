/** Answers that come in pages: the next one, the one before, or several in a row at the server's pace. */
import { createMemo, createSignal } from 'solid-js'
import type { Draft } from '../../core/draft/draft.ts'
import { type Paging as Paged, type PageLink, pagingOf } from '../../core/draft/paging.ts'
import { literal } from '../../core/draft/variables.ts'
import type { Services } from '../services.ts'
import type { Desk } from './desk.ts'
import type { Sending } from './sending.ts'

export interface Following {
  readonly page: number
  readonly of: number
  /** Until when it waits, because the server asked to; Unix milliseconds. */
  readonly until?: number
}

/** The same request for another page. Its credentials are written anew: a token may have been renewed. */
export function draftOfPage(draft: Draft, { request }: PageLink): Draft {
  const { authorization } = draft
  // A key that stands in the address stands in the link's address, too.
  const written = authorization.kind === 'api_key' && authorization.in === 'query'
  return {
    ...draft,
    url: literal(request.url),
    query: [],
    authorization: written ? { kind: 'none' } : authorization,
  }
}

const steps: Readonly<Record<string, number>> = { next: 1, previous: -1 }

export function createPaging(services: Services, desk: Desk, sending: Sending) {
  const [following, setFollowing] = createSignal<Following>()
  let abort = new AbortController()
  const paged = createMemo((): Paged | undefined => {
    const last = sending.last()
    if (last?.response === undefined) return undefined
    const facts = desk.walk()?.vendor.profile.paging
    return pagingOf(facts, last.sent.request, last.response)
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
    const finished = await sending.send(draftOfPage(last.sent.draft, to), label, false)
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
