/** A part that opens in place: native details, so that find-in-page and the keyboard work. */
import {
  createSignal,
  type JSX,
  onCleanup,
  onMount,
  type ParentProps,
  Show,
  untrack,
} from 'solid-js'
import { Icon } from './Icon.tsx'

export interface DisclosureProps extends ParentProps {
  title: string
  /** A word beside the title, for example a count. */
  note?: string | undefined
  open?: boolean | undefined
  onToggle?: ((open: boolean) => void) | undefined
}

/** What is closed is drawn after what is open, soon enough for find-in-page. */
const LATER_MS = 200

export function Disclosure(props: DisclosureProps): JSX.Element {
  const [drawn, setDrawn] = createSignal(untrack(() => props.open === true))
  onMount(() => {
    const timer = setTimeout(() => setDrawn(true), LATER_MS)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <details
      class="disclosure"
      open={props.open}
      onToggle={(event) => {
        setDrawn(true)
        props.onToggle?.(event.currentTarget.open)
      }}
    >
      <summary>
        <Icon name="down" />
        {props.title}
        <Show when={props.note}>
          <span class="quiet">{props.note}</span>
        </Show>
      </summary>
      <div class="disclosure-body">
        <Show when={drawn()}>{props.children}</Show>
      </div>
    </details>
  )
}
