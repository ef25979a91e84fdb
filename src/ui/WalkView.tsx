/** One walk laid out: what is selected lives in the address, everything else follows from the session. */
import { createMemo, createSignal, type JSX, lazy, Show, Suspense, untrack } from 'solid-js'
import { isPlaceholder } from '../core/placeholder.ts'
import type { Session } from '../core/session.ts'
import type { Flow, VendorProfile } from '../core/vendor.ts'
import { type Secret, secretsOf } from '../trace/secrets.ts'
import { Button } from './kit/Button.tsx'
import { Notice } from './kit/Notice.tsx'
import { SegmentNav } from './kit/SegmentNav.tsx'
import { NotFound } from './NotFound.tsx'
import { nextStep } from './next-step.ts'
import { parameter, select } from './router.tsx'
import { StepList } from './StepList.tsx'
import { StepView } from './StepView.tsx'
import { sameSecrets } from './same.ts'
import { useServices } from './services.ts'
import { Trace } from './Trace.tsx'
import { createTitle } from './title.ts'
import { WalkHead } from './WalkHead.tsx'
import { createWalk } from './walk.ts'
import { warm } from './warm.ts'

const KeepNotice = lazy(() => import('./keep/KeepNotice.tsx'))

interface WalkViewProps {
  readonly session: Session
  readonly profile: VendorProfile
  readonly flow: Flow
}

export function WalkView(props: WalkViewProps): JSX.Element {
  // The parent is keyed by session: these three never change under one WalkView.
  const services = useServices()
  const walk = untrack(() => createWalk(services, props.profile, props.flow, props.session))
  const [part, setPart] = createSignal('step')
  const asksForSecrets = () => services.keep.mode() === 'vault' || !services.keep.chosen()
  warm()
  const first = nextStep(walk)?.id
  const step = createMemo(() => walk.stepOf(parameter('step') ?? first ?? '') ?? walk.flow.steps[0])
  const none: readonly Secret[] = []
  const secrets = createMemo(
    () =>
      secretsOf(walk.session(), props.profile.values).filter(({ value }) => !isPlaceholder(value)),
    none,
    { equals: sameSecrets },
  )
  const open = (step: string, exchange?: string) => {
    const before = parameter('step')
    select({ step, exchange })
    // Another step is another page to whoever does not see it: reading starts at its title.
    if (before !== step && exchange === undefined)
      queueMicrotask(() => document.getElementById('step-title')?.focus())
    setPart('step')
  }
  createTitle(() => `${props.profile.name}: ${step()?.title ?? props.flow.title}`)

  return (
    <Show when={!walk.gone()} fallback={<NotFound what="This walk was deleted in another tab" />}>
      <div class="walk" data-part={part()}>
        <WalkHead walk={walk} />
        <SegmentNav
          label="Parts of the walk"
          current={part()}
          onSelect={setPart}
          parts={[
            { id: 'steps', label: 'Steps' },
            { id: 'step', label: 'Step' },
            { id: 'trace', label: 'Trace', note: walk.session().exchanges.length },
          ]}
        />
        <StepList walk={walk} current={step()?.id} onSelect={open} />
        <div class="step">
          <Show when={props.session.target === 'live' && asksForSecrets()}>
            <Suspense>
              <KeepNotice />
            </Suspense>
          </Show>
          <Show when={walk.unsaved()}>
            {(problem) => (
              <Notice
                tone="danger"
                title="This walk could not be saved"
                live="alert"
                actions={<Button onClick={() => select({ leave: 'case' })}>Export it</Button>}
              >
                <p>
                  {problem().means} {problem().remedy}
                </p>
              </Notice>
            )}
          </Show>
          <Show when={step()} keyed>
            {(shown) => (
              <StepView
                walk={walk}
                step={shown}
                secrets={secrets()}
                exchange={parameter('exchange')}
                onSelect={open}
              />
            )}
          </Show>
        </div>
        <Trace walk={walk} secrets={secrets()} current={parameter('exchange')} onSelect={open} />
      </div>
    </Show>
  )
}
