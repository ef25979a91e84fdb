/** The vault with what it needs of this tab: its clock, its storage, its page. */
import { backTab, forgetTab } from './tab-storage.ts'
import { createVault, type Vault } from './vault.ts'
import { IDLE_MS } from './vault-idle.ts'

const KEY = 'grantwalk:idle-minutes'

/** Minutes without a sign of life until it locks. */
export const idleChoices = [1, 5, 15, 30, 60] as const

export function idleMinutes(): number {
  const text = localStorage.getItem(KEY)
  return idleChoices.find((minutes) => String(minutes) === text) ?? IDLE_MS / 60_000
}

export const setIdleMinutes = (minutes: number): void => localStorage.setItem(KEY, String(minutes))

export const createTabVault = (): Vault =>
  createVault({
    now: Date.now,
    idle: () => idleMinutes() * 60_000,
    // A page that begins anew holds nothing: no value, no field, no element.
    forget() {
      forgetTab()
      location.reload()
    },
    texts: backTab,
    document,
  })
