/** One exchange: what it was worth, what came back, what was sent, and how it travelled. */
import { createEffect, createMemo, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { HttpResponse } from '../core/http.ts'
import { isPlaceholder } from '../core/placeholder.ts'
import type { Problem } from '../core/problem.ts'
import type { Exchange } from '../core/session.ts'
import { factOf } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import type { Secret } from '../trace/secrets.ts'
import { CallbackView } from './CallbackView.tsx'
import { Badge } from './kit/Badge.tsx'
import { Button } from './kit/Button.tsx'
import { Disclosure } from './kit/Disclosure.tsx'
import { createFollowing } from './kit/following.ts'
import { KeyValueList } from './kit/KeyValueList.tsx'
import { Notice } from './kit/Notice.tsx'
import { Visible } from './kit/Visible.tsx'
import { OpenToken } from './OpenToken.tsx'
import ProblemView from './ProblemView.tsx'
import { RequestView } from './RequestView.tsx'
import { ResponseView } from './ResponseView.tsx'
import { Link } from './router.tsx'
import { saysSame } from './same.ts'
import { Tries } from './Tries.tsx'
import { WireView } from './WireView.tsx'
import type { Walk } from './walk.ts'
import { outcomeWord } from './words.ts'

const TokenVerdicts = lazy(() => import('./inspect/TokenVerdicts.tsx'))

const ApproveTarget = lazy(() => import('./ApproveTarget.tsx'))

interface ExchangeViewProps {
  readonly walk: Walk
  readonly step: Step
  readonly exchange: Exchange
  /** Every exchange of the step. */
  readonly tries: readonly Exchange[]
  readonly secrets: readonly Secret[]
  readonly onSelect: (step: string, exchange: string) => void
  /** All of the exchange is in the page. */
  readonly onDrawn: () => void
}

/** What came of it at once; the whole of it a frame later, so that nothing collapses in between. */
export default function ExchangeView(props: ExchangeViewProps): JSX.Element {
  const told = createFollowing(() => props.exchange)
  createEffect(() => told() === props.exchange && props.onDrawn())
  return (
    <>
      <Show when={props.tries.length > 1}>
        <Tries exchanges={props.tries} current={props.exchange.id} onSelect={props.onSelect} />
      </Show>
      <Show when={problemIn(props.exchange)} keyed>
        {(problem) => <Refused {...props} problem={problem} />}
      </Show>
      <Gained {...props} />
      <Show when={told()} keyed>
        {(exchange) => (
          <div class="step-part" aria-busy={exchange === props.exchange ? undefined : 'true'}>
            <Whole {...props} exchange={exchange} />
          </div>
        )}
      </Show>
    </>
  )
}

const problemIn = ({ outcome }: Exchange): Problem | undefined =>
  outcome.kind === 'accepted' ? undefined : outcome.problem

const responseIn = ({ outcome }: Exchange): HttpResponse | undefined =>
  outcome.kind === 'failed' ? undefined : outcome.response

function Refused(props: ExchangeViewProps & { readonly problem: Problem }): JSX.Element {
  return (
    <>
      <ProblemView problem={props.problem} secrets={props.secrets} />
      <Suspense>
        <ApproveTarget
          url={props.exchange.sent.url}
          code={props.problem.code}
          pin={props.exchange.wire?.tls?.leaf?.sha256}
        />
      </Suspense>
    </>
  )
}

/** The answer, what there is to say about it, and what was sent. */
function Whole(props: ExchangeViewProps): JSX.Element {
  // By value: a stored exchange was parsed, and its two requests are two objects then.
  const edited = () => !saysSame(props.exchange.sent, props.exchange.built)
  return (
    <>
      <Show when={bringsToken(props.exchange)}>
        <Suspense>
          <TokenVerdicts session={props.walk.session()} exchange={props.exchange} />
        </Suspense>
      </Show>
      <Show when={responseIn(props.exchange)}>
        {(found) => (
          <ResponseView
            response={found()}
            secrets={props.secrets}
            exchange={props.exchange}
            step={props.walk.stepOf(props.exchange.step)}
          />
        )}
      </Show>
      <Show when={props.exchange.callback}>
        {(callback) => <CallbackView callback={callback()} secrets={props.secrets} />}
      </Show>
      <Findings {...props} />
      <Show when={props.step.look !== undefined && props.exchange.outcome.kind === 'accepted'}>
        <Notice tone="info" title="What to look at" level={4}>
          <ul>
            <For each={props.step.look}>{(line) => <li>{line}</li>}</For>
          </ul>
        </Notice>
      </Show>
      <Disclosure title="The request as sent" note={edited() ? 'edited' : undefined}>
        <RequestView request={props.exchange.sent} secrets={props.secrets} title="Request" />
        <Again {...props} />
      </Disclosure>
      <Show when={props.exchange.wire}>
        {(wire) => (
          <Disclosure title="On the wire" note="as the relay saw it">
            <WireView wire={wire()} secrets={props.secrets} />
          </Disclosure>
        )}
      </Show>
    </>
  )
}

/** An ID token, or an access token that says something: what it proves is shown where it came. */
const bringsToken = ({ outcome }: Exchange): boolean =>
  outcome.kind === 'accepted' &&
  ['id_token', 'access_token'].some((name) =>
    /^ey[\w-]+\.[\w-]+\./.test(outcome.gained[name] ?? ''),
  )

/** The same bytes once more. For seeing that a code, or a refresh token, is good for one use. */
function Again(props: ExchangeViewProps): JSX.Element {
  return (
    <Show when={props.step.kind === 'request' ? props.step : undefined}>
      {(step) => (
        <div class="actions">
          <Button
            icon="send"
            onClick={() => void props.walk.send(step(), props.exchange.built, props.exchange.sent)}
          >
            Send exactly this again
          </Button>
          <Link
            class="button quiet"
            href={`/request?${new URLSearchParams({ walk: props.walk.session().id, exchange: props.exchange.id })}`}
          >
            Open in the request builder
          </Link>
        </div>
      )}
    </Show>
  )
}

function Gained(props: ExchangeViewProps): JSX.Element {
  const rows = createMemo(() => {
    const { outcome } = props.exchange
    return Object.entries(outcome.kind === 'accepted' ? outcome.gained : {})
      .filter(([, value]) => value !== '')
      .map(([name, value]) => {
        const { sensitivity } = factOf(props.walk.profile.values, name)
        const note = () => (
          <OpenToken
            walk={props.walk.session().id}
            exchange={props.exchange.id}
            name={name}
            value={value}
          />
        )
        const secret = sensitivity === 'secret' && !isPlaceholder(value)
        return { name, value, note, covered: secret ? 'secret' : undefined }
      })
  })
  return (
    <Show when={props.exchange.outcome.kind === 'accepted'}>
      <Notice
        tone="success"
        level={4}
        title={`${outcomeWord(props.exchange.outcome).text}${rows().length > 0 ? '. You gained' : ''}`}
      >
        <Show when={rows().length > 0}>
          <KeyValueList rows={rows()} />
        </Show>
      </Notice>
    </Show>
  )
}

function Findings(props: ExchangeViewProps): JSX.Element {
  const findings = () => {
    const { outcome } = props.exchange
    return outcome.kind === 'accepted' ? outcome.findings : []
  }
  return (
    <Show when={findings().length > 0}>
      <Notice tone="warning" title="What a strict client would object to" level={4}>
        <ul>
          <For each={findings()}>
            {(finding) => (
              <li>
                <Visible text={finding.text} />{' '}
                <Show when={finding.rule}>
                  {(rule) => (
                    <a href={rule().url} target="_blank" rel="noopener noreferrer">
                      {rule().title}
                    </a>
                  )}
                </Show>{' '}
                <Badge tone="note" plain>
                  <span class="mono">{finding.code}</span>
                </Badge>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  )
}
