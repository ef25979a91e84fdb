/** Walks that were just deleted, for as long as they can be brought back. Nothing else holds them. */
import { createSignal } from 'solid-js'
import type { Removed } from '../client/sessions.ts'

export interface Gone {
  readonly name: string
  readonly removed: Removed
}

/** What writes it is in src/ui/keep/undoing.ts: only who deletes needs that. */
export const [gone, setGone] = createSignal<readonly Gone[]>([])
