/** Where a walk came from when it was not begun here, and for as long as it is kept, whose addresses it goes to (T64). */
import '../style/keep-leave.css'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { foreignOrigins } from '../../core/arrive/case-places.ts'
import { isFromElsewhere } from '../../core/origin.ts'
import type { Session } from '../../core/session.ts'
import { vendors } from '../../vendors/index.ts'
import { Notice } from '../kit/Notice.tsx'
import { Visible } from '../kit/Visible.tsx'
import { useServices } from '../services.ts'

export default function WalkOrigin(props: { walk: Session }): JSX.Element {
  const { environmentOf } = useServices()
  const origins = createMemo(() =>
    isFromElsewhere(props.walk)
      ? foreignOrigins(props.walk, { vendors, environment: environmentOf })
      : [],
  )
  return (
    <>
      <p class="quiet">{props.walk.origin}</p>
      <Show when={origins().length > 0}>
        <Notice tone="warning" title="Whoever made this walk chose where it goes" level={2}>
          <ul>
            <For each={origins()}>
              {(origin) => (
                <li class="mono">
                  <Visible text={origin} />
                </li>
              )}
            </For>
          </ul>
          <p>
            What you type is sent there: secrets, passwords, and the codes of your logins. Go on
            only if these are the servers you mean.
          </p>
        </Notice>
      </Show>
    </>
  )
}
