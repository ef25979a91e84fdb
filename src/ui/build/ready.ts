/** Where ready requests come from: a walk, a vendor nobody walked yet, or the sandbox's samples. */
import type { Draft } from '../../core/draft/draft.ts'
import { emptyDraft } from '../../core/draft/draft.ts'
import { startSession } from '../../core/flow.ts'
import { textOf } from '../../core/http.ts'
import type { Flow, Vendor } from '../../core/vendor.ts'
import { readyDrafts } from '../../trace/draft-ready.ts'
import { vendorOf } from '../../vendors/index.ts'
import type { Services } from '../services.ts'
import type { OpenWalk } from './desk.ts'

/** Not the id of a vendor. */
export const SAMPLES = '.samples'

/** The calls of a walk's own flow, meaning that walk. */
async function callsOfWalk(services: Services, walk: OpenWalk): Promise<readonly Draft[]> {
  const { session, vendor } = walk
  const flow = (await vendor.flows()).find(({ id }) => id === session.flow)
  if (flow === undefined) return []
  const ready = await readyDrafts({
    profile: vendor.profile,
    flow,
    session,
    environment: services.environmentOf(vendor.profile.id),
    bound: true,
    now: services.now(),
  })
  return ready.map(({ draft }) => draft)
}

/** As they would be in a fresh sandbox walk: to look at, and to fill in. */
async function callsOfFlow(
  services: Services,
  { profile }: Vendor,
  flow: Flow,
): Promise<readonly Draft[]> {
  const environment = services.environmentOf(profile.id)
  const identity = { id: 'ready', name: flow.title, at: services.now() }
  const session = startSession(identity, profile, flow, 'sandbox', environment)
  const from = { profile, flow, session, environment, bound: false, now: services.now() }
  return (await readyDrafts(from)).map(({ draft }) => draft)
}

/** One entry for each name: flows of a vendor share most of their calls. */
const distinct = (drafts: readonly Draft[]): readonly Draft[] => [
  ...new Map(drafts.map((draft) => [draft.name, draft])).values(),
]

export async function readyFrom(
  services: Services,
  vendorId: string,
  walk: OpenWalk | undefined,
): Promise<readonly Draft[]> {
  const vendor = vendorOf(vendorId)
  if (vendor === undefined) return []
  const bound = walk?.vendor === vendor ? await callsOfWalk(services, walk) : []
  const flows = await vendor.flows()
  const rest = await Promise.all(flows.map((flow) => callsOfFlow(services, vendor, flow)))
  const session = walk?.vendor === vendor ? { session: walk.session.id } : {}
  const others = rest.flat().map((draft): Draft => ({ ...draft, ...session }))
  // What means the walk comes first, and wins where another flow has the same call.
  const names = new Set(bound.map(({ name }) => name))
  return distinct([...bound, ...others.filter(({ name }) => !names.has(name))])
}

/** The sandbox lists its samples itself. */
export async function samplesOf(services: Services): Promise<readonly Draft[] | undefined> {
  const { sandbox } = services.environmentOf('')
  const answer = await services.send(
    { method: 'GET', url: `${sandbox}/${SAMPLES}`, headers: [['accept', 'application/json']] },
    AbortSignal.timeout(10_000),
  )
  if (answer.kind !== 'answered' || answer.response.status !== 200) return undefined
  return samplesIn(textOf(answer.response))
}

function samplesIn(text: string): readonly Draft[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    return isList(list)
      ? list.samples.map(({ url, says }) => ({ ...emptyDraft(url), name: sentence(says), url }))
      : undefined
  } catch {
    return undefined
  }
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

interface List {
  readonly samples: readonly { readonly url: string; readonly says: string }[]
}

/** Our own server wrote it; the shape is still checked, because the port may belong to another. */
const isList = (value: unknown): value is List =>
  typeof value === 'object' &&
  value !== null &&
  'samples' in value &&
  Array.isArray(value.samples) &&
  value.samples.every(
    (one: unknown) =>
      typeof one === 'object' &&
      one !== null &&
      'url' in one &&
      typeof one.url === 'string' &&
      'says' in one &&
      typeof one.says === 'string',
  )
