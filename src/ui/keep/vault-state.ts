/** The vault's state as a signal, for the screens that show it. */
import { createResource, onCleanup } from 'solid-js'
import type { Vault, VaultState } from '../../client/vault.ts'
import { useServices } from '../services.ts'

export interface SeenVault {
  readonly vault: Vault
  readonly state: VaultState
  /** How many walks have a sealed part that could not be opened. */
  readonly damaged: number
}

export function createVaultState() {
  const { keep } = useServices()
  let stop: (() => void) | undefined
  const [seen, { refetch }] = createResource(async (): Promise<SeenVault> => {
    const vault = await keep.vault()
    stop ??= vault.watch(() => void refetch())
    return { vault, state: await vault.state(), damaged: vault.damaged().size }
  })
  onCleanup(() => stop?.())
  return seen
}
