/** A step that was run more than once: which of its exchanges is shown. */
import { createEffect, createSignal, For, type JSX, Show } from 'solid-js'
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
  let list: HTMLOListElement | undefined
  const now = () => ({ exchanges: props.exchanges, current: props.current })
  const told = createFollowing(now)
  const shown = () => told() ?? now()
  const older = () => Math.max(0, shown().exchanges.length - NEWEST)
  const hidden = () => (all() ? 0 : older())
  // One that is chosen is named, and so are the others from then on.
  createEffect(() => {
    const { exchanges, current } = shown()
    if (exchanges.slice(0, older()).some(({ id }) => id === current)) setAll(true)
  })
  const showAll = () => {
    setAll(true)
    // The button is gone: the focus goes to the first of what it brought.
    list?.querySelector('button')?.focus()
  }
  return (
    <ol
      class="tries"
      aria-label="Tries of this step"
      ref={(made) => {
        list = made
      }}
    >
      <Show when={hidden() > 0}>
        <li>
          <Button variant="quiet" onClick={showAll}>
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
