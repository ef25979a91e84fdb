/** Asks from which step a walk is to branch off. */
import { createMemo, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { flowFor, statusOf } from '../../core/flow.ts'
import type { Flow } from '../../core/vendor.ts'
import { vendorOf } from '../../vendors/index.ts'
import { createSettled } from '../inspect/settled.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useServices } from '../services.ts'

interface ForkDialogProps {
  readonly id: string
  /** The one that is offered first; else the last that was done. */
  readonly step: string | undefined
  readonly onFork: (flow: Flow, step: string) => void
  readonly onClose: () => void
}

export function ForkDialog(props: ForkDialogProps): JSX.Element {
  const field = createUniqueId()
  const { sessions } = useServices()
  const opened = createSettled(
    () => props.id,
    async (id) => {
      const session = await sessions.load(id)
      const flows = session && (await vendorOf(session.vendor)?.flows())
      const whole = flows?.find((one) => one.id === session?.flow)
      if (session === undefined || whole === undefined) return { done: [] }
      const flow = flowFor(whole, session)
      const done = flow.steps.filter(
        (step) =>
          session.exchanges.some((one) => one.step === step.id) ||
          statusOf(flow, step, session).kind === 'done',
      )
      return { flow, done }
    },
  )
  const [chosen, setChosen] = createSignal<string>()
  const step = createMemo(() => {
    const done = opened()?.done ?? []
    const wanted = chosen() ?? props.step
    return done.find(({ id }) => id === wanted) ?? done.at(-1)
  })
  const fork = () => {
    const [flow, from] = [opened()?.flow, step()]
    if (flow !== undefined && from !== undefined) props.onFork(flow, from.id)
  }
  return (
    <Dialog
      open
      title="Fork this walk"
      onClose={() => props.onClose()}
      actions={
        <Button variant="primary" disabled={step() === undefined} onClick={fork}>
          Fork and open it
        </Button>
      }
    >
      <p>
        A new walk begins where this one stood after the step you choose, with the same values and
        messages up to there. This one stays as it is. Both hold the same tokens: what one of them
        revokes or uses up is gone for the other, too.
      </p>
      <Show when={opened()} fallback={<p class="quiet">Reading the walk…</p>}>
        <Show
          when={step()}
          fallback={<p>Nothing was done in this walk yet. Start anew does the same.</p>}
        >
          {(now) => (
            <ChoiceField
              id={field}
              label="After the step"
              value={now().id}
              options={(opened()?.done ?? []).map(({ id, title }) => ({ value: id, label: title }))}
              onSelect={setChosen}
            />
          )}
        </Show>
      </Show>
    </Dialog>
  )
}
