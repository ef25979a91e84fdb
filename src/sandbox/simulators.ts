/** Finds each vendor's simulator by convention: `src/vendors/<id>/sandbox.ts`, default export. */
import type { Simulator } from '../core/simulator.ts'

export function loadSimulators(ids: readonly string[]): Promise<readonly Simulator[]> {
  return Promise.all(ids.map(load))
}

async function load(id: string): Promise<Simulator> {
  // The path's fixed parts are what lets a bundler find every candidate.
  const module: unknown = await import(`../vendors/${id}/sandbox.ts`)
  if (!holdsSimulator(module) || module.default.id !== id)
    throw new Error(`src/vendors/${id}/sandbox.ts must export the simulator ${id} as its default`)
  return module.default
}

/** Its shape is checked where it is written, with `satisfies Simulator`; here only that it is one. */
const holdsSimulator = (module: unknown): module is { readonly default: Simulator } =>
  typeof module === 'object' &&
  module !== null &&
  'default' in module &&
  typeof module.default === 'object' &&
  module.default !== null &&
  'id' in module.default
