/** One step, told from top to bottom: why, what is asked, what will be sent, what came back, what next. */
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  on,
  Show,
  Suspense,
} from 'solid-js'
import { giverOf } from '../core/flow.ts'
import { factOf } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import type { Secret } from '../trace/secrets.ts'
import { Badge } from './kit/Badge.tsx'
import { Button } from './kit/Button.tsx'
import { announce } from './kit/LiveRegion.tsx'
import { Notice } from './kit/Notice.tsx'
import { StepFields } from './StepFields.tsx'
import { StepPage } from './StepPage.tsx'
import { StepRun } from './StepRun.tsx'
import type { Walk } from './walk.ts'
import { outcomeWord, statusWord } from './words.ts'

const ExchangeView = lazy(() => import('./ExchangeView.tsx'))
const ForkHere = lazy(() => import('./keep/ForkHere.tsx'))
const Learn = lazy(() => import('./Learn.tsx'))
const PasteCallback = lazy(() => import('./PasteCallback.tsx'))
const StepMade = lazy(() => import('./StepMade.tsx'))

export interface StepViewProps {
  readonly walk: Walk
  readonly step: Step
  readonly secrets: readonly Secret[]
  /** The exchange to show; the step's last one unless told. */
  readonly exchange: string | undefined
  readonly onSelect: (step: string, exchange?: string) => void
}

export function StepView(props: StepViewProps): JSX.Element {
  const status = createMemo(() => props.walk.statusOf(props.step))
  const word = () => statusWord(status(), props.walk.saving() === props.step.id)
  const exchanges = createMemo(() => props.walk.exchangesOf(props.step))
  const shown = createMemo(
    () => exchanges().find(({ id }) => id === props.exchange) ?? exchanges().at(-1),
  )
  // Problems with fields are shown once the person tried to go on, not while they are still typing.
  const [tried, setTried] = createSignal(false)
  let answer: HTMLElement | undefined

  let wanted = false

  /** Goes to an answer that is wanted once the whole of it is drawn: before, there is nothing to scroll to. */
  function toAnswer(): void {
    const now = shown()
    if (!wanted) return
    wanted = false
    // Where the focus stays, as it does between polls, nothing would be read out.
    if (now !== undefined && document.activeElement === answer)
      announce(outcomeWord(now.outcome).text)
    answer?.focus({ preventScroll: true })
    answer?.scrollIntoView({ block: 'start' })
  }

  // After the step ran, focus and view go to what came back.
  createEffect(
    on(
      () => exchanges().length,
      (count, before) => {
        if (before !== undefined && count > before && props.exchange !== undefined)
          props.onSelect(props.step.id)
        // Chosen in the trace, or just back from a login page: then the answer is what is wanted.
        if (before === undefined ? props.exchange !== undefined : count > before) wanted = true
      },
    ),
  )

  return (
    <>
      <header class="step-head">
        <Badge tone={word().tone} plain>
          {word().text}
          {props.step.optional ? ', optional' : ''}
        </Badge>
        <h2 id="step-title" tabindex="-1">
          {props.step.title}
        </h2>
        <p class="prose">{props.step.why}</p>
      </header>
      <Locked {...props} />
      <Show when={status().kind === 'stale'}>
        <Notice tone="warning" title="What this gave is out of date">
          <p>A step before it was run again. Run this one again too.</p>
        </Notice>
      </Show>
      <Show when={status().kind !== 'locked'}>
        <StepPage walk={props.walk} step={props.step} />
        <StepFields walk={props.walk} step={props.step} tried={tried()} />
        <StepRun
          walk={props.walk}
          step={props.step}
          secrets={props.secrets}
          onTry={() => setTried(true)}
        />
        <Show when={status().kind === 'waiting'}>
          <Suspense>
            <PasteCallback walk={props.walk} />
          </Suspense>
        </Show>
      </Show>
      <Show when={shown()}>
        {(exchange) => (
          <section
            class="step-part answer"
            tabindex="-1"
            aria-label="What came back"
            ref={(made) => {
              answer = made
            }}
          >
            <h3>What came back</h3>
            <Suspense>
              <ExchangeView
                {...props}
                tries={exchanges()}
                exchange={exchange()}
                onDrawn={toAnswer}
              />
            </Suspense>
          </section>
        )}
      </Show>
      <Suspense>
        <StepMade walk={props.walk} step={props.step} />
      </Suspense>
      <Next {...props} />
      <Suspense>
        <ForkHere walk={props.walk} step={props.step} />
      </Suspense>
      <Suspense>
        <Learn step={props.step} />
      </Suspense>
    </>
  )
}

/** Why it is locked, and where to get what is missing. */
function Locked(props: StepViewProps): JSX.Element {
  const missing = () => {
    const status = props.walk.statusOf(props.step)
    return status.kind === 'locked' ? status.missing : []
  }
  const giver = () => missing().map((name) => giverOf(props.walk.flow, name))[0]
  return (
    <Show when={missing().length > 0}>
      <Notice
        tone="info"
        title={`Locked: it needs ${missing()
          .map((name) => factOf(props.walk.profile.values, name).label.toLowerCase())
          .join(', ')}`}
        actions={
          <Show when={giver()}>
            {(step) => (
              <Button onClick={() => props.onSelect(step().id)}>Go to “{step().title}”</Button>
            )}
          </Show>
        }
      >
        <p>An earlier step gives it. Nothing was sent.</p>
      </Notice>
    </Show>
  )
}

/** The way on, once this step is done. */
function Next(props: StepViewProps): JSX.Element {
  const next = () => props.walk.flow.steps[props.walk.flow.steps.indexOf(props.step) + 1]
  const done = () => props.walk.statusOf(props.step).kind === 'done'
  return (
    <Show when={done()}>
      <section class="step-part next">
        <Show
          when={next()}
          fallback={<p>This was the last step. The whole walk is kept in the trace.</p>}
        >
          {(step) => (
            <div class="send">
              <Button variant="primary" icon="send" onClick={() => props.onSelect(step().id)}>
                Go on: {step().title}
              </Button>
            </div>
          )}
        </Show>
      </section>
    </Show>
  )
}
