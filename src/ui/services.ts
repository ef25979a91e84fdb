/** The effects the screens may use, handed in by `main.tsx`. Tests and the page see the same names. */
import { createContext, useContext } from 'solid-js'
import type { Keep } from '../client/keep.ts'
import type { Sessions } from '../client/sessions.ts'
import type { KeyRing } from '../core/key-ring.ts'
import type { Send } from '../core/run.ts'
import type { OpenStream } from '../core/stream.ts'
import type { Environment } from '../core/vendor.ts'

/** Where secrets rest; `mode` is a signal. */
export interface KeepChoice extends Keep {
  /** Draws the screens anew, with what the vault gave back. */
  readonly reopen: () => void
}

export interface Services {
  readonly sessions: Sessions
  readonly keep: KeepChoice
  readonly send: Send
  /** Through the relay, piece by piece; the straight way is `openDirect` of src/client/direct.ts. */
  readonly open: OpenStream
  readonly environmentOf: (vendor: string) => Environment
  readonly hasKey: () => boolean
  /** `false` when the text holds no key. */
  readonly pasteKey: (text: string) => boolean
  /** Unix milliseconds. */
  readonly now: () => number
  readonly random: (bytes: number) => string
  /** The keys of a walk that sign and cannot be read. */
  readonly keysOf: (session: string) => KeyRing
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
