/** A step that was run more than once: which of its exchanges is shown. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Exchange } from '../core/session.ts'
import { Badge } from './kit/Badge.tsx'
import { Button } from './kit/Button.tsx'
import { createFollowing } from './kit/following.ts'
import { outcomeWord } from './words.ts'

interface TriesProps {
  readonly exchanges: readonly Exchange[]
  readonly current: string
  readonly onSelect: (step: string, exchange: string) => void
}

/** A step that polls has dozens: the newest of them are named, the rest when they are asked for. */
const NEWEST = 8

export function Tries(props: TriesProps): JSX.Element {
  const [all, setAll] = createSignal(false)
  const now = () => ({ exchanges: props.exchanges, current: props.current })
  const told = createFollowing(now)
  const shown = () => told() ?? now()
  const hidden = () => {
    const { exchanges, current } = shown()
    const rest = Math.max(0, exchanges.length - NEWEST)
    const chosen = exchanges.slice(0, rest).some(({ id }) => id === current)
    return all() || chosen ? 0 : rest
  }
  return (
    <ol class="tries" aria-label="Tries of this step">
      <Show when={hidden() > 0}>
        <li>
          <Button variant="quiet" onClick={() => setAll(true)}>
            Show {hidden()} earlier
          </Button>
        </li>
      </Show>
      <For each={shown().exchanges.slice(hidden())}>
        {(exchange, index) => (
          <li>
            <button
              type="button"
              class="button quiet"
              aria-current={exchange.id === shown().current ? 'true' : undefined}
              onClick={() => props.onSelect(exchange.step, exchange.id)}
            >
              {hidden() + index() + 1}
              <Badge tone={outcomeWord(exchange.outcome).tone} plain>
                {outcomeWord(exchange.outcome).text}
              </Badge>
            </button>
          </li>
        )}
      </For>
    </ol>
  )
}
