/** Asks before the secrets of a session go to a server they do not belong to (T68). */
import { For, type JSX } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Visible } from '../kit/Visible.tsx'

interface OriginDialogProps {
  readonly open: boolean
  readonly origin: string
  readonly session: string
  readonly belongs: readonly string[]
  readonly onAllow: () => void
  readonly onClose: () => void
}

export function OriginDialog(props: OriginDialogProps): JSX.Element {
  return (
    <Dialog
      open={props.open}
      title="Give the walk’s secrets to another server?"
      onClose={() => props.onClose()}
      actions={
        <>
          <Button variant="danger" onClick={() => props.onAllow()}>
            Allow {props.origin}
          </Button>
          <Button onClick={() => props.onClose()}>Keep it stopped</Button>
        </>
      }
    >
      <p>
        This request goes to <strong class="mono">{props.origin}</strong>. The secrets of{' '}
        <Visible text={props.session} /> were issued for
      </p>
      <ul class="mono build-origins">
        <For each={props.belongs}>{(origin) => <li>{origin}</li>}</For>
      </ul>
      <p>
        Whoever runs the other server can use them until they expire. If you did not write this
        address yourself, keep it stopped.
      </p>
      <p class="quiet">
        Allowing counts for exactly this server and this walk, in this tab, and ends when you leave
        this screen.
      </p>
    </Dialog>
  )
}
