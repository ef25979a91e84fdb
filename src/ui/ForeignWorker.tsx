/** Stands in for the whole page while another project's service worker could read all of it (T79). */
import { createSignal, type JSX } from 'solid-js'
import { Button } from './kit/Button.tsx'
import { Notice } from './kit/Notice.tsx'

/** @param onRemove unregisters every worker of this origin, and loads the page again */
export default function ForeignWorker(props: { onRemove: () => Promise<void> }): JSX.Element {
  const [busy, setBusy] = createSignal<string>()
  const remove = () => {
    setBusy('Removing it')
    void props.onRemove()
  }
  return (
    <main class="page">
      <h1>Grantwalk</h1>
      <Notice
        tone="danger"
        level={2}
        live="alert"
        title="Another program answers for this address"
        actions={
          <Button variant="primary" busy={busy()} onClick={remove}>
            Remove it and load again
          </Button>
        }
      >
        <p>
          A service worker, left by something else that once ran at this address, sits between this
          page and its server. It could read every secret, so nothing was started. Grantwalk has no
          such worker of its own.
        </p>
      </Notice>
    </main>
  )
}
