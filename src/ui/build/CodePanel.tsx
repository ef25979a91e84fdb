/** The request as a program, in every language: secrets are names in it unless they are asked for. */
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { HttpRequest } from '../../core/http.ts'
import { languages } from '../../trace/code/languages.ts'
import { type MaskedRequest, mask, standingIn, unmask } from '../../trace/mask.ts'
import type { Secret } from '../../trace/secrets.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Field } from '../kit/Field.tsx'
import { createLater } from './later.ts'

interface CodePanelProps {
  readonly request: HttpRequest | undefined
  readonly secrets: readonly Secret[]
}

export default function CodePanel(props: CodePanelProps): JSX.Element {
  return (
    <Show
      when={props.request}
      fallback={
        <p class="quiet build-blank">
          The code appears here as soon as the request can be sent: see what is missing beside it.
        </p>
      }
    >
      {(request) => <Code request={request()} secrets={props.secrets} />}
    </Show>
  )
}

function Code(props: { request: HttpRequest; secrets: readonly Secret[] }): JSX.Element {
  const id = createUniqueId()
  const [chosen, setChosen] = createSignal(languages[0]?.id ?? '')
  const language = () => languages.find((one) => one.id === chosen()) ?? languages[0]
  const masked = () => mask(props.request, props.secrets)
  const hides = () => standingIn(masked()).length > 0
  const write = async (request: MaskedRequest) => (await language()?.load())?.(request) ?? ''
  const text = createLater(
    () => ({ language: chosen(), masked: masked() }),
    (asked) => write(asked.masked),
  )
  return (
    <div class="build-form">
      <Field id={id} label="Language" hint={language()?.about}>
        <select id={id} class="input" onChange={(event) => setChosen(event.currentTarget.value)}>
          <For each={languages}>
            {(one) => (
              <option value={one.id} selected={one.id === chosen()}>
                {one.title}
              </option>
            )}
          </For>
        </select>
      </Field>
      <CodeBlock label={language()?.title ?? 'Code'} content={text.value() ?? ''} whole />
      <Show when={hides()}>
        <div class="actions">
          <CopyButton
            text={() => write(unmask(props.request))}
            what={`as ${language()?.title ?? 'code'}, secrets included`}
          >
            Copy with secrets
          </CopyButton>
          <span class="quiet">
            Whoever reads that copy can act in your name. Without them, the program asks for each by
            name.
          </span>
        </div>
      </Show>
    </div>
  )
}
