/** The effects the screens may use, handed in by `main.tsx`. Tests and the page see the same names. */
import { createContext, useContext } from 'solid-js'
import type { SandboxClock } from '../client/sandbox.ts'
import type { Sessions } from '../client/sessions.ts'
import type { Send } from '../core/run.ts'
import type { OpenStream } from '../core/stream.ts'
import type { Environment } from '../core/vendor.ts'

export interface Services {
  readonly sessions: Sessions
  readonly send: Send
  /** Through the relay, piece by piece; the straight way is `openDirect` of src/client/direct.ts. */
  readonly open: OpenStream
  readonly sandbox: SandboxClock
  readonly environmentOf: (vendor: string) => Environment
  readonly hasKey: () => boolean
  /** `false` when the text holds no key. */
  readonly pasteKey: (text: string) => boolean
  /** Unix milliseconds. */
  readonly now: () => number
  readonly random: (bytes: number) => string
  readonly id: () => string
  /** Leaves the page for another origin. */
  readonly leave: (url: string) => void
}

export const ServicesContext = createContext<Services>()

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === undefined) throw new Error('ServicesContext is provided by main.tsx.')
  return services
}
