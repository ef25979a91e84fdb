/** Offers a deleted walk back for ten seconds, and longer while somebody is at the offer. */
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { problemOf } from '../../core/problem.ts'
import { Button } from '../kit/Button.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { type Gone, gone } from '../removed.ts'
import { useServices } from '../services.ts'
import { hold, letGo } from './undoing.ts'
import '../style/finding.css'

export default function UndoDelete(props: { onBack: () => Promise<void> }): JSX.Element {
  const { sessions } = useServices()
  const [failed, setFailed] = createSignal<string>()
  async function bringBack(one: Gone): Promise<void> {
    try {
      await sessions.restore(one.removed)
      letGo(one)
      hold(false)
      announce(`${one.name} is back`)
      document.getElementById('walks')?.focus()
      await props.onBack()
    } catch (thrown) {
      setFailed(problemOf(thrown).means)
    }
  }
  onCleanup(() => hold(false))
  return (
    <ul
      class="undo"
      aria-label="Just deleted"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocusIn={() => hold(true)}
      onFocusOut={() => hold(false)}
    >
      <For each={gone()}>
        {(one) => (
          <li>
            <p>
              Deleted “{one.name}”.{' '}
              <span class="quiet">
                Its tokens stay alive at the server until they expire or are revoked.
              </span>
              <Show when={failed()}>{(why) => <span role="alert"> {why()}</span>}</Show>
            </p>
            <Button label={`Undo deleting ${one.name}`} onClick={() => void bringBack(one)}>
              Undo
            </Button>
          </li>
        )}
      </For>
    </ul>
  )
}
