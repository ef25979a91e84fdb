/** The one primary action: sends, says what it waits for, stops; holds back where a server asked for patience. */
import { type JSX, Match, Show, Switch } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { createNow } from '../kit/clock.ts'
import { span } from '../kit/format.ts'
import { hostOf } from '../words.ts'
import { useDesk } from './desk.ts'
import type { Sending } from './sending.ts'

interface SendBarProps {
  readonly sending: Sending
  readonly onSend: () => void
}

export function SendBar(props: SendBarProps): JSX.Element {
  const desk = useDesk()
  const now = createNow()
  const pause = () => props.sending.pauseFor(desk.composed()?.origin)
  const left = () => Math.ceil(((pause()?.until ?? 0) - now()) / 1000)
  const host = () => hostOf(desk.composed()?.origin ?? '')
  return (
    <div class="send-bar">
      <Switch
        fallback={
          <Button variant="primary" icon="send" onClick={() => props.onSend()}>
            {host() === '' ? 'Send' : `Send to ${host()}`}
          </Button>
        }
      >
        <Match when={props.sending.running() !== undefined}>
          <Button icon="close" onClick={() => props.sending.stop()}>
            Stop
          </Button>
        </Match>
        <Match when={left() > 0}>
          <Button variant="primary" disabled>
            Send in {span(left())}
          </Button>
          <Button
            onClick={() => {
              props.sending.endPause()
              props.onSend()
            }}
          >
            Send anyway
          </Button>
        </Match>
      </Switch>
      <Show when={left() > 0 && props.sending.running() === undefined}>
        <p class="quiet send-why">
          {host()} asked for patience{pause()?.header === '' ? '' : ` (${pause()?.header})`}.
        </p>
      </Show>
    </div>
  )
}
