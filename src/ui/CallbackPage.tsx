/** Where a redirect comes back: finds the walk that waits for it, takes the answer, cleans the address. */
import { createResource, type JSX, Show } from 'solid-js'
import { noPendingRequest } from '../core/callback-parts.ts'
import { stateIn } from '../core/callback-state.ts'
import type { Exchange, Session } from '../core/session.ts'
import { vendorOf } from '../vendors/index.ts'
import ProblemView from './ProblemView.tsx'
import { Link, navigate } from './router.tsx'
import { type Services, useServices } from './services.ts'
import { createTitle } from './title.ts'
import { createWalk } from './walk.ts'

export default function CallbackPage(): JSX.Element {
  const services = useServices()
  createTitle(() => 'Back from the login')
  // Read once, then cleaned before anything is awaited: a code or a token must not stay in sight (T72).
  const callback = location.href
  history.replaceState(history.state, '', location.pathname)
  const [lost] = createResource(async () => {
    const session = await waitingFor(callback, services)
    if (session === undefined) return true
    const taken = await take(session, callback, services)
    navigate(`/walk/${session.id}${selection(taken)}`, { replace: true })
    return false
  })
  return (
    <div class="page">
      <h1>Back from the login</h1>
      <Show when={lost()} fallback={<p>Taking the answer into its walk…</p>}>
        <ProblemView problem={noPendingRequest} level={2} />
        <p>
          <Link href="/">See your walks</Link>
        </p>
      </Show>
    </div>
  )
}

/**
 * The walk whose redirect this answers: by its state, or, when the answer carries none that is known,
 * the one this vendor's walk is waiting for, so that its strict parser can say what is wrong.
 */
async function waitingFor(callback: string, services: Services): Promise<Session | undefined> {
  const vendor = new URL(callback).pathname.split('/').at(-1)
  const state = stateIn(callback)
  const waiting = (await services.sessions.list()).filter((one) => one.state !== undefined)
  const mine = waiting.filter((one) => one.vendor === vendor)
  // Two walks of one vendor wait: only a state can say whose answer this is (a live token must not land in the other).
  const found =
    waiting.find((one) => one.state === state) ?? (mine.length === 1 ? mine[0] : undefined)
  return found === undefined ? undefined : await services.sessions.load(found.id)
}

/** What to show of the walk: the answer that was just taken. */
const selection = (taken: Exchange | undefined) =>
  taken === undefined ? '' : `?step=${taken.step}&exchange=${taken.id}`

async function take(
  session: Session,
  callback: string,
  services: Services,
): Promise<Exchange | undefined> {
  const vendor = vendorOf(session.vendor)
  const flow = (await vendor?.flows())?.find((one) => one.id === session.flow)
  if (vendor === undefined || flow === undefined) return undefined
  return await createWalk(services, vendor.profile, flow, session).comeBack(callback)
}
