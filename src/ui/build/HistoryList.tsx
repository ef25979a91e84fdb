/** Every call that was made, newest first: what, how it went, how long it took. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Call } from '../../client/requests.ts'
import type { Draft } from '../../core/draft/draft.ts'
import { Badge, type BadgeTone } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Bytes, Duration } from '../kit/Quantity.tsx'
import { Time } from '../kit/Time.tsx'
import { hostOf } from '../words.ts'
import { lineOfDraft } from './request-names.ts'
import { useShelf } from './shelf.ts'

interface HistoryListProps {
  readonly onOpen: (draft: Draft) => void
}

const FIRST = 50

export function HistoryList(props: HistoryListProps): JSX.Element {
  const shelf = useShelf()
  const [all, setAll] = createSignal(false)
  const calls = () => shelf.calls() ?? []
  const drawn = () => (all() ? calls() : calls().slice(0, FIRST))
  return (
    <>
      <Show when={shelf.calls()?.length === 0}>
        <EmptyState title="No calls yet" level={3}>
          <p>
            Every request you send from here is remembered on this device, without its secrets and
            without the answer’s body. Open one to send it again.
          </p>
        </EmptyState>
      </Show>
      <ul aria-label="Calls">
        <For each={drawn()}>
          {(call) => (
            <li class="library-row">
              <button type="button" class="library-item" onClick={() => props.onOpen(call.draft)}>
                <span class="library-line mono">{lineOfDraft(call.draft)}</span>
                <span class="library-meta">
                  <Badge tone={toneOf(call)} plain>
                    {call.status ?? wordOf(call)}
                  </Badge>
                  <Duration milliseconds={call.ms} />
                  <Bytes count={call.bytes} />
                  <span>{hostOf(call.draft.url)}</span>
                  <Time at={call.at} still />
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={calls().length > drawn().length}>
        <Button onClick={() => setAll(true)}>Show all {calls().length}</Button>
      </Show>
      <Show when={calls().length > 0}>
        <div class="actions">
          <Button variant="quiet" onClick={() => void shelf.clearCalls()}>
            Clear the history
          </Button>
        </div>
      </Show>
    </>
  )
}

function toneOf({ status }: Call): BadgeTone {
  if (status === undefined) return 'failed'
  if (status < 300) return 'gained'
  return status < 400 ? 'note' : 'refused'
}

const wordOf = ({ problem }: Call): string => (problem === 'stopped' ? 'Stopped' : 'No answer')
