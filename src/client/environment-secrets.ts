/** The values of secret variables, in the tab they were typed in and nowhere else (threat model, d.2). */
import type { Environment } from '../core/draft/draft.ts'

export interface EnvironmentSecrets {
  /** The environment with the values this tab knows. */
  fill(environment: Environment): Environment
  set(environment: Environment): void
  remove(id: string): void
}

const key = (id: string) => `grantwalk:environment:${id}`

/** @param storage the tab's `sessionStorage` */
export function createEnvironmentSecrets(storage: Storage): EnvironmentSecrets {
  // What does not fit the storage is still here as long as the page is.
  const held = new Map<string, ReadonlyMap<string, string>>()
  return {
    fill(environment) {
      const values = held.get(environment.id) ?? parsed(storage.getItem(key(environment.id)))
      return {
        ...environment,
        variables: environment.variables.map((variable) =>
          variable.kind === 'secret'
            ? { ...variable, value: values.get(variable.name) ?? '' }
            : variable,
        ),
      }
    },
    set({ id, variables }) {
      const secrets = variables.filter(({ kind, value }) => kind === 'secret' && value !== '')
      const values = new Map(secrets.map(({ name, value }) => [name, value]))
      held.set(id, values)
      try {
        storage.setItem(key(id), JSON.stringify([...values]))
      } catch {
        // Older values would be worse than none.
        storage.removeItem(key(id))
      }
    },
    remove(id) {
      held.delete(id)
      storage.removeItem(key(id))
    },
  }
}

/** The storage is untrusted input, too. */
function parsed(text: string | null): ReadonlyMap<string, string> {
  try {
    const data: unknown = JSON.parse(text ?? '[]')
    return new Map(Array.isArray(data) ? data.filter(isPair) : [])
  } catch {
    return new Map()
  }
}

const isPair = (data: unknown): data is [string, string] =>
  Array.isArray(data) && data.length === 2 && data.every((one) => typeof one === 'string')
