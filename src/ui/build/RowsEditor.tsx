/** Names and values as rows: switched on and off, added, moved and removed, with what each is for. */
import { createSignal, createUniqueId, Index, type JSX, Show, untrack } from 'solid-js'
import type { Row } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { Multiline } from '../kit/Multiline.tsx'
import { RowView } from './RowView.tsx'
import { changedAt, doubled, emptyRow, moved, rowsOfText, textOfRows, without } from './rows.ts'

interface RowsEditorProps {
  /** One of them: `query parameter`. */
  readonly what: string
  readonly rows: readonly Row[]
  readonly onChange: (rows: readonly Row[]) => void
  /** Names worth offering. */
  readonly known?: readonly string[]
}

export function RowsEditor(props: RowsEditorProps): JSX.Element {
  const [asText, setAsText] = createSignal(false)
  return (
    <div class="rows">
      <Show when={asText()} fallback={<Rows {...props} onText={() => setAsText(true)} />}>
        <AsText {...props} onDone={() => setAsText(false)} />
      </Show>
    </div>
  )
}

function Rows(props: RowsEditorProps & { onText: () => void }): JSX.Element {
  const list = createUniqueId()
  let box: HTMLDivElement | undefined
  const focus = (index: number, part: 'name' | 'value') =>
    queueMicrotask(() => {
      const fields = box?.querySelectorAll<HTMLElement>(`[data-part="${part}"] .input`)
      fields?.item(index)?.focus()
    })
  const add = () => {
    props.onChange([...props.rows, emptyRow])
    focus(props.rows.length - 1, 'name')
  }
  const move = (index: number, by: -1 | 1, part: 'name' | 'value') => {
    const next = moved(props.rows, index, by)
    if (next === props.rows) return
    props.onChange(next)
    focus(index + by, part)
    announce(`Moved to place ${index + by + 1} of ${next.length}`)
  }
  const remove = (index: number) => {
    props.onChange(without(props.rows, index))
    announce(`Removed the ${props.what}`)
    if (props.rows.length > 0) focus(Math.min(index, props.rows.length - 1), 'name')
    else queueMicrotask(() => box?.querySelector<HTMLElement>('.rows-foot button')?.focus())
  }
  return (
    <div
      ref={(made) => {
        box = made
      }}
    >
      <datalist id={list}>
        <Index each={props.known ?? []}>{(name) => <option value={name()} />}</Index>
      </datalist>
      <Show when={props.rows.length === 0}>
        <p class="quiet rows-none">No {props.what} yet.</p>
      </Show>
      <ul class="rows-list">
        <Index each={props.rows}>
          {(row, index) => (
            <RowView
              what={`${props.what} ${index + 1}`}
              row={row()}
              list={list}
              last={index === props.rows.length - 1}
              onChange={(next) => props.onChange(changedAt(props.rows, index, () => next))}
              onMove={(by, part) => move(index, by, part)}
              onDouble={() => props.onChange(doubled(props.rows, index))}
              onRemove={() => remove(index)}
              onAdd={add}
            />
          )}
        </Index>
      </ul>
      <div class="rows-foot actions">
        <Button variant="quiet" icon="plus" onClick={add}>
          Add a {props.what}
        </Button>
        <Button variant="quiet" onClick={() => props.onText()}>
          Edit as text
        </Button>
      </div>
    </div>
  )
}

function AsText(props: RowsEditorProps & { onDone: () => void }): JSX.Element {
  const id = createUniqueId()
  const [text, setText] = createSignal(untrack(() => textOfRows(props.rows)))
  const take = () => {
    props.onChange(rowsOfText(text(), props.rows))
    props.onDone()
  }
  return (
    <div class="rows-text">
      <Multiline
        id={id}
        label={`Every ${props.what}, one a line`}
        hint="Name, colon, value. A line that begins with # is switched off."
        rows={6}
        value={text()}
        onInput={setText}
      />
      <div class="actions">
        <Button onClick={take}>Use these lines</Button>
        <Button variant="quiet" onClick={() => props.onDone()}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
