/** What is awaited and since when, with a way to stop. Silent for the first 300 ms. */
import { type JSX, Show } from 'solid-js'
import { Button } from './Button.tsx'
import { createLate, createNow } from './clock.ts'
import { span } from './format.ts'

export interface WaitingProps {
  /** `the answer of amm.example` */
  what: string
  /** Unix milliseconds; `undefined` while nothing is awaited. */
  since: number | undefined
  onStop?: (() => void) | undefined
}

export function Waiting(props: WaitingProps): JSX.Element {
  const late = createLate(() => props.since !== undefined)
  return (
    <Show when={late() && props.since}>
      {(since) => (
        <div class="waiting">
          <span class="spinner" aria-hidden="true" />
          <span role="status">Waiting for {props.what}</span>
          <Since at={since()} />
          <Show when={props.onStop}>
            {(stop) => <Button onClick={() => stop()()}>Stop</Button>}
          </Show>
        </div>
      )}
    </Show>
  )
}

function Since(props: { at: number }): JSX.Element {
  const now = createNow()
  const seconds = () => Math.max(0, Math.floor((now() - props.at) / 1000))
  return (
    <Show when={seconds() > 0}>
      <span class="quiet">since {span(seconds())}</span>
    </Show>
  )
}
