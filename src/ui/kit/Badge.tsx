/** A word with a sign and a colour: who speaks, how it went, what to know. */
import type { JSX } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'

const icons = {
  gained: 'check',
  refused: 'cross',
  failed: 'broken',
  warning: 'warning',
  note: 'info',
  locked: 'lock',
  ready: 'ready',
  stale: 'stale',
  browser: 'browser',
  grantwalk: 'walk',
  server: 'server',
  api: 'api',
} as const satisfies Record<string, IconName>

/** Four ways it went, four states of a thing, four who speak. */
export type BadgeTone = keyof typeof icons

export interface BadgeProps {
  tone: BadgeTone
  children: JSX.Element
  /** Colour and sign without a frame. */
  plain?: boolean | undefined
}

export function Badge(props: BadgeProps): JSX.Element {
  return (
    <span class={`badge is-${props.tone}`} classList={{ framed: !props.plain }}>
      <Icon name={icons[props.tone]} />
      <span>{props.children}</span>
    </span>
  )
}
