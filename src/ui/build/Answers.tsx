/** What came back: one answer, or several beside each other after a renewal or a walk through pages. */
import { For, type JSX, lazy, Match, Show, Suspense, Switch, untrack } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Disclosure } from '../kit/Disclosure.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import ProblemView from '../ProblemView.tsx'
import { WireView } from '../WireView.tsx'
import { hostOf } from '../words.ts'
import { Pages } from './Pages.tsx'
import type { Paging } from './pages.ts'
import type { Renewing } from './renewing.ts'
import type { Sending } from './sending.ts'
import type { Try } from './tries.ts'

const AnswerView = lazy(() => import('../answer/AnswerView.tsx'))

interface AnswersProps {
  readonly sending: Sending
  readonly renewing: Renewing
  readonly paging: Paging
}

export function Answers(props: AnswersProps): JSX.Element {
  return (
    <div class="build-form">
      <Show
        when={props.sending.current()}
        fallback={
          <p class="quiet build-blank">
            Nothing was sent yet. The answer appears here while it comes: its status, its times, its
            headers and its body.
          </p>
        }
      >
        {(current) => (
          <>
            <Which {...props} current={current()} />
            <Renewed {...props} />
            <For each={props.sending.refused()}>
              {(problem) => <ProblemView problem={problem} level={3} />}
            </For>
            <Pages paging={props.paging} />
            <Show when={current().id} keyed>
              <One sent={current()} />
            </Show>
          </>
        )}
      </Show>
    </div>
  )
}

/** A choice only where there is one. */
function Which(props: AnswersProps & { current: Try }): JSX.Element {
  return (
    <Show when={props.sending.tries().length > 1}>
      <nav class="tries" aria-label="Answers">
        <span class="quiet">
          {props.sending.tries().length === 2 ? 'Both' : `All ${props.sending.tries().length}`}{' '}
          answers are here:
        </span>
        <For each={props.sending.tries()}>
          {(one) => (
            <Button
              variant="quiet"
              pressed={one.id === props.current.id}
              onClick={() => props.sending.show(one.id)}
            >
              {one.label} · {one.incoming.head()?.status ?? '…'}
            </Button>
          )}
        </For>
      </nav>
    </Show>
  )
}

function One(props: { sent: Try }): JSX.Element {
  const { incoming, request, secrets, label } = untrack(() => props.sent)
  return (
    <>
      <Show when={incoming.state() === 'waiting'}>
        <Waiting what={`the answer of ${hostOf(request.url)}`} since={incoming.startedAt()} />
      </Show>
      <Suspense fallback={<p class="quiet">Opening the viewer…</p>}>
        <AnswerView incoming={incoming} secrets={secrets} label={label} url={request.url} />
      </Suspense>
      <Show when={incoming.wire()}>
        {(wire) => (
          <Disclosure title="On the wire" note="as the relay saw it">
            <WireView wire={wire()} secrets={secrets} />
          </Disclosure>
        )}
      </Show>
    </>
  )
}

function Renewed(props: AnswersProps): JSX.Element {
  const now = () => props.renewing.renewal()
  const as = <K extends 'running' | 'renewed' | 'refused'>(kind: K) => {
    const renewal = now()
    return renewal?.kind === kind
      ? (renewal as Extract<NonNullable<typeof renewal>, { kind: K }>)
      : undefined
  }
  return (
    <Switch>
      <Match when={as('running')}>
        {(renewal) => <Waiting what={`“${renewal().step.title}”`} since={renewal().startedAt} />}
      </Match>
      <Match when={as('renewed')}>
        {(renewal) => (
          <Notice tone="success" title="The token was renewed, and the request sent once more">
            <p>
              “{renewal().step.title}” ran in the session, and {hostOf(renewal().exchange.sent.url)}{' '}
              gave a new token. Both answers are here: the first one and the one after it.
            </p>
          </Notice>
        )}
      </Match>
      <Match when={as('refused')}>
        {(renewal) => (
          <>
            <p>“{renewal().step.title}” did not work, so the request was not sent again.</p>
            <ProblemView problem={renewal().problem} level={3} />
          </>
        )}
      </Match>
      <Match when={props.renewing.offer()}>
        {(step) => (
          <Notice
            tone="info"
            title="The server does not take the token any more"
            actions={
              <Button icon="stale" onClick={() => void props.renewing.renew()}>
                Renew the token and try again
              </Button>
            }
          >
            <p>
              The walk can get a new one by “{step().title}”. Then the request is sent once more,
              and both answers stay on screen.
            </p>
          </Notice>
        )}
      </Match>
    </Switch>
  )
}
