/** Under a refusal of the relay: the way to let it go there, as far as that is anybody's to give. */
import { createSignal, type JSX, Show } from 'solid-js'
import { ApproveDialog } from './ApproveDialog.tsx'
import { askableOrigin, surelyHelps } from './askable.ts'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { Notice } from './kit/Notice.tsx'
import './style/approve.css'

interface ApproveTargetProps {
  /** Where the request went, as it was written. */
  readonly url: string
  /** The problem's code. */
  readonly code: string
  /** SHA-256 of the certificate that was shown, when it was not trusted. */
  readonly pin?: string | undefined
}

export default function ApproveTarget(props: ApproveTargetProps): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [allowed, setAllowed] = createSignal(false)
  const origin = () => askableOrigin(props.url, props.code)
  const command = () => surelyHelps(props.url, props.code, props.pin, location.port)
  return (
    <Show when={origin()}>
      {(written) => (
        <div class="approve">
          <Show when={command()}>
            {(line) => (
              <>
                <p>
                  Only whoever started Grantwalk can let it go there. Stop it in the terminal, and
                  start it with this:
                </p>
                <CodeBlock label="Command" content={line()} whole />
                <Show when={props.code === 'tls_untrusted' && props.pin !== undefined}>
                  <p>
                    The pin is the certificate that was shown just now. Compare it with the one on
                    the appliance first: whoever stands in between could have shown it.
                  </p>
                </Show>
              </>
            )}
          </Show>
          <Show when={props.code !== 'tls_untrusted'}>
            <div class="actions">
              <Button onClick={() => setOpen(true)}>Allow this server…</Button>
            </div>
          </Show>
          <div role="status">
            <Show when={allowed()}>
              <Notice tone="success" title="Allowed until Grantwalk is stopped" level={4}>
                <p>
                  Nothing was sent again: send the request when you are ready. To go there directly
                  from this page, load the page again first.
                </p>
              </Notice>
            </Show>
          </div>
          <Show when={open()}>
            <ApproveDialog
              origin={written()}
              onClose={() => setOpen(false)}
              onAllowed={() => {
                setAllowed(true)
                setOpen(false)
              }}
            />
          </Show>
        </div>
      )}
    </Show>
  )
}
