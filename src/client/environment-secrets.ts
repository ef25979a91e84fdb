/** The values of secret variables, in the tab they were typed in and nowhere else (threat model, d.2). */
import type { Environment, Variable } from '../core/draft/draft.ts'
import type { TabStorage } from './tab-storage.ts'

export interface EnvironmentSecrets {
  /** The environment with the values this tab knows. */
  fill(environment: Environment): Environment
  set(environment: Environment): void
  /** Beside what is known already. */
  add(id: string, variables: readonly Variable[]): void
  remove(id: string): void
}

const key = (id: string) => `grantwalk:environment:${id}`

/** @param storage the tab's `sessionStorage` */
export function createEnvironmentSecrets(storage: TabStorage): EnvironmentSecrets {
  // What does not fit the storage is still here as long as the page is.
  const held = new Map<string, ReadonlyMap<string, string>>()
  const valuesOf = (id: string) => held.get(id) ?? parsed(storage.getItem(key(id)))

  function keep(id: string, values: ReadonlyMap<string, string>): void {
    held.set(id, values)
    try {
      storage.setItem(key(id), JSON.stringify([...values]))
    } catch {
      // Older values would be worse than none.
      storage.removeItem(key(id))
    }
  }

  return {
    fill(environment) {
      const values = valuesOf(environment.id)
      return {
        ...environment,
        variables: environment.variables.map((variable) =>
          variable.kind === 'secret'
            ? { ...variable, value: values.get(variable.name) ?? '' }
            : variable,
        ),
      }
    },
    set: ({ id, variables }) => keep(id, secretsIn(variables)),
    add: (id, variables) => keep(id, new Map([...valuesOf(id), ...secretsIn(variables)])),
    remove(id) {
      held.delete(id)
      storage.removeItem(key(id))
    },
  }
}

const secretsIn = (variables: readonly Variable[]): ReadonlyMap<string, string> =>
  new Map(
    variables
      .filter(({ kind, value }) => kind === 'secret' && value !== '')
      .map(({ name, value }) => [name, value]),
  )

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
