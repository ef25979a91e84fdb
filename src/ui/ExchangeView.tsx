/** One exchange: what it was worth, what came back, what was sent, and how it travelled. */
import { For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { isPlaceholder } from '../core/placeholder.ts'
import type { Exchange } from '../core/session.ts'
import { factOf } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import type { Secret } from '../trace/secrets.ts'
import { CallbackView } from './CallbackView.tsx'
import { Badge } from './kit/Badge.tsx'
import { Button } from './kit/Button.tsx'
import { Disclosure } from './kit/Disclosure.tsx'
import { KeyValueList } from './kit/KeyValueList.tsx'
import { Later } from './kit/Later.tsx'
import { Notice } from './kit/Notice.tsx'
import { Visible } from './kit/Visible.tsx'
import { OpenToken } from './OpenToken.tsx'
import ProblemView from './ProblemView.tsx'
import { RequestView } from './RequestView.tsx'
import { ResponseView } from './ResponseView.tsx'
import { Link } from './router.tsx'
import { WireView } from './WireView.tsx'
import type { Walk } from './walk.ts'
import { outcomeWord } from './words.ts'

const TokenVerdicts = lazy(() => import('./inspect/TokenVerdicts.tsx'))

const ApproveTarget = lazy(() => import('./ApproveTarget.tsx'))

interface ExchangeViewProps {
  readonly walk: Walk
  readonly step: Step
  readonly exchange: Exchange
  readonly secrets: readonly Secret[]
}

export default function ExchangeView(props: ExchangeViewProps): JSX.Element {
  const outcome = () => props.exchange.outcome
  const problem = () => {
    const now = outcome()
    return now.kind === 'accepted' ? undefined : now.problem
  }
  const response = () => {
    const now = outcome()
    return now.kind === 'failed' ? undefined : now.response
  }
  /** A vendor's host is verified like any other: there is nothing to allow or to pin (T39). */
  const isBuiltIn = () =>
    props.walk.profile.origins.some((origin) => props.exchange.sent.url.startsWith(`${origin}/`))
  // By value: a stored exchange was parsed, and its two requests are two objects then.
  const edited = () => JSON.stringify(props.exchange.sent) !== JSON.stringify(props.exchange.built)
  return (
    <>
      <Show when={problem()}>
        {(found) => (
          <>
            <ProblemView problem={found()} secrets={props.secrets} />
            <Show when={!isBuiltIn()}>
              <Suspense>
                <ApproveTarget
                  url={props.exchange.sent.url}
                  code={found().code}
                  pin={props.exchange.wire?.tls?.leaf?.sha256}
                />
              </Suspense>
            </Show>
          </>
        )}
      </Show>
      <Gained {...props} />
      <Later>
        <Show when={bringsToken(props.exchange)}>
          <Suspense>
            <TokenVerdicts session={props.walk.session()} exchange={props.exchange} />
          </Suspense>
        </Show>
        <Show when={response()}>
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
        <Show when={props.step.look !== undefined && outcome().kind === 'accepted'}>
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
      </Later>
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
  const rows = () => {
    const { outcome } = props.exchange
    return Object.entries(outcome.kind === 'accepted' ? outcome.gained : {})
      .filter(([, value]) => value !== '')
      .map(([name, value]) => {
        const { sensitivity } = factOf(props.walk.profile.values, name)
        const note = (
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
  }
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
