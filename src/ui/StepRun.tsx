/** What will be sent, the person's edit of it, and the button that does it. */
import {
  createEffect,
  createSignal,
  type JSX,
  lazy,
  Match,
  on,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import type { HttpRequest } from '../core/http.ts'
import type { Problem } from '../core/problem.ts'
import { factOf } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import { type Secret, secretsOfRequest } from '../trace/secrets.ts'
import { Button } from './kit/Button.tsx'
import { Notice } from './kit/Notice.tsx'
import { Waiting } from './kit/Waiting.tsx'
import { createPreview } from './preview.ts'
import { RequestView } from './RequestView.tsx'
import type { Walk } from './walk.ts'
import { hostOf } from './words.ts'

const ProblemView = lazy(() => import('./ProblemView.tsx'))
const RequestEditor = lazy(() => import('./RequestEditor.tsx'))
const RouteChoice = lazy(() => import('./RouteChoice.tsx'))

interface StepRunProps {
  readonly walk: Walk
  readonly step: Step
  readonly secrets: readonly Secret[]
  readonly onTry: () => void
}

export function StepRun(props: StepRunProps): JSX.Element {
  const preview = createPreview(
    () => props.step,
    () => props.walk.context(),
  )
  const [draft, setDraft] = createSignal<HttpRequest>()
  const [editing, setEditing] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  // A changed value builds another request; an edit of the old one would not be what is shown.
  createEffect(
    on(
      () => props.walk.context(),
      () => {
        setDraft(undefined)
        setEditing(false)
      },
    ),
  )
  const built = () => {
    const now = preview()
    return now?.kind === 'request' ? now.request : undefined
  }
  /** While the login is awaited: what went there, whose state the answer must carry. */
  const pending = () => {
    const { pending: waits } = props.walk.session()
    return waits?.step === props.step.id ? waits.request : undefined
  }
  const shown = () => draft() ?? pending() ?? built()
  const covered = (request: HttpRequest) => [
    ...props.secrets,
    ...secretsOfRequest(request, props.walk.profile.values),
  ]
  const cannot = () => {
    const now = preview()
    return now?.kind === 'problem' ? now.problem : undefined
  }
  const ready = () => props.walk.problemsOf(props.step).length === 0

  async function act(): Promise<void> {
    props.onTry()
    const step = props.step
    const walk = props.walk
    if (!ready()) return
    if (step.kind === 'local') {
      setProblem(await walk.make(step))
      return
    }
    const request = built()
    if (request === undefined) return
    const sent = draft() ?? request
    if (step.kind === 'redirect') setProblem(await walk.leave(step, sent))
    else setProblem(await walk.send(step, request, sent))
  }

  return (
    <>
      <Show when={props.step.kind !== 'local'}>
        <section class="step-part" aria-label="What will be sent">
          <h3>What will be sent</h3>
          <Switch fallback={<p class="quiet">Building the request…</p>}>
            <Match when={editing() && shown()}>
              {(request) => (
                <Suspense fallback={<p class="quiet">Opening the editor…</p>}>
                  <RequestEditor
                    request={request()}
                    addressOnly={props.step.kind === 'redirect'}
                    onChange={setDraft}
                    onDone={() => setEditing(false)}
                  />
                </Suspense>
              )}
            </Match>
            <Match when={shown()}>
              {(request) => (
                <RequestView
                  request={request()}
                  secrets={covered(request())}
                  title={
                    draft() !== undefined
                      ? 'Request, edited'
                      : pending() === undefined
                        ? 'Request'
                        : 'Request, as it went to the login page'
                  }
                  onEdit={() => setEditing(true)}
                  onReset={draft() === undefined ? undefined : () => setDraft(undefined)}
                />
              )}
            </Match>
            <Match when={ready() && cannot()}>
              {(found) => (
                <Suspense>
                  <ProblemView problem={found()} />
                </Suspense>
              )}
            </Match>
            <Match when={cannot()}>
              <p class="quiet">The request appears here as soon as the fields above are filled.</p>
            </Match>
          </Switch>
        </section>
      </Show>
      <Clears {...props} />
      <Action
        {...props}
        host={hostOf(shown()?.url ?? '')}
        onAct={() => void act()}
        ready={!editing() && (props.step.kind === 'local' || shown() !== undefined)}
      />
      <Show when={props.step.kind === 'request'}>
        <Suspense>
          <RouteChoice walk={props.walk} request={shown()} />
        </Suspense>
      </Show>
      <Show when={editing()}>
        <p class="quiet">Use the edited request, or cancel the edit, before sending.</p>
      </Show>
      <Show when={problem()}>
        {(found) => (
          <Suspense>
            <ProblemView problem={found()} />
          </Suspense>
        )}
      </Show>
    </>
  )
}

/** Says beforehand what running it again undoes. */
function Clears(props: StepRunProps): JSX.Element {
  const names = () =>
    props.walk.statusOf(props.step).kind === 'ready' ? [] : props.walk.clears(props.step)
  return (
    <Show when={names().length > 0}>
      <Notice tone="info" title="Running this again clears what followed">
        <p>
          It forgets{' '}
          {names()
            .map((name) => factOf(props.walk.profile.values, name).label)
            .join(', ')}
          , which later steps gave. The trace keeps every exchange.
        </p>
      </Notice>
    </Show>
  )
}

interface ActionProps extends StepRunProps {
  readonly host: string
  readonly ready: boolean
  readonly onAct: () => void
}

/** The one primary action of the screen. It says what it does. */
function Action(props: ActionProps): JSX.Element {
  const running = () => {
    const now = props.walk.running()
    return now?.step === props.step.id && props.walk.saving() !== now.step ? now : undefined
  }
  // Once it is done, the one primary action is to go on.
  const done = () => props.walk.statusOf(props.step).kind === 'done'
  const words = () => {
    const step = props.step
    if (step.kind !== 'request') return step.action
    if (props.host === '') return 'Send'
    return props.walk.exchangesOf(step).length > 0
      ? `Send to ${props.host} again`
      : `Send to ${props.host}`
  }
  return (
    <div class={done() ? 'actions' : 'send'} role="group" aria-label="Act">
      <Button
        variant={done() ? undefined : 'primary'}
        icon={
          props.step.kind === 'request'
            ? 'send'
            : props.step.kind === 'redirect'
              ? 'external'
              : undefined
        }
        busy={running() === undefined ? undefined : `Waiting for ${props.host}`}
        onClick={() => props.onAct()}
        disabled={!props.ready}
      >
        {words()}
      </Button>
      <Waiting
        what={running()?.queued === undefined ? `the answer of ${props.host}` : pacing(props.step)}
        since={running()?.startedAt}
        onStop={running()?.stop}
      />
    </div>
  )
}

/** Why a call is held back for a moment. */
const pacing = ({ pace }: Step) =>
  pace === undefined
    ? 'the moment to ask again'
    : `its turn: this server takes one call per ${pace.milliseconds / 1000} s here`
