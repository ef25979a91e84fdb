/** The vault's state as a signal, for the screens that show it. */
import { createResource, onCleanup } from 'solid-js'
import type { Vault, VaultState } from '../../client/vault.ts'
import type { Problem } from '../../core/problem.ts'
import { useServices } from '../services.ts'

export interface SeenVault {
  readonly vault: Vault
  readonly state: VaultState
  /** Why the sealed part of a walk could not be opened, by its id. */
  readonly damaged: ReadonlyMap<string, Problem>
}

export function createVaultState() {
  const { keep } = useServices()
  let stop: (() => void) | undefined
  const [seen, { refetch }] = createResource(async (): Promise<SeenVault> => {
    const vault = await keep.vault()
    stop ??= vault.watch(() => void refetch())
    return { vault, state: await vault.state(), damaged: new Map(vault.damaged()) }
  })
  onCleanup(() => stop?.())
  return seen
}
