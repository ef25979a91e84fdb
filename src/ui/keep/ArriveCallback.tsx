/** An address that a login came back with: what each part says, and the walk that waits for it. */
import { createSignal, type JSX, Show } from 'solid-js'
import type { Arrival } from '../../core/arrive/arrival.ts'
import { Button } from '../kit/Button.tsx'
import { KeyValueList } from '../kit/KeyValueList.tsx'
import { Visible } from '../kit/Visible.tsx'
import { useServices } from '../services.ts'
import { intoWalk } from './arrive-doing.ts'

export function ArriveCallback(props: {
  arrival: Extract<Arrival, { kind: 'callback' }>
}): JSX.Element {
  const services = useServices()
  const [gone, setGone] = createSignal(false)
  const rows = () =>
    props.arrival.parameters.map(({ name, value, means, secret, in: place }) => ({
      name,
      value,
      ...(secret ? { covered: 'secret' } : {}),
      note: place === 'fragment' ? `${means} It stands in the fragment.` : means,
    }))
  const take = async (id: string) =>
    setGone(!(await intoWalk(id, props.arrival.callback, services)))
  return (
    <div class="arrive-part">
      <h2>An address that a login came back with</h2>
      <Show
        when={props.arrival.waiting}
        fallback={
          <p>
            No walk here waits for this answer, so it cannot be taken. This is what its parts say:
          </p>
        }
      >
        {(waiting) => (
          <>
            <p>
              The walk “<Visible text={waiting().name} />” waits for exactly this answer.
            </p>
            <div class="actions">
              <Button variant="primary" onClick={() => void take(waiting().id)}>
                Take it into the walk
              </Button>
            </div>
          </>
        )}
      </Show>
      <Show when={gone()}>
        <p role="alert">The walk is not here any more.</p>
      </Show>
      <KeyValueList rows={rows()} />
    </div>
  )
}
