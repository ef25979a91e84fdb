/** What will stand here, and what to do so that it does. */
import { type JSX, type ParentProps, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'

export interface EmptyStateProps extends ParentProps {
  title: string
  /** Heading level; 2 unless told. */
  level?: 1 | 2 | 3 | undefined
  actions?: JSX.Element
}

export function EmptyState(props: EmptyStateProps): JSX.Element {
  return (
    <div class="empty">
      <Dynamic component={`h${props.level ?? 2}`}>{props.title}</Dynamic>
      {props.children}
      <Show when={props.actions}>
        <div class="actions">{props.actions}</div>
      </Show>
    </div>
  )
}
