/** Where secrets rest on this device, and the vault, which is fetched only where there is one. */
import type { Care, Mode } from './care.ts'
import { createMode } from './mode.ts'
import type { Vault } from './vault.ts'

export interface Keep extends Required<Care> {
  /** Whether a person chose the mode, or it is what it is for everyone. */
  readonly chosen: () => boolean
  /** `false` when the browser keeps no choice. What is kept already is changed by `convert` of modes.ts. */
  readonly choose: (mode: Mode) => boolean
  readonly vault: () => Promise<Vault>
}

/** @param changed here or in another tab */
export function createKeep(
  knows: Pick<Care, 'holdsSecrets' | 'strip'>,
  changed: (mode: Mode) => void,
): Keep {
  const kept = createMode(() => localStorage)
  kept.watch(changed)
  let vault: Promise<Vault> | undefined
  const opened = () => {
    vault ??= import('./vault-tab.ts').then(({ createTabVault }) => createTabVault())
    return vault
  }
  return {
    ...knows,
    mode: kept.get,
    chosen: kept.chosen,
    choose(mode) {
      const done = kept.set(mode)
      if (done) changed(mode)
      return done
    },
    vault: opened,
    seal: async (session, revision) => (await opened()).seal(session, revision),
    unseal: async (id) =>
      vault === undefined && kept.get() !== 'vault' ? { revision: 0 } : (await opened()).unseal(id),
  }
}
