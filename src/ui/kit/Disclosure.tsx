/** A part that opens in place: native details, so that find-in-page and the keyboard work. */
import { type JSX, type ParentProps, Show } from 'solid-js'
import { Icon } from './Icon.tsx'

export interface DisclosureProps extends ParentProps {
  title: string
  /** A word beside the title, for example a count. */
  note?: string | undefined
  open?: boolean | undefined
  onToggle?: ((open: boolean) => void) | undefined
}

export function Disclosure(props: DisclosureProps): JSX.Element {
  return (
    <details
      class="disclosure"
      open={props.open}
      onToggle={(event) => props.onToggle?.(event.currentTarget.open)}
    >
      <summary>
        <Icon name="down" />
        {props.title}
        <Show when={props.note}>
          <span class="quiet">{props.note}</span>
        </Show>
      </summary>
      <div class="disclosure-body">{props.children}</div>
    </details>
  )
}
