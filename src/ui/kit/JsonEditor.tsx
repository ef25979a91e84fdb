/** Edits JSON with colours and a word about what is wrong. CodeMirror comes when it is drawn, a plain box if it cannot. */
import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { Fault, JsonEditorHandle } from './code-mirror.ts'
import { Icon } from './Icon.tsx'
import { Multiline } from './Multiline.tsx'

export interface JsonEditorProps {
  id: string
  label: string
  value: string
  onInput: (value: string) => void
  hint?: string | undefined
  error?: string | undefined
  rows?: number | undefined
  readonly?: boolean | undefined
  /** Finds what is wrong with the text; `JSON.parse` unless told. */
  check?: ((text: string) => Fault | undefined) | undefined
}

type Loading = 'coming' | 'there' | 'missing'

/** Engines name the place differently, or not at all: then the whole text is wrong from its start. */
function parseFault(text: string): Fault | undefined {
  if (text.trim() === '') return undefined
  try {
    JSON.parse(text)
    return undefined
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return { at: Number(/position (\d+)/.exec(message)?.[1] ?? 0), message }
  }
}

export function JsonEditor(props: JsonEditorProps): JSX.Element {
  const [loading, setLoading] = createSignal<Loading>('coming')
  const [fault, setFault] = createSignal<Fault>()
  let host: HTMLDivElement | undefined
  let editor: JsonEditorHandle | undefined
  let closed = false
  const check = (text: string) => {
    const found = (props.check ?? parseFault)(text)
    setFault(found)
    return found
  }
  const error = () => props.error ?? fault()?.message
  const describe = () => {
    const said = [error(), props.hint].filter(Boolean).join(' ')
    editor?.describe({
      'aria-label': props.label,
      ...(said === '' ? {} : { 'aria-description': said }),
      ...(error() === undefined ? {} : { 'aria-invalid': 'true' }),
    })
  }
  const open = async () => {
    try {
      const { openEditor } = await import('./code-mirror.ts')
      if (closed || host === undefined) return
      editor = openEditor({
        host,
        value: props.value,
        rows: props.rows ?? 6,
        onInput: (value) => props.onInput(value),
        check,
      })
      editor.setReadonly(props.readonly ?? false)
      describe()
      setLoading('there')
    } catch {
      setLoading('missing')
    }
  }
  onMount(() => void open())
  createEffect(
    on(
      () => props.value,
      (value) => editor?.set(value),
      { defer: true },
    ),
  )
  createEffect(
    on(
      () => props.readonly ?? false,
      (value) => editor?.setReadonly(value),
      { defer: true },
    ),
  )
  createEffect(on([() => props.label, () => props.hint, error], describe, { defer: true }))
  onCleanup(() => {
    closed = true
    editor?.close()
  })
  return (
    <Show when={loading() !== 'missing'} fallback={<Multiline {...props} error={error()} />}>
      <div class="field json-editor" classList={{ wrong: error() !== undefined }}>
        <span class="field-label" aria-hidden="true" onClick={() => editor?.focus()}>
          {props.label}
        </span>
        <div
          id={props.id}
          ref={(made) => {
            host = made
          }}
        />
        <Show when={loading() === 'coming'}>
          <p class="quiet">Loading the editor…</p>
        </Show>
        <Show when={error()}>
          <p class="field-error">
            <Icon name="warning" />
            <span>{error()}</span>
          </p>
        </Show>
        <Show when={props.hint}>
          <p class="field-hint">{props.hint}</p>
        </Show>
      </div>
    </Show>
  )
}
