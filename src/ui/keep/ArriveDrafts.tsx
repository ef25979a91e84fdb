/** Requests that arrived: which they are, and the way into the request builder. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Arrival } from '../../core/arrive/arrival.ts'
import type { Problem } from '../../core/problem.ts'
import { nameOfDraft } from '../build/request-names.ts'
import { Button } from '../kit/Button.tsx'
import { Visible } from '../kit/Visible.tsx'
import ProblemView from '../ProblemView.tsx'
import { useServices } from '../services.ts'
import { hostOf } from '../words.ts'
import { ArriveNotes } from './ArriveNotes.tsx'
import { toBuilder } from './arrive-doing.ts'

/** So many are named; the builder lists them all. */
const NAMED = 12

export function ArriveDrafts(props: {
  arrival: Extract<Arrival, { kind: 'drafts' }>
}): JSX.Element {
  const services = useServices()
  const [problem, setProblem] = createSignal<Problem>()
  const [busy, setBusy] = createSignal(false)
  const drafts = () => props.arrival.drafts
  async function open(): Promise<void> {
    setBusy(true)
    setProblem(await toBuilder(props.arrival, services))
    setBusy(false)
  }
  return (
    <div class="arrive-part">
      <h2>{drafts().length === 1 ? 'A request' : `${drafts().length} requests`}</h2>
      <Show when={props.arrival.problem}>
        {(found) => <ProblemView problem={found()} level={3} />}
      </Show>
      <ul class="arrive-list">
        <For each={drafts().slice(0, NAMED)}>
          {(draft) => (
            <li>
              <Visible text={nameOfDraft(draft)} />{' '}
              <span class="quiet mono">
                <Visible text={hostOf(draft.url)} />
              </span>
            </li>
          )}
        </For>
        <Show when={drafts().length > NAMED}>
          <li class="quiet">and {drafts().length - NAMED} more</li>
        </Show>
      </ul>
      <ArriveNotes notes={props.arrival.notes} />
      <Show when={drafts().length > 0}>
        <div class="actions">
          <Button
            variant="primary"
            busy={busy() ? 'Saving the requests' : undefined}
            onClick={() => void open()}
          >
            {drafts().length === 1
              ? 'Keep it and open the builder'
              : 'Keep them and open the builder'}
          </Button>
        </div>
      </Show>
      <Show when={problem()}>{(found) => <ProblemView problem={found()} level={3} />}</Show>
    </div>
  )
}
