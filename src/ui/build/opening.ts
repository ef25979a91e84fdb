/** How a request comes onto the desk: from the address, from the tab's memory, from what is pasted. */
import { createSignal } from 'solid-js'
import type { Arrived } from '../../core/arrive/arrived.ts'
import { looksLikeCurl } from '../../core/arrive/curl.ts'
import type { Draft, Variable } from '../../core/draft/draft.ts'
import { draftOfExchange } from '../../trace/draft-exchange.ts'
import { vendorOf } from '../../vendors/index.ts'
import { announce } from '../kit/LiveRegion.tsx'
import { navigate, parameter } from '../router.tsx'
import type { Services } from '../services.ts'
import type { Builder } from './builder.ts'
import type { Desk } from './desk.ts'
import { nameOfDraft } from './request-names.ts'
import type { Shelf } from './shelf.ts'

/** A file that is being read. */
export interface ReadingNow {
  /** Unix milliseconds. */
  readonly since: number
  readonly stop: () => void
}

/** Of a file that is larger only so much is looked at: it is refused by its length then. */
const MOST_BYTES = 64 << 20

export const textOfFile = (file: File): Promise<string> => file.slice(0, MOST_BYTES).text()

export function createOpening(
  services: Services,
  builder: Builder,
  desk: Desk,
  shelf: Shelf,
  shown: () => void,
) {
  const [arrival, setArrival] = createSignal<Arrived>()
  const [reading, setReading] = createSignal<ReadingNow>()
  /** What became of something pasted into the address. */
  const [said, setSaid] = createSignal<string>()

  function open(draft: Draft): void {
    setSaid(undefined)
    desk.put(draft)
    shown()
    announce(`Opened ${nameOfDraft(draft)}`)
  }

  async function exchangeDraft(walk: string, exchange: string): Promise<Draft | undefined> {
    const session = await services.sessions.load(walk).catch(() => undefined)
    const vendor = session === undefined ? undefined : vendorOf(session.vendor)
    const found = session?.exchanges.find(({ id }) => id === exchange)
    if (session === undefined || vendor === undefined || found === undefined) return undefined
    const flow = (await vendor.flows()).find((one) => one.id === session.flow)
    const title = flow?.steps.find(({ id }) => id === found.step)?.title ?? found.step
    const { draft, variables } = draftOfExchange(session, vendor.profile.values, found, {
      id: services.id(),
      title,
    })
    return { ...draft, ...(await environmentFor(title, variables)) }
  }

  /** The address names what is meant; without a name, what was written here before comes back. */
  async function fromAddress(): Promise<void> {
    const walk = parameter('walk')
    const exchange = parameter('exchange')
    const request = parameter('request')
    const kept = builder.kept.get()
    if (kept !== undefined) desk.put(kept, false)
    if (walk !== undefined && exchange !== undefined) {
      const draft = await exchangeDraft(walk, exchange)
      if (draft === undefined) setSaid('This exchange is not here any more.')
      else desk.put(draft)
      // A reload goes on with what was written since, and does not open the exchange a second time.
      navigate(`/request?${new URLSearchParams({ walk })}`, { replace: true })
    } else if (request !== undefined) {
      const saved = (await builder.requests.list().catch(() => [])).find(
        ({ draft }) => draft.id === request,
      )
      if (saved === undefined) setSaid('This request is not here any more.')
      else if (saved.draft.id !== kept?.id) desk.put(saved.draft)
    } else if (walk !== undefined) desk.setSession(walk)
  }

  async function read(text: string): Promise<Arrived> {
    reading()?.stop()
    const abort = new AbortController()
    const mine: ReadingNow = { since: services.now(), stop: () => abort.abort() }
    setReading(mine)
    const found = await builder.read(text, abort.signal)
    if (reading() === mine) setReading(undefined)
    setArrival(found)
    return found
  }

  async function readCommand(text: string): Promise<void> {
    const found = await read(text)
    if (found.kind === 'problem') {
      setSaid(`${found.problem.means} ${found.problem.remedy}`)
      return
    }
    const first = found.drafts[0]
    if (first === undefined) return
    const { session } = desk.draft()
    open({
      ...first,
      ...(session === undefined ? {} : { session }),
      ...(await environmentFor(found.title, found.variables)),
    })
    setSaid(['Read from the curl command.', ...found.notes.map((note) => note.text)].join(' '))
  }

  /** What came with a request as variables, as an environment; else the one that is chosen. */
  async function environmentFor(
    name: string,
    variables: readonly Variable[],
  ): Promise<Pick<Draft, 'environment'>> {
    const { environment } = desk.draft()
    if (variables.length === 0) return environment === undefined ? {} : { environment }
    const id = services.id()
    await shelf.saveEnvironment({ id, name, variables })
    return { environment: id }
  }

  /** `true` when what was pasted into the address is a command, and is being read. */
  function pasted(text: string): boolean {
    if (!looksLikeCurl(text)) return false
    void readCommand(text)
    return true
  }

  return {
    arrival,
    reading,
    said,
    open,
    read: (text: string) => void read(text),
    pasted,
    fromAddress,
  }
}
