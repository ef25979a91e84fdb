/** Locks after a while without a key, a pointer or a touch in any tab (T91). */

/** Unless it is set otherwise. */
export const IDLE_MS = 15 * 60_000
/** How often other tabs are told at most that somebody is here. */
const TELL_MS = 20_000

export interface Idle {
  /** Somebody is here, or in another tab. */
  touch(): void
  stop(): void
}

export interface IdleWatch {
  readonly now: () => number
  readonly after: () => number
  readonly lock: () => void
  /** Tells the other tabs that somebody is here. */
  readonly tell: () => void
  /** Of the page: its document. */
  readonly target: EventTarget
}

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll'] as const

export function watchIdle({ now, after, lock, tell, target }: IdleWatch): Idle {
  let last = now()
  let told = last
  let timer: ReturnType<typeof setTimeout> | undefined

  /** A machine that slept has late timers: the clock decides, at each sign of life as well. */
  function check(): boolean {
    const left = last + after() - now()
    if (left <= 0) {
      stop()
      lock()
      return false
    }
    clearTimeout(timer)
    timer = setTimeout(check, left)
    return true
  }

  function touch(): void {
    if (now() - last > after() && !check()) return
    last = now()
  }

  function here(): void {
    touch()
    if (now() - told < TELL_MS) return
    told = now()
    tell()
  }

  function stop(): void {
    clearTimeout(timer)
    for (const sign of signs) target.removeEventListener(sign, here, true)
    target.removeEventListener('visibilitychange', check)
  }

  for (const sign of signs) target.addEventListener(sign, here, { capture: true, passive: true })
  target.addEventListener('visibilitychange', check)
  check()
  return { touch, stop }
}
