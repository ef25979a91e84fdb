/** What time does on screen: a shared tick, a delay before we speak of waiting, and the end of a reveal. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

const [now, setNow] = createSignal(Date.now())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

/** Unix milliseconds, renewed every second as long as something on screen looks at it. */
export function createNow(): Accessor<number> {
  // Who else looks keeps it fresh: every time on screen would be written anew for one more.
  if (watchers === 0) setNow(Date.now())
  watchers += 1
  timer ??= setInterval(() => setNow(Date.now()), 1000)
  onCleanup(() => {
    watchers -= 1
    if (watchers > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return now
}

/** True once `active` has held for a while: what is quick is not worth a word. */
export function createLate(active: Accessor<boolean>, milliseconds = 300): Accessor<boolean> {
  const [late, setLate] = createSignal(false)
  createEffect(() => {
    if (!active()) {
      setLate(false)
      return
    }
    const wait = setTimeout(() => setLate(true), milliseconds)
    onCleanup(() => clearTimeout(wait))
  })
  return late
}

/** Shown by a gesture, hidden again after 30 s or when the window loses the person's eye (T92). */
export function createReveal(milliseconds = 30_000): readonly [Accessor<boolean>, () => void] {
  const [shown, setShown] = createSignal(false)
  createEffect(() => {
    if (!shown()) return
    const hide = () => setShown(false)
    const wait = setTimeout(hide, milliseconds)
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', hide)
    onCleanup(() => {
      clearTimeout(wait)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', hide)
    })
  })
  return [shown, () => setShown((was) => !was)]
}
