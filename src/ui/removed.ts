/** Walks that were just deleted, for as long as they can be brought back. Nothing else holds them. */
import { createSignal } from 'solid-js'
import type { Removed } from '../client/sessions.ts'

export interface Gone {
  readonly name: string
  readonly removed: Removed
}

const [gone, setGone] = createSignal<readonly Gone[]>([])

export { gone }

export const UNDO_MS = 10_000

let held = false

/** Time stands still while somebody is at the notice (WCAG 2.2.1). */
export const hold = (on: boolean): void => {
  held = on
}

export function offerBack(one: Gone): void {
  setGone((all) => [...all, one])
  const end = () => (held ? void setTimeout(end, 1_000) : letGo(one))
  setTimeout(end, UNDO_MS)
}

export const letGo = (one: Gone): void => {
  setGone((all) => all.filter((other) => other !== one))
}

/** They hold secrets, and the vault was locked. */
export const letGoOfAll = (): void => {
  setGone([])
}
