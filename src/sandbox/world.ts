/** What a simulated vendor remembers between two requests, and the store it is kept in. */
import type { SettingValue, World } from '../core/simulation.ts'
import type { Simulator } from '../core/simulator.ts'

/** A Map with promises. One value for each vendor. */
export interface Store {
  get(key: string): Promise<World | undefined>
  set(key: string, world: World): Promise<void>
}

export function memoryStore(): Store {
  const worlds = new Map<string, World>()
  return {
    get: (key) => Promise.resolve(worlds.get(key)),
    set: (key, world) => Promise.resolve(void worlds.set(key, world)),
  }
}

export function newWorld(simulator: Simulator): World {
  const settings = (simulator.settings ?? []).map((setting): [string, SettingValue] => [
    setting.id,
    setting.initial,
  ])
  return {
    offset: 0,
    settings: new Map(settings),
    clients: new Map(),
    codes: new Map(),
    access: new Map(),
    refresh: new Map(),
    spent: new Map(),
    sessions: new Map(),
    forms: new Map(),
    windows: new Map(),
    pushed: new Map(),
    waiting: new Map(),
    seen: new Map(),
    own: new Map(),
  }
}

/** A visitor who never stops must not fill the memory: the oldest entries go first. */
const MOST = 5000

export function bound(world: World): void {
  for (const map of Object.values(world) as unknown[]) {
    if (!(map instanceof Map)) continue
    for (const key of map.keys()) {
      if (map.size <= MOST) break
      map.delete(key)
    }
  }
}
