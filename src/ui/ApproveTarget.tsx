/** Under a refusal of the relay: the way to let it go there, as far as that is anybody's to give. */
import { createSignal, type JSX, Show } from 'solid-js'
import { commandFor, writtenOrigin } from '../core/approvals.ts'
import { ApproveDialog } from './ApproveDialog.tsx'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { Notice } from './kit/Notice.tsx'
import './style/approve.css'

/** Refusals after which somebody could say yes; an address nobody may approve has another code. */
const openable: readonly string[] = [
  'host-not-allowed',
  'host-special',
  'scheme',
  'port',
  'addr-private',
  'addr-cgnat',
  'addr-loopback',
  'addr-mixed',
  'direct_policy',
  'tls_untrusted',
]

/** The relay, or the certificate, has said already that it is not for a page to open. */
const sharp: readonly string[] = ['addr-private', 'addr-cgnat', 'addr-loopback', 'tls_untrusted']

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
  const origin = () => (openable.includes(props.code) ? writtenOrigin(props.url) : undefined)
  /** Shown at once where it surely helps; elsewhere the relay is asked first, when the person asks. */
  const command = () =>
    sharp.includes(props.code) || (props.code === 'host-not-allowed' && isOwnNetwork(props.url))
      ? commandFor(props.url, props.code === 'tls_untrusted' ? props.pin : undefined)
      : undefined
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

/** An address of this computer or of a private network, and not Grantwalk's own. */
function isOwnNetwork(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '')
  if (loopback) return url?.port !== location.port
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+$/.test(url?.hostname ?? '')
}
