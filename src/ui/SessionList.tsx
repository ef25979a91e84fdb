/** The person's walks, what is pinned first and then the newest. What finds, changes and windows them is lazy. */
import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { Summary } from '../client/summary.ts'
import { EmptyState } from './kit/EmptyState.tsx'
import { Notice } from './kit/Notice.tsx'
import { gone } from './removed.ts'
import { Link } from './router.tsx'
import { SessionRow } from './SessionRow.tsx'
import { useServices } from './services.ts'
import { createSessionRows, FIRST } from './session-rows.ts'
import type { Act } from './walk-acts.ts'

const SearchDamaged = lazy(() => import('./keep/SearchDamaged.tsx'))
const SearchRows = lazy(() => import('./keep/SearchRows.tsx'))
const SearchTools = lazy(() => import('./keep/SearchTools.tsx'))
const UndoDelete = lazy(() => import('./keep/UndoDelete.tsx'))
const WalkAct = lazy(() => import('./keep/WalkAct.tsx'))

/** One to understand the usual way, one to see a refusal explained, one unlike all others. */
const tries = [
  { href: '/start/amm?flow=authorization_code', words: 'Log in, come back, exchange a code' },
  { href: '/start/adobe?flow=statement_studio', words: 'Tamper with a software statement' },
  { href: '/start/aruba?flow=oauth', words: 'Follow cookies through a login' },
] as const

export function SessionList(): JSX.Element {
  const { sessions } = useServices()
  const rows = createSessionRows(sessions, () => SearchRows.preload())
  const [found, setFound] = createSignal<readonly Summary[]>()
  const [acting, setActing] = createSignal<{ readonly act: Act; readonly walk: Summary }>()
  // By id, so that a row stands where it is when something of it changes.
  const ids = createMemo(() => (found() ?? rows.all() ?? []).map(({ id }) => id))
  const count = () => rows.all()?.length ?? 0
  const row = (id: string, place?: number, onMade?: (made: HTMLElement) => void) => (
    <Show when={rows.find(id)}>
      {(summary) => (
        <SessionRow
          summary={summary()}
          onAct={(act) => setActing({ act, walk: summary() })}
          {...(place === undefined ? {} : { place, total: ids().length, onMade })}
        />
      )}
    </Show>
  )
  return (
    <section aria-labelledby="walks">
      <h2 id="walks" tabindex="-1">
        Your walks
      </h2>
      <Suspense>
        <Show when={gone().length > 0}>
          <UndoDelete onBack={rows.reload} />
        </Show>
      </Suspense>
      <Show when={rows.refused()}>
        <Notice tone="danger" title="The stored walks cannot be read" live="alert">
          <p>
            The browser refuses its storage to this page. Private windows and full disks do that.
            You can still walk; nothing will be kept.
          </p>
        </Notice>
      </Show>
      <Suspense>
        <Show when={rows.aside() > 0}>
          <SearchDamaged count={rows.aside()} onChange={rows.reload} />
        </Show>
      </Suspense>
      <Show when={rows.all()?.length === 0}>
        <NoWalks />
      </Show>
      <Show when={count() > 1}>
        <Suspense fallback={<div class="finding" />}>
          <SearchTools all={rows.all() ?? []} onFound={setFound} />
        </Suspense>
      </Show>
      <Show when={ids().length > 0}>
        <Suspense fallback={<Plain ids={ids()} row={row} />}>
          <Show when={ids().length > FIRST} fallback={<Plain ids={ids()} row={row} />}>
            <SearchRows ids={ids()} row={row} />
          </Show>
        </Suspense>
      </Show>
      <Suspense>
        <Show when={acting()} keyed>
          {({ act, walk }) => (
            <WalkAct
              act={act}
              walk={walk}
              onDone={() => void rows.reload()}
              onClose={() => setActing()}
            />
          )}
        </Show>
      </Suspense>
    </section>
  )
}

function Plain(props: { ids: readonly string[]; row: (id: string) => JSX.Element }): JSX.Element {
  return (
    <ul class="list">
      <For each={props.ids.slice(0, FIRST)}>{(id) => props.row(id)}</For>
    </ul>
  )
}

function NoWalks(): JSX.Element {
  return (
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
        Every walk is kept here, on this device, with each message and answer. In a sandbox every
        field is filled in for you: pressing the button of each step is enough to see a whole flow.
        Three to try:
      </p>
    </EmptyState>
  )
}
