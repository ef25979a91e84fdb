/** Holds what was deleted for ten seconds, and then lets go of it for good. */
import { type Gone, setGone } from '../removed.ts'

const UNDO_MS = 10_000

let held = false

/** Time stands still while somebody is at the notice (WCAG 2.2.1). */
export const hold = (on: boolean): void => {
  held = on
}

export function offerBack(one: Gone): void {
  setGone((all) => [...all, one])
  const end = () => {
    if (held) setTimeout(end, 1_000)
    else letGo(one)
  }
  setTimeout(end, UNDO_MS)
}

export const letGo = (one: Gone): void => {
  setGone((all) => all.filter((other) => other !== one))
}
