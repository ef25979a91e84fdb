/** A step that was run more than once: which of its exchanges is shown. */
import { For, type JSX, Show } from 'solid-js'
import type { Exchange } from '../core/session.ts'
import { Badge } from './kit/Badge.tsx'
import { outcomeWord } from './words.ts'

interface TriesProps {
  readonly exchanges: readonly Exchange[]
  readonly current: string
  readonly onSelect: (step: string, exchange: string) => void
}

export function Tries(props: TriesProps): JSX.Element {
  return (
    <Show when={props.exchanges.length > 1}>
      <ol class="tries" aria-label="Tries of this step">
        <For each={props.exchanges}>
          {(exchange, index) => (
            <li>
              <button
                type="button"
                class="button quiet"
                aria-current={exchange.id === props.current ? 'true' : undefined}
                onClick={() => props.onSelect(exchange.step, exchange.id)}
              >
                {index() + 1}
                <Badge tone={outcomeWord(exchange.outcome).tone} plain>
                  {outcomeWord(exchange.outcome).text}
                </Badge>
              </button>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}
