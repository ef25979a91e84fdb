/** Shakes hands with a vetted address only to see its certificate: nothing is written to it. */
import type { TlsFacts } from '../core/wire.ts'
import { defaultLimits } from './limits.ts'
import { type Dial, DialFailure, dial } from './node-dial.ts'
import type { Vetted } from './policy.ts'

export type SeeCertificate = (to: Vetted) => Promise<TlsFacts | undefined>

export const createSeeCertificate =
  (now: () => number, dialled: Dial = dial): SeeCertificate =>
  async ({ url, port, addresses }) => {
    const target = {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port,
      secure: true,
      addresses,
      pin: undefined,
      timeoutMs: defaultLimits.connectMs,
    }
    try {
      const { socket, tls } = await dialled(target, now)
      socket.destroy()
      return tls
    } catch (failure) {
      return failure instanceof DialFailure ? failure.tls : undefined
    }
  }
