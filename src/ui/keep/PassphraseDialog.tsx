/** The frame of every dialog that asks for a passphrase: what is typed is sent off once, and forgotten. */
import { createSignal, type JSX, type ParentProps, Show } from 'solid-js'
import type { Problem } from '../../core/problem.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Notice } from '../kit/Notice.tsx'

interface PassphraseDialogProps extends ParentProps {
  readonly title: string
  /** On the button. */
  readonly verb: string
  readonly ready: boolean
  /** What is wrong, or nothing. */
  readonly problem: Problem | undefined
  /** It is being worked on: deriving a key takes a moment, by design. */
  readonly busy: boolean
  readonly onGo: () => void
  readonly onClose: () => void
}

export function PassphraseDialog(props: PassphraseDialogProps): JSX.Element {
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button
            variant="primary"
            disabled={!props.ready}
            busy={props.busy ? 'Deriving the key' : undefined}
            onClick={() => props.onGo()}
          >
            {props.verb}
          </Button>
          <Button onClick={() => props.onClose()}>Cancel</Button>
        </>
      }
    >
      {props.children}
      <Show when={props.problem}>
        {(problem) => (
          <Notice tone="danger" title={problem().means} level={2} live="alert">
            <p>{problem().remedy}</p>
          </Notice>
        )}
      </Show>
    </Dialog>
  )
}

/** Tries once at a time, and keeps what went wrong until the next try. */
export function createTry(work: () => Promise<Problem | undefined>, done: () => void) {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  async function go(): Promise<void> {
    if (busy()) return
    setBusy(true)
    setProblem()
    const found = await work()
    setBusy(false)
    if (found === undefined) done()
    else setProblem(found)
  }
  return { busy, problem, go: () => void go() }
}
