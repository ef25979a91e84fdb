/** The person's walks, newest first: open, rename, start anew, delete. */
import {
  createResource,
  createSignal,
  For,
  type JSX,
  lazy,
  onCleanup,
  Show,
  Suspense,
} from 'solid-js'
import type { Summary } from '../client/summary.ts'
import { reduce } from '../core/flow.ts'
import { EmptyState } from './kit/EmptyState.tsx'
import { Notice } from './kit/Notice.tsx'
import { Link } from './router.tsx'
import { SessionRow } from './SessionRow.tsx'
import { useServices } from './services.ts'

const SessionDelete = lazy(() => import('./SessionDelete.tsx'))
const SessionName = lazy(() => import('./SessionName.tsx'))

/** One to understand the usual way, one to see a refusal explained, one unlike all others. */
const tries = [
  { href: '/start/amm?flow=authorization_code', words: 'Log in, come back, exchange a code' },
  { href: '/start/adobe?flow=statement_studio', words: 'Tamper with a software statement' },
  { href: '/start/aruba?flow=oauth', words: 'Follow cookies through a login' },
] as const

export function SessionList(): JSX.Element {
  const { sessions } = useServices()
  const [list, { refetch }] = createResource(() =>
    sessions.list().catch((thrown: unknown) => new Error('unreadable', { cause: thrown })),
  )
  const [naming, setNaming] = createSignal<Summary>()
  const [deleting, setDeleting] = createSignal<Summary>()
  async function rename(summary: Summary, name: string): Promise<void> {
    // Its place in the list stays: nothing happened in the walk itself.
    await sessions.change(summary.id, (session) =>
      reduce(session, { type: 'named', name, at: session.updatedAt }),
    )
    await refetch()
  }
  onCleanup(sessions.watch(() => void refetch()))
  const rows = () => {
    const latest = list.latest
    return latest instanceof Error ? [] : (latest ?? [])
  }
  return (
    <section aria-labelledby="walks">
      <h2 id="walks">Your walks</h2>
      <Show when={list.latest instanceof Error}>
        <Notice tone="danger" title="The stored walks cannot be read" live="alert">
          <p>
            The browser refuses its storage to this page. Private windows and full disks do that.
            You can still walk; nothing will be kept.
          </p>
        </Notice>
      </Show>
      <Show when={list.state === 'ready' && rows().length === 0}>
        <EmptyState
          title="No walks yet"
          level={3}
          actions={
            <For each={tries}>
              {({ href, words }) => (
                <Link class="button" href={href}>
                  {words}
                </Link>
              )}
            </For>
          }
        >
          <p>
            Every walk is kept here, on this device, with each message and answer. In a sandbox
            every field is filled in for you: pressing the button of each step is enough to see a
            whole flow. Three to try:
          </p>
        </EmptyState>
      </Show>
      <Show when={rows().length > 0}>
        <ul class="list">
          <For each={rows()}>
            {(summary) => (
              <SessionRow
                summary={summary}
                onRename={() => setNaming(summary)}
                onDelete={() => setDeleting(summary)}
              />
            )}
          </For>
        </ul>
      </Show>
      <Suspense>
        <Show when={naming()}>
          {(named) => (
            <SessionName
              name={named().name}
              onRename={(name) => void rename(named(), name)}
              onClose={() => setNaming()}
            />
          )}
        </Show>
        <Show when={deleting()}>
          {(doomed) => (
            <SessionDelete
              summary={doomed()}
              onDone={() => void refetch()}
              onClose={() => setDeleting()}
            />
          )}
        </Show>
      </Suspense>
    </section>
  )
}
