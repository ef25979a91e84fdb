/** The first line of the request: method, address, and the button that sends it. */
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { VariableField } from './VariableField.tsx'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'QUERY'] as const

const OTHER = 'other'

interface RequestLineProps {
  readonly method: string
  readonly url: string
  readonly onMethod: (method: string) => void
  readonly onUrl: (url: string) => void
  /** A pasted curl command, or anything else that is no address. */
  readonly onPasted: (text: string) => boolean
  /** The button. */
  readonly children: JSX.Element
}

export function RequestLine(props: RequestLineProps): JSX.Element {
  const url = createUniqueId()
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (props.onPasted(text)) event.preventDefault()
  }
  return (
    <div class="request-line">
      <Method method={props.method} onMethod={props.onMethod} />
      <VariableField
        id={url}
        label="Address"
        value={props.url}
        example="https://api.example/items/{{id}}, or paste a curl command"
        onInput={props.onUrl}
        onPaste={paste}
      />
      {props.children}
    </div>
  )
}

function Method(props: { method: string; onMethod: (method: string) => void }): JSX.Element {
  const [own, setOwn] = createSignal(false)
  const known = () => methods.some((one) => one === props.method)
  let field: HTMLInputElement | undefined
  const choose = (value: string) => {
    setOwn(value === OTHER)
    if (value === OTHER) queueMicrotask(() => field?.select())
    else props.onMethod(value)
  }
  return (
    <span class="request-method">
      <select
        class="input mono"
        aria-label="Method"
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <For each={methods}>
          {(method) => (
            <option value={method} selected={!own() && method === props.method}>
              {method}
            </option>
          )}
        </For>
        <option value={OTHER} selected={own() || !known()}>
          Other…
        </option>
      </select>
      <Show when={own() || !known()}>
        <input
          ref={(made) => {
            field = made
          }}
          class="input mono"
          aria-label="Method of your own"
          value={props.method}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => props.onMethod(event.currentTarget.value)}
        />
      </Show>
    </span>
  )
}
