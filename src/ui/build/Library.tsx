/** Where requests come from: the vendors, what was saved, what was sent, what is opened. */
import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Arrived } from '../../core/arrive/arrived.ts'
import type { Draft } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import { HistoryList } from './HistoryList.tsx'
import { OpenPanel } from './OpenPanel.tsx'
import type { ReadingNow } from './opening.ts'
import { ReadyList } from './ReadyList.tsx'
import { SavedList } from './SavedList.tsx'
import { useShelf } from './shelf.ts'

interface LibraryProps {
  readonly tab: string
  readonly onTab: (tab: string) => void
  readonly current: string
  readonly arrival: Arrived | undefined
  readonly reading: ReadingNow | undefined
  readonly onText: (text: string) => void
  readonly onOpen: (draft: Draft) => void
  readonly newId: () => string
}

export function Library(props: LibraryProps): JSX.Element {
  const shelf = useShelf()
  return (
    <aside class="library" aria-label="Library">
      <h2 class="visually-hidden">Library</h2>
      <Show when={shelf.undo()}>
        {(undo) => (
          <div class="library-undo" role="status">
            <span>{undo().words}</span>
            <Button variant="quiet" onClick={() => void undo().run()}>
              Undo
            </Button>
            <Button
              variant="quiet"
              icon="close"
              label="Dismiss"
              onClick={() => shelf.forgetUndo()}
            />
          </div>
        )}
      </Show>
      <Show when={shelf.unreadable()}>
        <Notice tone="danger" title="The browser refused its storage" live="alert">
          <p>Private windows and full disks do that. You can still send; nothing will be kept.</p>
        </Notice>
      </Show>
      <Tabs
        label="Library"
        current={props.tab}
        onSelect={props.onTab}
        tabs={[
          { id: 'ready', label: 'Ready' },
          { id: 'saved', label: 'Saved', note: shelf.saved()?.length || undefined },
          { id: 'history', label: 'History' },
          { id: 'open', label: 'Open' },
        ]}
      >
        {(tab) => (
          <div class="library-body">
            <Switch>
              <Match when={tab === 'ready'}>
                <ReadyList {...props} />
              </Match>
              <Match when={tab === 'saved'}>
                <SavedList {...props} />
              </Match>
              <Match when={tab === 'history'}>
                <HistoryList {...props} />
              </Match>
              <Match when={tab === 'open'}>
                <OpenPanel {...props} />
              </Match>
            </Switch>
          </div>
        )}
      </Tabs>
    </aside>
  )
}
