/** Reads what was pasted or opened: small texts at once, large ones in a worker, where they hold nothing up. */
import type { Arrived } from '../core/arrive/arrived.ts'
import type { Problem } from '../core/problem.ts'

export type Reading = (text: string, signal: AbortSignal) => Promise<Arrived>

/** Characters that a page reads without anybody noticing. */
const SMALL = 32 * 1024

/** The policy knows one address, and gives it whatever it is asked (CSP: `trusted-types`, `worker-src 'self'`). */
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(x: ''): string }
}

declare const trustedTypes: Policies | undefined

let policy: ReturnType<Policies['createPolicy']> | undefined

async function openWorker(): Promise<Worker> {
  const { default: address } = await import('./reading-worker.ts?worker&url')
  if (typeof trustedTypes !== 'undefined')
    policy ??= trustedTypes.createPolicy('reading-worker', { createScriptURL: () => address })
  return new Worker(policy?.createScriptURL('') ?? address, { type: 'module', name: 'reading' })
}

async function here(text: string): Promise<Arrived> {
  const { readAnything } = await import('../core/arrive/anything.ts')
  return await readAnything(text, () => crypto.randomUUID())
}

/** @param signal ends the reading; what came of it is then a problem that says so */
export async function readText(text: string, signal: AbortSignal): Promise<Arrived> {
  if (text.length <= SMALL) return await here(text)
  // Its file may be gone with the server: then the page reads, and is slow for a moment.
  const worker = await openWorker().catch(() => undefined)
  return worker === undefined ? await here(text) : await beside(worker, text, signal)
}

function beside(worker: Worker, text: string, signal: AbortSignal): Promise<Arrived> {
  return new Promise((resolve) => {
    const end = (arrived: Arrived | Promise<Arrived>) => {
      worker.terminate()
      resolve(arrived)
    }
    const stop = () => end({ kind: 'problem', problem: stopped })
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    worker.addEventListener('message', (event: MessageEvent<Arrived>) => end(event.data))
    worker.addEventListener('error', () => end(here(text)))
    worker.postMessage(text)
  })
}

const stopped: Problem = {
  kind: 'bad_input',
  code: 'stopped',
  means: 'You stopped the reading.',
  remedy: 'Open the file again to read it whole.',
}
