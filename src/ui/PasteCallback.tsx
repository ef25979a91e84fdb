/** For a redirect that lands elsewhere: the person pastes the address they ended up at. */
import { createSignal, type JSX } from 'solid-js'
import { Button } from './kit/Button.tsx'
import { Multiline } from './kit/Multiline.tsx'
import type { Walk } from './walk.ts'

export default function PasteCallback(props: { walk: Walk }): JSX.Element {
  const [text, setText] = createSignal('')
  const [error, setError] = createSignal<string>()
  async function take(): Promise<void> {
    if (text().trim() === '') {
      setError('Paste the address from the address bar of the page you landed on.')
      return
    }
    setError(undefined)
    await props.walk.comeBack(text().trim())
  }
  return (
    <section class="step-part" aria-label="Paste the address">
      <h3>Landed somewhere else?</h3>
      <p class="prose">
        This walk waits for the answer of the login page. If your browser came back here by itself,
        there is nothing to do. If it ended at another address, even at an error page, paste the
        whole of it.
      </p>
      <Multiline
        id="pasted-callback"
        label="The address you landed on"
        rows={3}
        value={text()}
        onInput={setText}
        error={error()}
      />
      <div class="actions">
        <Button onClick={() => void take()}>Take this address</Button>
      </div>
    </section>
  )
}
