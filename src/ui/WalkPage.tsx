/** A walk: the steps, the step, and the trace. */
import { createResource, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { Session } from '../core/session.ts'
import type { Flow, Vendor } from '../core/vendor.ts'
import { vendorOf } from '../vendors/index.ts'
import { EmptyState } from './kit/EmptyState.tsx'
import { Link, navigate } from './router.tsx'
import { useServices } from './services.ts'
import { WalkView } from './WalkView.tsx'

const SearchDamaged = lazy(() => import('./keep/SearchDamaged.tsx'))

interface Opened {
  readonly session: Session
  readonly vendor: Vendor
  readonly flow: Flow
}

export default function WalkPage(props: { id: string }): JSX.Element {
  const { sessions } = useServices()
  const [opened] = createResource(
    () => props.id,
    async (id): Promise<Opened | undefined> => {
      const session = await sessions.load(id)
      const vendor = session === undefined ? undefined : vendorOf(session.vendor)
      const flow = (await vendor?.flows())?.find((one) => one.id === session?.flow)
      return session === undefined || vendor === undefined || flow === undefined
        ? undefined
        : { session, vendor, flow }
    },
  )
  return (
    <Show when={opened.state === 'ready'} fallback={<p class="page quiet">Opening the walk…</p>}>
      <Show when={opened()} fallback={<Gone id={props.id} />} keyed>
        {({ session, vendor, flow }) => (
          <WalkView session={session} profile={vendor.profile} flow={flow} />
        )}
      </Show>
    </Show>
  )
}

function Gone(props: { id: string }): JSX.Element {
  return (
    <div class="page">
      <Suspense>
        <SearchDamaged count={1} id={props.id} onChange={() => navigate('/')} />
      </Suspense>
      <EmptyState
        level={1}
        title="This walk is not here"
        actions={
          <Link class="button" href="/">
            See your walks
          </Link>
        }
      >
        <p>
          It was deleted, it cannot be read, or it was walked in another browser. Walks are kept on
          the device they were made on, and nowhere else.
        </p>
      </EmptyState>
    </div>
  )
}
