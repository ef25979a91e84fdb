/** The answer of one exchange of a walk, in the same viewer as every other. */
import { createMemo, type JSX } from 'solid-js'
import type { HttpResponse } from '../core/http.ts'
import { isEarly } from '../core/problem.ts'
import type { Exchange } from '../core/session.ts'
import type { Step } from '../core/vendor.ts'
import type { Secret } from '../trace/secrets.ts'
import AnswerView from './answer/AnswerView.tsx'
import { incomingOf } from './answer/incoming.ts'
import { Badge } from './kit/Badge.tsx'
import { actorOf, outcomeWord } from './words.ts'

interface ResponseViewProps {
  readonly response: HttpResponse
  readonly exchange: Exchange
  readonly step: Step | undefined
  readonly secrets: readonly Secret[]
}

export function ResponseView(props: ResponseViewProps): JSX.Element {
  const incoming = createMemo(() => incomingOf(props.response, props.exchange.wire, props.exchange))
  const outcome = () => outcomeWord(props.exchange.outcome)
  return (
    <AnswerView
      incoming={incoming()}
      secrets={props.secrets}
      url={props.exchange.sent.url}
      level={4}
      isEarly={comesEarly(props.exchange)}
      speaker={actorOf(props.exchange, props.step).tone === 'api' ? 'api' : 'server'}
      mark={
        <Badge tone={outcome().tone} plain>
          {outcome().text}
        </Badge>
      }
    />
  )
}

const comesEarly = ({ outcome }: Exchange): boolean =>
  outcome.kind === 'refused' && isEarly(outcome.problem.code)
