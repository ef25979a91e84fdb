/** Something the person should know now, with a heading that says it. */
import { type JSX, type ParentProps, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Icon, type IconName } from './Icon.tsx'

const icons = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'cross',
  failed: 'broken',
} as const satisfies Record<string, IconName>

export interface NoticeProps extends ParentProps {
  tone: keyof typeof icons
  title: JSX.Element
  /** Heading level; 3 unless told. */
  level?: 2 | 3 | 4 | undefined
  /** Read out when it appears: politely, or at once. */
  live?: 'status' | 'alert' | undefined
  /** Buttons. */
  actions?: JSX.Element
}

export function Notice(props: NoticeProps): JSX.Element {
  return (
    <div class={`notice is-${props.tone}`} role={props.live}>
      <Icon name={icons[props.tone]} />
      <div class="notice-body">
        <Dynamic component={`h${props.level ?? 3}`}>{props.title}</Dynamic>
        {props.children}
        <Show when={props.actions}>
          <div class="actions">{props.actions}</div>
        </Show>
      </div>
    </div>
  )
}
