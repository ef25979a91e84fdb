/** The sandbox: every simulated vendor behind one function from Request to Response. */
import type { Simulator } from '../core/simulator.ts'
import { html } from './html.ts'
import { cryptoRandom, type Random } from './ids.ts'
import { indexPage, plainPage } from './pages.ts'
import { sampleAnswer } from './samples.ts'
import { stylesheetAnswer } from './style.ts'
import { createVendorServer } from './vendor-server.ts'
import { memoryStore, type Store } from './world.ts'

export interface SandboxOptions {
  readonly simulators: readonly Simulator[]
  /** Where the sandbox is reached, for example `http://localhost:7862`. */
  readonly origin: string
  /** Where Grantwalk's page runs; the clients' registered redirect URIs are there. */
  readonly appOrigins: readonly string[]
  /** Unix milliseconds. */
  readonly now: () => number
  readonly random?: Random
  readonly store?: Store
  /** Waits before a slow answer. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

export type Sandbox = (request: Request) => Promise<Response>

export function createSandbox(options: SandboxOptions): Sandbox {
  const { simulators, origin, appOrigins, now } = options
  const { random = cryptoRandom, store = memoryStore(), wait = sleep } = options
  const servers = new Map(
    simulators.map((simulator) => {
      const place = { base: `${origin}/${simulator.id}`, appOrigins }
      return [simulator.id, createVendorServer({ simulator, place, now, random, store, wait })]
    }),
  )
  return async function sandbox(request) {
    const { pathname } = new URL(request.url)
    if (pathname === '/') return indexPage(simulators)
    if (pathname === '/.sandbox/style.css') return stylesheetAnswer(undefined)
    const sample = await sampleAnswer(request, { now, wait, appOrigins })
    if (sample !== undefined) return sample
    const inserted = wellKnown(pathname)
    const id = inserted?.id ?? pathname.split('/')[1] ?? ''
    return (await servers.get(id)?.(request, inserted?.path)) ?? noSuchVendor(id)
  }
}

/**
 * An issuer with a path has its metadata at the root, the path behind the name (RFC 8414 section 3.1). The vendor sees it as if it
 * stood at the vendor's own root: `/.well-known/x/<id>/api` is `/.well-known/x/api`.
 */
function wellKnown(pathname: string): { id: string; path: string } | undefined {
  const [, name, id, rest] = /^\/\.well-known\/([^/]+)\/([^/]+)(\/.*)?$/.exec(pathname) ?? []
  if (name === undefined || id === undefined) return undefined
  return { id, path: `/.well-known/${name}${rest ?? ''}` }
}

const noSuchVendor = (id: string): Response =>
  plainPage(404, 'No such vendor', html`<p>Nothing is simulated at <code>/${id}</code>.</p>`)

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
