/** A few rarer actions behind one button: a native disclosure that closes when left, chosen from or escaped. */
import { For, type JSX, onCleanup, Show } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'

export interface MenuItem {
  readonly label: string
  readonly onSelect: () => void
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
}

export interface MenuProps {
  /** The accessible name; shown too unless `iconOnly`. */
  label: string
  items: readonly MenuItem[]
  icon?: IconName | undefined
  iconOnly?: boolean | undefined
}

export function Menu(props: MenuProps): JSX.Element {
  let element: HTMLDetailsElement | undefined
  const close = (refocus: boolean) => {
    if (!element?.open) return
    element.open = false
    if (refocus) element.querySelector('summary')?.focus()
  }
  const choose = (item: MenuItem) => {
    close(true)
    item.onSelect()
  }
  const outside = (to: EventTarget | null) => to instanceof Node && !element?.contains(to)
  // A pointer that presses elsewhere, too: Safari does not focus a pressed button.
  const pressed = (event: PointerEvent) => outside(event.target) && close(false)
  document.addEventListener('pointerdown', pressed)
  onCleanup(() => document.removeEventListener('pointerdown', pressed))
  return (
    <details
      class="menu"
      ref={(made) => {
        element = made
      }}
      onFocusOut={(event) => outside(event.relatedTarget) && close(false)}
      onKeyDown={(event) => event.key === 'Escape' && close(true)}
    >
      <summary
        class="button quiet"
        classList={{ 'icon-only': props.iconOnly }}
        aria-label={props.iconOnly ? props.label : undefined}
        title={props.iconOnly ? props.label : undefined}
      >
        <Show when={props.icon ?? (props.iconOnly ? 'more' : undefined)}>
          {(name) => <Icon name={name()} />}
        </Show>
        <Show when={!props.iconOnly}>
          {props.label}
          <Icon name="down" />
        </Show>
      </summary>
      <ul class="menu-items">
        <For each={props.items}>
          {(item) => (
            <li>
              <button
                type="button"
                classList={{ danger: item.danger }}
                disabled={item.disabled}
                onClick={() => choose(item)}
              >
                {item.label}
              </button>
            </li>
          )}
        </For>
      </ul>
    </details>
  )
}
