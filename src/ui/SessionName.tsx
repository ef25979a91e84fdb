/** Gives a walk another name. */
import { createEffect, createSignal, createUniqueId, type JSX } from 'solid-js'
import type { Summary } from '../client/session-schema.ts'
import { reduce } from '../core/flow.ts'
import { Button } from './kit/Button.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { TextField } from './kit/TextField.tsx'
import { useServices } from './services.ts'

interface SessionNameProps {
  readonly summary: Pick<Summary, 'id' | 'name'> | undefined
  readonly onDone: (name: string) => void
  readonly onClose: () => void
}

export function SessionName(props: SessionNameProps): JSX.Element {
  const services = useServices()
  const id = createUniqueId()
  const [name, setName] = createSignal('')
  createEffect(() => setName(props.summary?.name ?? ''))
  async function rename(): Promise<void> {
    const given = name().trim()
    const { summary } = props
    if (given === '' || summary === undefined) return
    const session = await services.sessions.load(summary.id)
    if (session !== undefined)
      await services.sessions.save(
        reduce(session, { type: 'named', name: given, at: session.updatedAt }),
      )
    props.onDone(given)
    props.onClose()
  }
  return (
    <Dialog
      open={props.summary !== undefined}
      title="Rename this walk"
      onClose={() => props.onClose()}
      actions={
        <Button variant="primary" onClick={() => void rename()} disabled={name().trim() === ''}>
          Rename
        </Button>
      }
    >
      <TextField
        id={id}
        label="Name"
        value={name()}
        onInput={setName}
        onEnter={() => void rename()}
      />
    </Dialog>
  )
}
