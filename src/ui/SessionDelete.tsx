/** Asks before a walk is deleted, because it cannot be brought back. */
import type { JSX } from 'solid-js'
import type { Summary } from '../client/session-schema.ts'
import { Button } from './kit/Button.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { announce } from './kit/LiveRegion.tsx'
import { useServices } from './services.ts'

interface SessionDeleteProps {
  readonly summary: Pick<Summary, 'id' | 'name'> | undefined
  readonly onDone: () => void
  readonly onClose: () => void
}

export function SessionDelete(props: SessionDeleteProps): JSX.Element {
  const services = useServices()
  async function remove(): Promise<void> {
    if (props.summary === undefined) return
    await services.sessions.remove(props.summary.id)
    announce(`Deleted ${props.summary.name}`)
    props.onDone()
    props.onClose()
  }
  return (
    <Dialog
      open={props.summary !== undefined}
      title="Delete this walk?"
      onClose={() => props.onClose()}
      actions={
        <Button variant="danger" onClick={() => void remove()}>
          Delete
        </Button>
      }
    >
      <p>
        “{props.summary?.name}” and everything it recorded will be gone from this device. Its tokens
        stay alive at the server until they expire or are revoked.
      </p>
    </Dialog>
  )
}
