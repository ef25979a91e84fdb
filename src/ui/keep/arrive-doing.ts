/** What a person can do with what arrived. Each of these is asked for by a button of its own. */
import { createRoot } from 'solid-js'
import type { ArrivedDrafts } from '../../core/arrive/arrival.ts'
import { emptyDraft } from '../../core/draft/draft.ts'
import { startSession } from '../../core/flow.ts'
import { type Problem, problemOf } from '../../core/problem.ts'
import type { Session } from '../../core/session.ts'
import type { Flow } from '../../core/vendor.ts'
import { vendorOf } from '../../vendors/index.ts'
import { navigate } from '../router.tsx'
import type { Services } from '../services.ts'
import { createWalk } from '../walk.ts'
import { handOver } from './handed-over.ts'

/** Keeps the walks and goes to the first. Gives why they could not be kept; they last as long as the page then. */
export async function keepWalks(
  walks: readonly Session[],
  { sessions }: Services,
): Promise<Problem | undefined> {
  const [first] = walks
  // The newest stands on top of the list: the first of the file should.
  for (const walk of walks.toReversed()) {
    try {
      await sessions.create(walk)
    } catch (thrown) {
      return problemOf(thrown)
    }
  }
  if (first !== undefined) navigate(`/walk/${first.id}`)
  return undefined
}

/** Saves the requests, with their variables as an environment, and opens the first. */
export async function toBuilder(
  { title, drafts, variables }: ArrivedDrafts,
  services: Services,
): Promise<Problem | undefined> {
  try {
    const { createRequests } = await import('../../client/requests.ts')
    const requests = createRequests(services.now)
    const environment = variables.length > 0 ? services.id() : undefined
    if (environment !== undefined)
      await requests.saveEnvironment({ id: environment, name: title, variables })
    const folder = drafts.length > 1 ? title : undefined
    const ids: string[] = []
    for (const draft of drafts) {
      const id = services.id()
      await requests.save(
        { ...draft, id, ...(environment === undefined ? {} : { environment }) },
        folder,
      )
      ids.push(id)
    }
    navigate(`/request?request=${ids[0] ?? ''}`)
    return undefined
  } catch (thrown) {
    return problemOf(thrown)
  }
}

export const addressToBuilder = (url: string, services: Services): Promise<Problem | undefined> =>
  toBuilder(
    {
      kind: 'drafts',
      title: url,
      drafts: [{ ...emptyDraft(services.id()), url }],
      variables: [],
      notes: [],
    },
    services,
  )

/** The vendor that stands for every server, and what its first step asks for. */
const ANY = 'generic'

/** The ways into such a server; the first is the usual one. */
export const waysIn = async (): Promise<readonly Flow[]> => (await vendorOf(ANY)?.flows()) ?? []

/** Begins a walk at that server, or at whichever server that address belongs to. Nothing is sent yet. */
export async function walkServer(
  address: string,
  flow: Flow,
  services: Services,
): Promise<Problem | undefined> {
  const vendor = vendorOf(ANY)
  if (vendor === undefined) return undefined
  const environment = services.environmentOf(ANY)
  const issuer = address.replace(/[?#][\s\S]*$/, '')
  const target = issuer.startsWith(`${environment.sandbox}/${ANY}`) ? 'sandbox' : 'live'
  const name = `${new URL(issuer).host}: ${flow.title}`
  const identity = { id: services.id(), name, at: services.now() }
  const session = startSession(identity, vendor.profile, flow, target, environment)
  return await keepWalks([{ ...session, values: { ...session.values, issuer } }], services)
}

export function toInspector(text: string): void {
  handOver(text)
  navigate('/inspect')
}

/** As if the browser had come back with it: the walk's own strict reader judges it. */
export async function intoWalk(id: string, callback: string, services: Services): Promise<boolean> {
  const session = await services.sessions.load(id)
  const vendor = session === undefined ? undefined : vendorOf(session.vendor)
  const flow = (await vendor?.flows())?.find((one) => one.id === session?.flow)
  if (session === undefined || vendor === undefined || flow === undefined) return false
  const taken = await createRoot(async (dispose) => {
    const exchange = await createWalk(services, vendor.profile, flow, session).comeBack(callback)
    dispose()
    return exchange
  })
  navigate(`/walk/${id}${taken === undefined ? '' : `?step=${taken.step}&exchange=${taken.id}`}`)
  return true
}
