/** Claims or header parameters, each with its meaning and its rule; the first 500, and more when asked for. */
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { JsonRecord, JsonValue } from '../../core/answer/json.ts'
import type { ClaimFact } from '../../core/token/shapes.ts'
import { Button } from '../kit/Button.tsx'
import { Visible } from '../kit/Visible.tsx'
import { ClaimValue } from './ClaimValue.tsx'
import { Marked } from './Marked.tsx'
import { RuleLink } from './RuleLink.tsx'

const page = 500

/** Rows drawn in one turn, so that no turn holds the page up. */
const step = 50

export interface ClaimTableProps {
  /** Names the list: `Claims`. */
  readonly label: string
  readonly record: JsonRecord
  readonly factOf: (name: string) => ClaimFact | undefined
}

export function ClaimTable(props: ClaimTableProps): JSX.Element {
  const entries = createMemo(() => Object.entries(props.record))
  const [limit, setLimit] = createSignal(page)
  const left = () => entries().length - limit()
  const [drawn, setDrawn] = createSignal(step)
  const wanted = () => Math.min(limit(), entries().length)
  createEffect(() => {
    if (drawn() >= wanted()) return
    const next = setTimeout(() => setDrawn((now) => now + step), 0)
    onCleanup(() => clearTimeout(next))
  })
  return (
    <>
      <Show
        when={entries().length > 0}
        fallback={<p class="quiet">{props.label}: none. The object is empty.</p>}
      >
        <dl
          class="claim-table"
          classList={{ long: entries().length > 50 }}
          aria-label={props.label}
        >
          <For each={entries().slice(0, Math.min(wanted(), drawn()))}>
            {([name, value]) => <Claim name={name} value={value} fact={props.factOf(name)} />}
          </For>
        </dl>
      </Show>
      <Show when={left() > 0}>
        <p class="claim-more">
          {`${limit()} of ${entries().length} are drawn.`}{' '}
          <Button onClick={() => setLimit((now) => now + page)}>
            {`Show ${Math.min(page, left())} more`}
          </Button>
        </p>
      </Show>
    </>
  )
}

function Claim(props: {
  readonly name: string
  readonly value: JsonValue
  readonly fact: ClaimFact | undefined
}): JSX.Element {
  return (
    <div data-claim={props.name}>
      <dt>
        <span class="mono claim-name">
          <Marked text={props.name} />
        </span>
        <Show when={props.fact}>{(fact) => <span class="claim-label">{fact().label}</span>}</Show>
      </dt>
      <dd>
        <ClaimValue name={props.name} value={props.value} form={props.fact?.form} />
        <Show when={props.fact}>
          {(fact) => (
            <p class="claim-means">
              <Visible text={fact().means} /> <RuleLink rule={fact().rule} />
            </p>
          )}
        </Show>
      </dd>
    </div>
  )
}
