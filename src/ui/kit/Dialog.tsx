/** A native modal dialog with a title and a way out. The browser traps focus and gives it back. */
import { createEffect, createUniqueId, type JSX, type ParentProps, Show } from 'solid-js'
import { Button } from './Button.tsx'

export interface DialogProps extends ParentProps {
  open: boolean
  title: string
  onClose: () => void
  /** Buttons at the foot, the primary one first. */
  actions?: JSX.Element
}

export function Dialog(props: DialogProps): JSX.Element {
  const title = createUniqueId()
  let element: HTMLDialogElement | undefined
  createEffect(() => {
    if (props.open && !element?.open) element?.showModal()
    if (!props.open && element?.open) element.close()
  })
  return (
    <dialog
      ref={(made) => {
        element = made
      }}
      class="dialog"
      aria-labelledby={title}
      onClose={() => props.onClose()}
    >
      <div class="dialog-head">
        <h1 id={title}>{props.title}</h1>
        <Button variant="quiet" icon="close" label="Close" onClick={() => element?.close()} />
      </div>
      <Show when={props.open}>
        <div class="dialog-body">{props.children}</div>
        <Show when={props.actions}>
          <div class="actions">{props.actions}</div>
        </Show>
      </Show>
    </dialog>
  )
}
