/** Where am I, what is done, what is locked and by which missing value. */
import { createEffect, createMemo, For, type JSX, Show } from 'solid-js'
import { factOf } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import { Badge } from './kit/Badge.tsx'
import type { Walk } from './walk.ts'
import { statusWord } from './words.ts'

interface StepListProps {
  readonly walk: Walk
  readonly current: string | undefined
  readonly onSelect: (id: string) => void
}

interface Phase {
  readonly title: string
  readonly steps: readonly { readonly step: Step; readonly number: number }[]
}

/** Steps under their headings, numbered through. */
function phasesOf(steps: readonly Step[]): readonly Phase[] {
  const phases: Phase[] = []
  for (const [index, step] of steps.entries()) {
    const entry = { step, number: index + 1 }
    const last = phases.at(-1)
    if (last?.title === step.phase)
      phases[phases.length - 1] = { ...last, steps: [...last.steps, entry] }
    else phases.push({ title: step.phase, steps: [entry] })
  }
  return phases
}

export function StepList(props: StepListProps): JSX.Element {
  return (
    <nav class="steps" aria-label="Steps">
      <For each={phasesOf(props.walk.flow.steps)}>
        {(phase) => (
          <>
            <h2 class="steps-phase">{phase.title}</h2>
            <ol>
              <For each={phase.steps}>{(entry) => <Item {...props} {...entry} />}</For>
            </ol>
          </>
        )}
      </For>
    </nav>
  )
}

function Item(props: StepListProps & { step: Step; number: number }): JSX.Element {
  const status = createMemo(() => props.walk.statusOf(props.step))
  const word = () => statusWord(status(), props.walk.saving() === props.step.id)
  const lacks = () => {
    const now = status()
    return now.kind === 'locked'
      ? `: needs ${now.missing.map((name) => factOf(props.walk.profile.values, name).label).join(', ')}`
      : ''
  }
  let button: HTMLButtonElement | undefined
  // Where the steps are a bar, the current one may be out of sight.
  createEffect(() => {
    if (props.current === props.step.id)
      button?.scrollIntoView({ block: 'nearest', inline: 'center' })
  })
  return (
    <li>
      <button
        type="button"
        class="steps-item"
        ref={(made) => {
          button = made
        }}
        aria-current={props.current === props.step.id ? 'step' : undefined}
        onClick={() => props.onSelect(props.step.id)}
      >
        <span class="steps-number">{props.number}</span>
        <span class="steps-title">{props.step.title}</span>
        <Badge tone={word().tone} plain>
          <span>
            {word().text}
            {lacks()}
            <Show when={props.step.optional && status().kind === 'ready'}>, optional</Show>
          </span>
        </Badge>
      </button>
    </li>
  )
}
