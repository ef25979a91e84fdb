/** A request on its way: which one, since when, by which way, and how it waits for its turn. */
import type { Send } from '../core/run.ts'

export interface Way {
  readonly route: 'relay' | 'direct'
  readonly send: Send
}

export interface Running {
  readonly step: string
  /** Unix milliseconds. */
  readonly startedAt: number
  readonly stop: () => void
  /** When its turn comes, while it waits for that; Unix milliseconds. */
  readonly queued?: number | undefined
}

/** Lets time pass until it is over, or the person stops. @param wait milliseconds */
export const pass = (wait: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, wait)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
