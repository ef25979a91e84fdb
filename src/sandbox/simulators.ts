/** Finds each vendor's simulator by convention: `src/vendors/<id>/sandbox.ts`, default export. */
import type { Simulator } from '../core/simulator.ts'

export function loadSimulators(ids: readonly string[]): Promise<readonly Simulator[]> {
  return Promise.all(ids.map(load))
}

async function load(id: string): Promise<Simulator> {
  // The path's fixed parts are what lets a bundler find every candidate.
  const module: { readonly default: Simulator } = await import(`../vendors/${id}/sandbox.ts`)
  if (module.default.id !== id)
    throw new Error(`src/vendors/${id}/sandbox.ts calls itself ${module.default.id}`)
  return module.default
}
