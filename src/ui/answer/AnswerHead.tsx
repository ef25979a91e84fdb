/** The first lines of an answer: status and what it means, how much, how long, and what can be done with it. */
import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { createNow } from '../kit/clock.ts'
import { span } from '../kit/format.ts'
import { Bytes, Duration } from '../kit/Quantity.tsx'
import { Visible } from '../kit/Visible.tsx'
import type { Incoming } from './incoming.ts'
import { save } from './saving.ts'
import { statusMeaning, statusTone } from './status.ts'

interface AnswerHeadProps {
  readonly incoming: Incoming
  readonly label: string
  readonly level: 2 | 3 | 4
  readonly mark: JSX.Element
  readonly isEarly: boolean
  /** Something in it is covered. */
  readonly hides: boolean
  readonly revealed: boolean
  readonly onReveal: () => void
}

export function AnswerHead(props: AnswerHeadProps): JSX.Element {
  const head = () => props.incoming.head()
  const status = () => `${head()?.status ?? ''} ${head()?.statusText ?? ''}`.trim()
  const state = () => props.incoming.state()
  const isLive = () => state() === 'waiting' || state() === 'streaming'
  return (
    <>
      <div class="wire-head">
        <Dynamic component={`h${props.level}`}>
          {props.label}{' '}
          <span class="mono">
            <Visible text={status()} />
          </span>
        </Dynamic>
        {props.mark}
        <Show when={state() === 'streaming'}>
          <Arriving incoming={props.incoming} />
        </Show>
        <Show when={state() === 'stopped'}>
          <Badge tone="warning">stopped by you</Badge>
        </Show>
        <Show when={props.incoming.truncated() && state() !== 'stopped'}>
          <Badge tone="warning">cut short</Badge>
        </Show>
        <Show when={head() !== undefined && props.incoming.endedAt()}>
          {(end) => <Duration milliseconds={Math.max(0, end() - props.incoming.startedAt())} />}
        </Show>
        <Show when={head()}>
          <Bytes count={props.incoming.received()} />
        </Show>
        <Show when={props.hides}>
          <Button
            variant="quiet"
            icon={props.revealed ? 'hide' : 'eye'}
            pressed={props.revealed}
            onClick={props.onReveal}
          >
            {props.revealed ? 'Hide secrets' : 'Reveal secrets'}
          </Button>
        </Show>
        <Show when={!isLive() && props.incoming.received() > 0}>
          <Button variant="quiet" onClick={() => save(props.incoming)}>
            Save the body
          </Button>
        </Show>
      </div>
      <Show when={head()}>
        {(now) => (
          <p class="answer-status">
            <Badge tone={props.isEarly ? 'note' : statusTone(now().status)} plain>
              {statusMeaning(now().status)}
            </Badge>
          </p>
        )}
      </Show>
    </>
  )
}

function Arriving(props: { incoming: Incoming }): JSX.Element {
  const now = createNow()
  const seconds = () => Math.max(0, Math.floor((now() - props.incoming.startedAt()) / 1000))
  return (
    <>
      <span class="quantity">coming{seconds() > 0 ? `, for ${span(seconds())}` : ''}</span>
      <Button onClick={() => props.incoming.stop()}>Stop</Button>
    </>
  )
}
