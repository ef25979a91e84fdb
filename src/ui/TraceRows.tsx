/** A trace of thousands of exchanges, of which only those in view are drawn. */
import { createMemo, type JSX, Show } from 'solid-js'
import type { Exchange } from '../core/session.ts'
import { WindowedList } from './kit/WindowedList.tsx'

/** Of a high one: where they turn out lower, the end of the list is still its end. */
const ENTRY = 96

interface TraceRowsProps {
  readonly exchanges: readonly Exchange[]
  readonly entry: (exchange: Exchange) => JSX.Element
}

export default function TraceRows(props: TraceRowsProps): JSX.Element {
  const ids = createMemo(() => props.exchanges.map(({ id }) => id))
  const byId = createMemo(() => new Map(props.exchanges.map((one) => [one.id, one])))
  return (
    <WindowedList
      ordered
      label="Exchanges"
      ids={ids()}
      estimate={ENTRY}
      row={(id, place, onMade) => (
        <li
          data-index={place}
          aria-posinset={place + 1}
          aria-setsize={ids().length}
          ref={(made) => onMade(made)}
        >
          <Show when={byId().get(id)}>{(exchange) => props.entry(exchange())}</Show>
        </li>
      )}
    />
  )
}
