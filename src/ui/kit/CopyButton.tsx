/** Copies a text, says so, and shows it for copying by hand when the browser refuses the clipboard. */
import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { Button, type ButtonProps } from './Button.tsx'
import { announce } from './LiveRegion.tsx'

export interface CopyButtonProps {
  /** A function when the text is made only on demand. */
  text: string | (() => string | Promise<string>)
  /** What is copied, for the accessible name: `access_token`. */
  what: string
  /** The visible words; `Copy` unless told. */
  children?: string | undefined
  iconOnly?: boolean | undefined
  variant?: ButtonProps['variant']
}

export function CopyButton(props: CopyButtonProps): JSX.Element {
  const [copied, setCopied] = createSignal(false)
  const [refused, setRefused] = createSignal<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  async function copy() {
    const text = typeof props.text === 'function' ? await props.text() : props.text
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      setRefused(text)
      return
    }
    setCopied(true)
    announce(`Copied ${props.what}`)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), 2000)
  }

  const words = () => (copied() ? 'Copied' : (props.children ?? 'Copy'))
  return (
    <span class="copy">
      <Button
        variant={props.variant ?? 'quiet'}
        icon={copied() ? 'check' : 'copy'}
        label={`${words()} ${props.what}`}
        onClick={() => void copy()}
      >
        {props.iconOnly ? undefined : words()}
      </Button>
      <Show when={refused() !== undefined}>
        <ByHand text={refused() ?? ''} what={props.what} onClose={() => setRefused(undefined)} />
      </Show>
    </span>
  )
}

/** The text, selected, in a box that goes away when left. */
function ByHand(props: { text: string; what: string; onClose: () => void }): JSX.Element {
  const select = (box: HTMLTextAreaElement) =>
    queueMicrotask(() => {
      box.focus()
      box.select()
    })
  return (
    <label class="copy-by-hand">
      The browser refused the clipboard. Copy {props.what} from here:
      <textarea
        ref={select}
        readonly
        rows={3}
        spellcheck={false}
        value={props.text}
        onBlur={() => props.onClose()}
        onKeyDown={(event) => event.key === 'Escape' && props.onClose()}
      />
    </label>
  )
}
