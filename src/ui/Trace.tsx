/** Every hop so far: who spoke to whom, how it went, and the values gained. */
import { createSignal, createUniqueId, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { headerOf } from '../core/http.ts'
import type { Exchange } from '../core/session.ts'
import type { Secret } from '../trace/secrets.ts'
import { Badge } from './kit/Badge.tsx'
import { Button } from './kit/Button.tsx'
import { Disclosure } from './kit/Disclosure.tsx'
import { Icon } from './kit/Icon.tsx'
import { Duration } from './kit/Quantity.tsx'
import { Time } from './kit/Time.tsx'
import { Visible } from './kit/Visible.tsx'
import type { Walk } from './walk.ts'
import { actorOf, lineOf, outcomeWord, routeWord } from './words.ts'

const CookieJar = lazy(() => import('./CookieJar.tsx'))
const TraceRows = lazy(() => import('./TraceRows.tsx'))
const TraceValues = lazy(() => import('./TraceValues.tsx'))

/** More than this, and only what is in view is drawn. */
const MANY = 100

/** The jar is shown, and its code fetched, only where a server sets a cookie. */
const setsCookies = ({ outcome }: Exchange) =>
  outcome.kind !== 'failed' &&
  outcome.response !== undefined &&
  headerOf(outcome.response, 'set-cookie') !== undefined

interface TraceProps {
  readonly walk: Walk
  readonly secrets: readonly Secret[]
  readonly current: string | undefined
  readonly onSelect: (step: string, exchange: string) => void
}

export function Trace(props: TraceProps): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const body = createUniqueId()
  const exchanges = () => props.walk.session().exchanges
  const entry = (exchange: Exchange) => <Entry {...props} exchange={exchange} />
  const known = () =>
    Object.values(props.walk.session().values).filter((value) => value !== '').length
  return (
    <aside class="trace" aria-label="Trace" data-open={open() ? '' : undefined}>
      <div class="trace-head">
        <h2>
          Trace <span class="count">{exchanges().length}</span>
        </h2>
        <span class="trace-toggle">
          <Button variant="quiet" expanded={open()} onClick={() => setOpen(!open())}>
            {open() ? 'Hide the trace' : 'Show the trace'}
          </Button>
        </span>
      </div>
      <div class="trace-body" id={body}>
        <Show
          when={exchanges().length > 0}
          fallback={
            <p class="quiet">
              Each message you send appears here, with what came back, whether it was accepted or
              not.
            </p>
          }
        >
          <Show
            when={exchanges().length > MANY}
            fallback={<Plain all={exchanges()} entry={entry} />}
          >
            <Suspense>
              <TraceRows exchanges={exchanges()} entry={entry} />
            </Suspense>
          </Show>
        </Show>
        <Disclosure title="Values" note={String(known())}>
          <Suspense>
            <TraceValues walk={props.walk} />
          </Suspense>
        </Disclosure>
        <Show when={props.walk.session().exchanges.some(setsCookies)}>
          <Suspense>
            <CookieJar walk={props.walk} />
          </Suspense>
        </Show>
      </div>
    </aside>
  )
}

function Plain(props: {
  all: readonly Exchange[]
  entry: (exchange: Exchange) => JSX.Element
}): JSX.Element {
  return (
    <ol aria-label="Exchanges">
      <For each={props.all}>{(exchange) => <li>{props.entry(exchange)}</li>}</For>
    </ol>
  )
}

function Entry(props: TraceProps & { exchange: Exchange }): JSX.Element {
  const actor = () => actorOf(props.exchange, props.walk.stepOf(props.exchange.step))
  const word = () => outcomeWord(props.exchange.outcome)
  const status = () => {
    const { outcome } = props.exchange
    return outcome.kind === 'failed' ? undefined : outcome.response?.status
  }
  return (
    <button
      type="button"
      class="exchange"
      aria-current={props.current === props.exchange.id ? 'true' : undefined}
      onClick={() => props.onSelect(props.exchange.step, props.exchange.id)}
    >
      <span class="exchange-hop">
        <Badge tone={props.exchange.route === 'navigation' ? 'browser' : 'grantwalk'} plain>
          {props.exchange.route === 'navigation' ? 'your browser' : 'Grantwalk'}
        </Badge>
        <Icon name="send" />
        <Badge tone={actor().tone} plain>
          {actor().text}
        </Badge>
      </span>
      <span class="exchange-line">
        <Visible text={lineOf(props.exchange)} />
      </span>
      <span class="exchange-meta">
        <Badge tone={word().tone} plain>
          {[word().text, status()].filter(Boolean).join(' ')}
        </Badge>
        <Duration milliseconds={props.exchange.endedAt - props.exchange.startedAt} />
        <span>{routeWord[props.exchange.route]}</span>
        <Time at={props.exchange.endedAt} still />
      </span>
    </button>
  )
}
