/** In a step that was done: the way to try another one from here on, and keep this one. */
import { createSignal, type JSX, Show } from 'solid-js'
import type { Step } from '../../core/vendor.ts'
import { Button } from '../kit/Button.tsx'
import type { Walk } from '../walk.ts'
import WalkAct from './WalkAct.tsx'

export default function ForkHere(props: { walk: Walk; step: Step }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const done = () =>
    props.walk.statusOf(props.step).kind === 'done' || props.walk.exchangesOf(props.step).length > 0
  return (
    <Show when={done()}>
      <div class="actions">
        <Button variant="quiet" onClick={() => setOpen(true)}>
          Fork from this step
        </Button>
      </div>
      <Show when={open()}>
        <WalkAct
          act="fork"
          walk={props.walk.session()}
          step={props.step.id}
          onDone={() => undefined}
          onClose={() => setOpen(false)}
        />
      </Show>
    </Show>
  )
}
