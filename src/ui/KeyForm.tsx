/** Says that this tab has no key, and takes the printed link. */
import { createSignal, createUniqueId, type JSX } from 'solid-js'
import { Button } from './kit/Button.tsx'
import { announce } from './kit/LiveRegion.tsx'
import { Notice } from './kit/Notice.tsx'
import { TextField } from './kit/TextField.tsx'
import { useServices } from './services.ts'

export default function KeyForm(): JSX.Element {
  const services = useServices()
  const [text, setText] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const id = createUniqueId()
  const pair = () => {
    const taken = services.pasteKey(text())
    setWrong(!taken)
    if (taken) announce('This tab may send now')
  }
  return (
    <div class="page key-notice">
      <Notice tone="warning" level={2} title="This tab cannot send yet">
        <p>
          Grantwalk’s relay takes requests only from tabs that know its key. Open the link that was
          printed in the terminal, or paste it here.
        </p>
        <form
          class="start"
          onSubmit={(event) => {
            event.preventDefault()
            pair()
          }}
        >
          <TextField
            id={id}
            label="Link or key from the terminal"
            kind="password"
            value={text()}
            onInput={setText}
            error={
              wrong() ? 'There is no key in this. Copy the whole link, from http on.' : undefined
            }
          />
          <div class="actions">
            <Button type="submit">Use this key</Button>
          </div>
        </form>
      </Notice>
    </div>
  )
}
