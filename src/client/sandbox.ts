/** The sandbox's own controls: its clock and its switches. Reached through the relay, like the vendor. */
import { textOf, utf8 } from '../core/http.ts'
import type { Send } from '../core/run.ts'
import type { Account, RegisteredClient, SettingValue } from '../core/simulation.ts'
import type { Setting } from '../core/simulator.ts'

export type SandboxSetting = Setting & { readonly value: SettingValue }

export interface SandboxState {
  /** How far the simulator's clock runs ahead of the real one, in seconds. */
  readonly offset: number
  readonly settings: readonly SandboxSetting[]
  /** Fixtures to log in with: invented people, openly known. */
  readonly accounts: readonly Account[]
  readonly clients: readonly RegisteredClient[]
}

export interface SandboxOrder {
  /** Seconds. */
  readonly advance?: number
  readonly settings?: Readonly<Record<string, SettingValue>>
  readonly reset?: true
}

export interface SandboxClock {
  /** `undefined` when the simulator does not answer. */
  read(base: string): Promise<SandboxState | undefined>
  order(base: string, order: SandboxOrder): Promise<SandboxState | undefined>
}

export function createSandboxClock(send: Send): SandboxClock {
  const ask = async (base: string, order?: SandboxOrder) => {
    const url = `${base}/.sandbox`
    const answer = await send(
      order === undefined
        ? { method: 'GET', url, headers: [['accept', 'application/json']] }
        : {
            method: 'POST',
            url,
            headers: [['content-type', 'application/json']],
            body: utf8(JSON.stringify(order)),
          },
      AbortSignal.timeout(10_000),
    )
    return answer.kind === 'answered' && answer.response.status === 200
      ? stateOf(textOf(answer.response))
      : undefined
  }
  return { read: (base) => ask(base), order: ask }
}

function stateOf(text: string): SandboxState | undefined {
  try {
    const state: unknown = JSON.parse(text)
    return isState(state) ? state : undefined
  } catch {
    return undefined
  }
}

/** Our own server wrote it; the shape is still checked, because the port may belong to another. */
const isState = (value: unknown): value is SandboxState =>
  typeof value === 'object' &&
  value !== null &&
  'offset' in value &&
  typeof value.offset === 'number' &&
  'settings' in value &&
  Array.isArray(value.settings) &&
  'accounts' in value &&
  Array.isArray(value.accounts) &&
  'clients' in value &&
  Array.isArray(value.clients)
