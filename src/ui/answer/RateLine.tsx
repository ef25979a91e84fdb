/** How often one may ask, from the headers; after a 429, a countdown to when it is worth asking again. */
import { type JSX, Show } from 'solid-js'
import { type Rate, rateOf } from '../../core/answer/rate.ts'
import { utf8 } from '../../core/http.ts'
import { createNow } from '../kit/clock.ts'
import { span } from '../kit/format.ts'
import type { Incoming } from './incoming.ts'

export function RateLine(props: { incoming: Incoming }): JSX.Element {
  const rate = () => {
    const head = props.incoming.head()
    return head === undefined ? undefined : rateOf({ ...head, body: utf8('') })
  }
  return (
    <Show when={rate()}>
      {(found) => (
        <p class="answer-rate">
          <span>{countWords(found())}</span>
          <Show when={found().retryAfterSeconds !== undefined}>
            <Countdown incoming={props.incoming} rate={found()} />
          </Show>
        </p>
      )}
    </Show>
  )
}

function countWords({ limit, remaining, window }: Rate): string {
  const per = window === undefined ? '' : ` a ${window}`
  if (remaining !== undefined && limit !== undefined)
    return `${remaining} of ${limit} requests${per} left.`
  if (remaining !== undefined) return `${remaining} requests${per} left.`
  return limit === undefined ? '' : `At most ${limit} requests${per}.`
}

function Countdown(props: { incoming: Incoming; rate: Rate }): JSX.Element {
  const now = createNow()
  const since = () => props.incoming.firstByteAt() ?? props.incoming.endedAt() ?? 0
  const left = () =>
    Math.ceil((since() + (props.rate.retryAfterSeconds ?? 0) * 1000 - now()) / 1000)
  return (
    <>
      <span>
        {' '}
        <code>{props.rate.retryHeader}</code> asks you to wait{' '}
        {span(props.rate.retryAfterSeconds ?? 0)}
        {left() > 0 ? `: ${span(left())} to go.` : '.'}
      </span>
      <span role="status">{left() > 0 ? '' : ' You can ask again now.'}</span>
    </>
  )
}
