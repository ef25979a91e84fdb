/** A button that says what it does, and, when it takes long, what is awaited. */
import { type JSX, type ParentProps, Show } from 'solid-js'
import { createLate } from './clock.ts'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonProps extends ParentProps {
  onClick?: (() => void) | undefined
  variant?: 'primary' | 'quiet' | 'danger' | undefined
  type?: 'button' | 'submit' | undefined
  icon?: IconName | undefined
  /** The accessible name, when the visible words alone do not say it. Must contain them. */
  label?: string | undefined
  /** What is awaited: `Waiting for amm.example`. Clicks do nothing meanwhile; focus stays. */
  busy?: string | undefined
  disabled?: boolean | undefined
  pressed?: boolean | undefined
  expanded?: boolean | undefined
  /** Ids of what explains it. */
  describedBy?: string | undefined
  id?: string | undefined
}

export function Button(props: ButtonProps): JSX.Element {
  // Few buttons wait for anything, and a page has hundreds.
  const late = 'busy' in props ? createLate(() => props.busy !== undefined) : () => false
  const click = () => {
    if (props.busy === undefined) props.onClick?.()
  }
  return (
    <button
      class="button"
      classList={{ [props.variant ?? 'plain']: true, 'icon-only': props.children === undefined }}
      id={props.id}
      type={props.type ?? 'button'}
      disabled={props.disabled}
      aria-label={props.label}
      aria-disabled={late() ? 'true' : undefined}
      aria-busy={late() ? 'true' : undefined}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-describedby={props.describedBy}
      title={props.children === undefined ? props.label : undefined}
      onClick={click}
    >
      <Show
        when={late()}
        fallback={<Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>}
      >
        <span class="spinner" aria-hidden="true" />
      </Show>
      <Show when={late() && props.busy} fallback={props.children}>
        {props.busy}
      </Show>
    </button>
  )
}
