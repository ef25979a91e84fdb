/** What stands after the headers: nothing, a form, JSON, text, parts, or a file. */
import {
  createSignal,
  createUniqueId,
  type JSX,
  lazy,
  Match,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import type { DraftBody } from '../../core/draft/draft.ts'
import { FileField } from '../kit/FileField.tsx'
import { bytes } from '../kit/format.ts'
import { TextField } from '../kit/TextField.tsx'
import { Visible } from '../kit/Visible.tsx'
import { bodyAbout, bodyAs, bodyKinds, partOfFile, plainJson, sizeOf } from './bodies.ts'
import { Choices } from './Choices.tsx'
import { PartsEditor } from './PartsEditor.tsx'
import { RowsEditor } from './RowsEditor.tsx'
import { VariableField } from './VariableField.tsx'

const editor = () => import('../kit/JsonEditor.tsx')
const JsonEditor = lazy(async () => ({ default: (await editor()).JsonEditor }))

interface BodyEditorProps {
  readonly body: DraftBody
  readonly onChange: (body: DraftBody) => void
}

type Of<K extends DraftBody['kind']> = Extract<DraftBody, { kind: K }>

export function BodyEditor(props: BodyEditorProps): JSX.Element {
  const as = <K extends DraftBody['kind']>(kind: K) =>
    props.body.kind === kind ? (props.body as Of<K>) : undefined
  return (
    <div class="build-form">
      <Choices
        label="Kind of body"
        value={props.body.kind}
        options={bodyKinds}
        onSelect={(kind) => props.onChange(bodyAs(kind, props.body))}
      />
      <p class="quiet build-about">{bodyAbout[props.body.kind]}</p>
      <Switch>
        <Match when={as('form')}>
          {(body) => (
            <RowsEditor
              what="form field"
              rows={body().rows}
              onChange={(rows) => props.onChange({ kind: 'form', rows })}
            />
          )}
        </Match>
        <Match when={as('json')}>
          {(body) => (
            <Json text={body().text} onInput={(text) => props.onChange({ kind: 'json', text })} />
          )}
        </Match>
        <Match when={as('text')}>
          {(body) => <Text body={body()} onChange={props.onChange} />}
        </Match>
        <Match when={as('multipart')}>
          {(body) => (
            <PartsEditor
              parts={body().parts}
              onChange={(parts) => props.onChange({ kind: 'multipart', parts })}
            />
          )}
        </Match>
        <Match when={as('file')}>
          {(body) => <OneFile body={body()} onChange={props.onChange} />}
        </Match>
      </Switch>
    </div>
  )
}

function Json(props: { text: string; onInput: (text: string) => void }): JSX.Element {
  const id = createUniqueId()
  return (
    <Suspense fallback={<p class="quiet">Loading the editor…</p>}>
      <JsonEditor
        id={id}
        label="JSON"
        rows={8}
        value={props.text}
        onInput={props.onInput}
        check={faultIn}
      />
    </Suspense>
  )
}

function faultIn(text: string): { readonly at: number; readonly message: string } | undefined {
  if (text.trim() === '') return undefined
  try {
    JSON.parse(plainJson(text))
    return undefined
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return { at: Number(/position (\d+)/.exec(message)?.[1] ?? 0), message }
  }
}

function Text(props: { body: Of<'text'>; onChange: (body: DraftBody) => void }): JSX.Element {
  const id = createUniqueId()
  return (
    <>
      <TextField
        id={id}
        label="Type"
        name="Content-Type"
        mono
        value={props.body.type}
        onInput={(type) => props.onChange({ ...props.body, type })}
      />
      <VariableField
        label="Text of the body"
        lines={6}
        value={props.body.text}
        onInput={(text) => props.onChange({ ...props.body, text })}
      />
    </>
  )
}

function OneFile(props: { body: Of<'file'>; onChange: (body: DraftBody) => void }): JSX.Element {
  const id = createUniqueId()
  const [wrong, setWrong] = createSignal<string>()
  const take = async (file: File) => {
    try {
      props.onChange({ kind: 'file', file: await partOfFile(file) })
      setWrong(undefined)
    } catch {
      setWrong('The browser could not read this file. Choose it again.')
    }
  }
  return (
    <>
      <FileField id={id} label="File to send" onFile={(file) => void take(file)} error={wrong()} />
      <Show when={props.body.file}>
        {(file) => (
          <p class="quiet">
            Will be sent: <Visible text={file().name} />, {bytes(sizeOf(file()))},{' '}
            <code>{file().type}</code>
          </p>
        )}
      </Show>
    </>
  )
}
