/** The requests the person saved, by folder: open, rename, duplicate, delete. */
import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense, untrack } from 'solid-js'
import type { SavedRequest } from '../../client/requests.ts'
import type { Draft } from '../../core/draft/draft.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Menu } from '../kit/Menu.tsx'
import { lineOfDraft, nameOfDraft } from './request-names.ts'
import { useShelf } from './shelf.ts'

const NameDialog = lazy(() => import('./NameDialog.tsx'))

interface SavedListProps {
  readonly current: string
  readonly onOpen: (draft: Draft) => void
  readonly newId: () => string
}

export function SavedList(props: SavedListProps): JSX.Element {
  const shelf = useShelf()
  const [naming, setNaming] = createSignal<SavedRequest>()
  const folders = createMemo(() => [
    ...new Set((shelf.saved() ?? []).map(({ folder }) => folder ?? '')),
  ])
  const inFolder = (folder: string) =>
    (shelf.saved() ?? []).filter((one) => (one.folder ?? '') === folder)
  return (
    <>
      <Show when={shelf.saved()?.length === 0}>
        <EmptyState title="Nothing saved yet" level={3}>
          <p>
            Save a request to keep it here, on this device. Typed secrets are kept apart from it, in
            this tab.
          </p>
        </EmptyState>
      </Show>
      <For each={folders()}>
        {(folder) => (
          <>
            <Show when={folder !== ''}>
              <h3 class="library-group">{folder}</h3>
            </Show>
            <ul>
              <For each={inFolder(folder)}>
                {(saved) => (
                  <Saved
                    saved={saved}
                    current={saved.draft.id === props.current}
                    onOpen={() => props.onOpen(saved.draft)}
                    onName={() => setNaming(saved)}
                    newId={props.newId}
                  />
                )}
              </For>
            </ul>
          </>
        )}
      </For>
      <Suspense>
        <Show when={naming()}>
          {(named) => (
            <NameDialog
              title="Rename the request"
              action="Rename"
              name={nameOfDraft(named().draft)}
              folder={named().folder ?? ''}
              onName={(name, folder) => void shelf.save({ ...named().draft, name }, folder)}
              onClose={() => setNaming()}
            />
          )}
        </Show>
      </Suspense>
    </>
  )
}

function Saved(props: {
  saved: SavedRequest
  current: boolean
  onOpen: () => void
  onName: () => void
  newId: () => string
}): JSX.Element {
  const shelf = useShelf()
  const { draft, folder } = untrack(() => props.saved)
  const name = nameOfDraft(draft)
  return (
    <li class="library-row">
      <button
        type="button"
        class="library-item"
        aria-current={props.current ? 'true' : undefined}
        onClick={() => props.onOpen()}
      >
        <span class="library-name">{name}</span>
        <span class="library-line mono">{lineOfDraft(draft)}</span>
      </button>
      <Menu
        label={`Actions for ${name}`}
        iconOnly
        items={[
          { label: 'Rename or move', onSelect: () => props.onName() },
          {
            label: 'Duplicate',
            onSelect: () =>
              void shelf.save({ ...draft, id: props.newId(), name: `${name} copy` }, folder),
          },
          { label: 'Delete', onSelect: () => void shelf.remove(props.saved), danger: true },
        ]}
      />
    </li>
  )
}
