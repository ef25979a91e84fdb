/** When: said relative to now, with the exact instant on hover and on focus. */
import type { JSX } from 'solid-js'
import { createNow } from './clock.ts'
import { exactTime, relativeTime } from './format.ts'

export interface TimeProps {
  /** Unix milliseconds. */
  at: number
  /** Another clock than the machine's. */
  now?: number | undefined
  /** Not a Tab stop: for long lists, where the exact instant stands elsewhere too. */
  still?: boolean | undefined
}

export function Time(props: TimeProps): JSX.Element {
  const ticking = createNow()
  const exact = () => exactTime(props.at)
  return (
    <time
      class="time"
      datetime={new Date(props.at).toISOString()}
      title={exact()}
      data-exact={exact()}
      tabindex={props.still ? undefined : 0}
    >
      {relativeTime(props.at, props.now ?? ticking())}
    </time>
  )
}
