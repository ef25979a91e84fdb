/** A body of rows and columns as a table: its first thousand rows, of which only those in view are drawn. */
import { createVirtualizer } from '@tanstack/solid-virtual'
import { createMemo, For, Index, type JSX, Show } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { bytes as size } from '../kit/format.ts'
import { Visible } from '../kit/Visible.tsx'
import { createBodyText } from './body-text.ts'
import { readTable, type Table } from './csv.ts'
import type { Incoming } from './incoming.ts'

const ROW = 28
const named: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

export function TableBody(props: {
  incoming: Incoming
  secrets: readonly Secret[]
  label: string
}): JSX.Element {
  const body = createBodyText(
    () => props.incoming,
    () => props.secrets,
  )
  const isWhole = () =>
    props.incoming.state() === 'done' && body.reach() >= props.incoming.received()
  const table = createMemo(() => {
    const shown = body.shown()
    return shown && readTable(shown.text, isWhole())
  })
  return (
    <Show when={table()}>
      {(found) => (
        <>
          <p class="answer-why quiet">
            {Math.max(0, found().rows.length - 1)} rows under a header
            {found().more ? ', and more than are shown' : ''}; the delimiter is a{' '}
            {named[found().delimiter]}. {size(props.incoming.received())} in all.
          </p>
          <Rows table={found()} label={props.label} />
        </>
      )}
    </Show>
  )
}

function Rows(props: { table: Table; label: string }): JSX.Element {
  let box: HTMLDivElement | undefined
  const rows = () => props.table.rows.slice(1)
  const columns = () => Array.from({ length: props.table.width }, (_none, at) => at)
  const virtual = createVirtualizer({
    get count() {
      return rows().length
    },
    getScrollElement: () => box ?? null,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const above = () => virtual.getVirtualItems()[0]?.start ?? 0
  const below = () => virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0)
  return (
    <div
      class="answer-table"
      tabindex="0"
      role="group"
      aria-label={props.label}
      ref={(made) => {
        box = made
      }}
    >
      <table aria-rowcount={props.table.rows.length}>
        <thead>
          <tr aria-rowindex="1">
            <th scope="col" class="quiet">
              row
            </th>
            <For each={columns()}>
              {(column) => (
                <th scope="col">
                  <Visible text={props.table.rows[0]?.[column] ?? ''} />
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <tr class="spacer" aria-hidden="true" style={{ height: `${above()}px` }} />
          <Index each={virtual.getVirtualItems()}>
            {(item) => (
              <tr aria-rowindex={item().index + 2}>
                <td class="quiet">{item().index + 2}</td>
                <For each={columns()}>
                  {(column) => (
                    <td title={rows()[item().index]?.[column]}>
                      <Visible text={rows()[item().index]?.[column] ?? ''} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </Index>
          <tr class="spacer" aria-hidden="true" style={{ height: `${below()}px` }} />
        </tbody>
      </table>
    </div>
  )
}
