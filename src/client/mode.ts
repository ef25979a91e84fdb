/** Which mode this device is in. Asked at every write, so it is small and known at once. */
import type { Mode } from './care.ts'

const KEY = 'grantwalk:mode'
const modes: readonly Mode[] = ['session', 'vault', 'unprotected']

export interface KeptMode {
  /** `session` until somebody chose. */
  get(): Mode
  /** Whether it was ever chosen. */
  chosen(): boolean
  /** `false` when the browser refuses: then it is as it was. */
  set(mode: Mode): boolean
  /** Calls back when another tab chose. */
  watch(changed: (mode: Mode) => void): void
}

/** @param storage the browser's `localStorage`, which every tab of this origin shares */
export function createMode(storage: () => Storage): KeptMode {
  const stored = () => {
    try {
      const text = storage().getItem(KEY)
      return modes.find((mode) => mode === text)
    } catch {
      return undefined // a browser that keeps nothing keeps no secret, either
    }
  }
  return {
    get: () => stored() ?? 'session',
    chosen: () => stored() !== undefined,
    set(mode) {
      try {
        storage().setItem(KEY, mode)
      } catch {
        return false
      }
      return true
    },
    watch(changed) {
      addEventListener('storage', ({ key }) => {
        if (key === KEY || key === null) changed(stored() ?? 'session')
      })
    },
  }
}
