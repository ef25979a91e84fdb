/** Words for people who listen to the page. */
import type { JSX, ParentProps } from 'solid-js'

export function VisuallyHidden(props: ParentProps): JSX.Element {
  return <span class="visually-hidden">{props.children}</span>
}
