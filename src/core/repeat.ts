/** Sends a step's request, and again for as long as the step says so and the person does not stop it. */
import type { HttpRequest } from './http.ts'
import type { Exchange } from './session.ts'
import type { Context, RequestStep } from './vendor.ts'

/** A request as its step built it, and as the person made it. */
export interface Sent {
  readonly built: HttpRequest
  readonly sent: HttpRequest
}

export interface Repeating {
  readonly signal: AbortSignal
  /** As things stand when it is called. */
  readonly context: () => Context
  /** Sends and records. */
  readonly send: (request: Sent) => Promise<Exchange>
  /** Waits so many milliseconds, or until it is stopped. */
  readonly pause: (milliseconds: number) => Promise<void>
}

/** A device code lives half an hour at most; nobody waits longer. */
const MOST = 360
/** Without a wait between: a server that names one place after another would have them asked as fast as it answers. */
const MOST_AT_ONCE = 20

export async function repeat(step: RequestStep, first: Sent, by: Repeating): Promise<void> {
  let request: Sent | undefined = first
  let atOnce = 0
  for (let tries = 0; request !== undefined && tries < MOST; tries += 1) {
    const exchange = await by.send(request)
    const wait = by.signal.aborted ? undefined : step.again?.(by.context(), exchange)
    atOnce = wait === 0 ? atOnce + 1 : 0
    if (wait === undefined || atOnce > MOST_AT_ONCE) return
    await by.pause(wait)
    if (by.signal.aborted) return
    request = await nextOf(step, first, by.context())
  }
}

/** Built anew, since an assertion or a proof is good for one request; what was edited stays as it is. */
async function nextOf(step: RequestStep, first: Sent, context: Context): Promise<Sent | undefined> {
  if (first.sent !== first.built) return first
  try {
    const built = await step.request(context)
    return { built, sent: built }
  } catch {
    // A value was taken away meanwhile. The preview of the step says which.
    return undefined
  }
}
