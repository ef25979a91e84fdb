/** On home: a box where anything can be pasted, and where a file can be opened or dropped. */
import '../style/keep-arrive.css'
import { createSignal, type JSX, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import type { Given } from './arrive-reading.ts'

const ArriveDialog = lazy(() => import('./ArriveDialog.tsx'))

export default function ArriveBox(): JSX.Element {
  const [text, setText] = createSignal('')
  const [given, setGiven] = createSignal<Given>()
  const [over, setOver] = createSignal(false)
  let chooser: HTMLInputElement | undefined
  const take = (file: File | undefined) => {
    setOver(false)
    if (file !== undefined) setGiven({ file })
  }
  onMount(() => {
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const hover = (event: DragEvent) => {
      if (!isFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      if (!isFile(event)) return
      event.preventDefault()
      take(event.dataTransfer?.files[0])
    }
    document.addEventListener('dragover', hover)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    onCleanup(() => {
      document.removeEventListener('dragover', hover)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    })
  })
  return (
    <>
      <form
        class="arrive-box"
        classList={{ 'is-over': over() }}
        aria-labelledby="arrive-title"
        onSubmit={(event) => {
          event.preventDefault()
          if (text().trim() !== '') setGiven({ text: text() })
        }}
      >
        <h2 id="arrive-title">Go on from something you have</h2>
        <textarea
          id="arrive-text"
          class="input mono"
          aria-label="Paste anything"
          aria-describedby="arrive-hint"
          rows={2}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p id="arrive-hint" class="field-hint">
          A case file, a HAR recording, the address a login came back with, a curl command, a
          Postman or OpenAPI file, or a token. It is read in this tab, and nothing is sent.
        </p>
        <div class="actions">
          <Button type="submit" disabled={text().trim() === ''}>
            See what it is
          </Button>
          <Button onClick={() => chooser?.click()}>Open a file</Button>
          <span class="quiet">{over() ? 'Let go to open it' : 'or drop one on this page'}</span>
        </div>
        <input
          ref={(made) => {
            chooser = made
          }}
          hidden
          type="file"
          aria-label="A file to open"
          onChange={(event) => {
            take(event.currentTarget.files?.[0])
            // The same file can be chosen again after it was mended on disk.
            event.currentTarget.value = ''
          }}
        />
      </form>
      <Suspense>
        <Show when={given()} keyed>
          {(one) => <ArriveDialog given={one} onClose={() => setGiven(undefined)} />}
        </Show>
      </Suspense>
    </>
  )
}
