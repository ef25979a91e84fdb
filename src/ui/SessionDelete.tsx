/** Asks before a walk is deleted, because it cannot be brought back. */
import type { JSX } from 'solid-js'
import type { Summary } from '../client/summary.ts'
import { Button } from './kit/Button.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { announce } from './kit/LiveRegion.tsx'
import { useServices } from './services.ts'

interface SessionDeleteProps {
  readonly summary: Pick<Summary, 'id' | 'name'>
  readonly onDone: () => void
  readonly onClose: () => void
}

export default function SessionDelete(props: SessionDeleteProps): JSX.Element {
  const services = useServices()
  async function remove(): Promise<void> {
    await services.sessions.remove(props.summary.id)
    announce(`Deleted ${props.summary.name}`)
    props.onDone()
    props.onClose()
  }
  return (
    <Dialog
      open
      title="Delete this walk?"
      onClose={() => props.onClose()}
      actions={
        <Button variant="danger" onClick={() => void remove()}>
          Delete
        </Button>
      }
    >
      <p>
        “{props.summary.name}” and everything it recorded will be gone from this device. Its tokens
        stay alive at the server until they expire or are revoked.
      </p>
    </Dialog>
  )
}
