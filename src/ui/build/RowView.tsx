/** One name and its value. Alt and an arrow moves it, Enter in the last one adds another. */
import { type JSX, Show } from 'solid-js'
import type { Row } from '../../core/draft/draft.ts'
import { Menu } from '../kit/Menu.tsx'
import { VariableField } from './VariableField.tsx'

interface RowViewProps {
  readonly what: string
  readonly row: Row
  /** Id of the list of names worth offering. */
  readonly list: string
  readonly last: boolean
  readonly onChange: (row: Row) => void
  readonly onMove: (by: -1 | 1, part: 'name' | 'value') => void
  readonly onDouble: () => void
  readonly onRemove: () => void
  readonly onAdd: () => void
  /** Draw the children in the value's place: it is no text. */
  readonly other?: boolean
  readonly children?: JSX.Element
  readonly more?: readonly { readonly label: string; readonly onSelect: () => void }[]
}

export function RowView(props: RowViewProps): JSX.Element {
  const keys = (event: KeyboardEvent, part: 'name' | 'value') => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      props.onMove(event.key === 'ArrowUp' ? -1 : 1, part)
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && props.last) {
      event.preventDefault()
      props.onAdd()
    }
  }
  return (
    <li class="rows-row" classList={{ off: !props.row.on }}>
      <label class="rows-on">
        <input
          type="checkbox"
          checked={props.row.on}
          aria-label={`Send ${props.what}`}
          onChange={(event) => props.onChange({ ...props.row, on: event.currentTarget.checked })}
        />
      </label>
      <span class="rows-name" data-part="name">
        <input
          class="input mono"
          list={props.list}
          value={props.row.name}
          placeholder="name"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-label={`Name of ${props.what}`}
          onInput={(event) => props.onChange({ ...props.row, name: event.currentTarget.value })}
          onKeyDown={(event) => keys(event, 'name')}
        />
      </span>
      <span class="rows-value" data-part="value">
        <Show when={!props.other} fallback={props.children}>
          <VariableField
            label={`Value of ${props.what}`}
            value={props.row.value}
            example="value"
            onInput={(value) => props.onChange({ ...props.row, value })}
            onKeyDown={(event) => keys(event, 'value')}
          />
        </Show>
      </span>
      <Menu
        label={`Actions for ${props.what}`}
        iconOnly
        items={[
          ...(props.more ?? []),
          { label: 'Move up', onSelect: () => props.onMove(-1, 'name') },
          { label: 'Move down', onSelect: () => props.onMove(1, 'name') },
          { label: 'Duplicate', onSelect: () => props.onDouble() },
          { label: 'Remove', onSelect: () => props.onRemove(), danger: true },
        ]}
      />
      <Show when={props.row.about}>{(about) => <p class="rows-about quiet">{about()}</p>}</Show>
    </li>
  )
}
