/** Names and their values, as a description list. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import { CopyButton } from './CopyButton.tsx'
import { Secret } from './Secret.tsx'
import { Visible } from './Visible.tsx'

export interface Row {
  /** As on the wire. */
  readonly name: string
  readonly value: string
  /** Covers the value; says what kind it is: `secret`, `personal`. */
  readonly covered?: string | undefined
  /** A sentence under the value, or what draws something there. */
  readonly note?: string | (() => JSX.Element)
  /** No copy button: the value is not worth one. */
  readonly still?: boolean | undefined
}

const isSame = (one: Row | undefined, other: Row): one is Row =>
  one !== undefined &&
  one.name === other.name &&
  one.value === other.value &&
  one.covered === other.covered &&
  (one.note === other.note || typeof one.note === 'function')

export function KeyValueList(props: { rows: readonly Row[] }): JSX.Element {
  /** A row that says what it said stays as it is: uncovered, in focus. */
  const rows = createMemo<readonly Row[]>(
    (before) =>
      props.rows.map((row, place) => {
        const was = before[place]
        return isSame(was, row) ? was : row
      }),
    [],
  )
  return (
    <dl class="key-values">
      <For each={rows()}>
        {(row) => (
          <div>
            <dt>
              <Visible text={row.name} />
            </dt>
            <dd>
              <Show when={row.covered} fallback={<Plain row={row} />}>
                {(kind) => <Secret value={row.value} label={row.name} kind={kind()} />}
              </Show>
              <Show when={row.note}>
                <div class="key-note">{typeof row.note === 'function' ? row.note() : row.note}</div>
              </Show>
            </dd>
          </div>
        )}
      </For>
    </dl>
  )
}

function Plain(props: { row: Row }): JSX.Element {
  return (
    <span class="key-plain">
      <Show when={props.row.value} fallback={<span class="quiet mono">empty</span>}>
        <span class="mono">
          <Visible text={props.row.value} />
        </span>
      </Show>
      <Show when={!props.row.still && props.row.value}>
        <CopyButton text={props.row.value} what={props.row.name} iconOnly />
      </Show>
    </span>
  )
}
