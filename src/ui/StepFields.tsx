/** What a step asks of the person. Every keystroke is part of the session: nothing typed is lost. */
import { For, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { choicesOf, fieldsOf } from '../core/flow.ts'
import { factOf } from '../core/values.ts'
import type { Field, Step } from '../core/vendor.ts'
import { ChoiceField } from './kit/ChoiceField.tsx'
import { TextField } from './kit/TextField.tsx'
import type { Walk } from './walk.ts'

const FilePaste = lazy(() => import('./kit/FilePaste.tsx'))
const Multiline = lazy(async () => ({ default: (await import('./kit/Multiline.tsx')).Multiline }))

interface StepFieldsProps {
  readonly walk: Walk
  readonly step: Step
  /** The person tried to go on: now empty fields are worth a word. */
  readonly tried: boolean
}

export function StepFields(props: StepFieldsProps): JSX.Element {
  const fields = () => fieldsOf(props.step, props.walk.session())
  return (
    <Show when={fields().length > 0}>
      <section class="step-part" aria-label="What is needed from you">
        <h3>What is needed from you</h3>
        <div class="fields">
          <For each={fields()}>{(field) => <One {...props} field={field} />}</For>
        </div>
      </section>
    </Show>
  )
}

function One(props: StepFieldsProps & { field: Field }): JSX.Element {
  const value = () => props.walk.session().values[props.field.name] ?? ''
  const fill = (text: string) => void props.walk.fill(props.field.name, text)
  const error = () =>
    props.tried || value() !== ''
      ? props.walk.problemsOf(props.step).find(({ name }) => name === props.field.name)?.text
      : undefined
  const secret = () => factOf(props.walk.profile.values, props.field.name).sensitivity === 'secret'
  const frame = () => ({
    id: `field-${props.field.name}`,
    name: props.field.name,
    label: props.field.label,
    hint: props.field.hint,
    error: error(),
    optional: props.field.optional,
  })
  return (
    <Switch
      fallback={
        <TextField
          {...frame()}
          kind={secret() ? 'password' : props.field.kind === 'url' ? 'url' : 'text'}
          mono
          value={value()}
          example={props.field.example}
          onInput={fill}
        />
      }
    >
      <Match when={props.field.kind === 'choice'}>
        <ChoiceField
          {...frame()}
          value={value()}
          options={choicesOf(props.field, props.walk.session().values)}
          onSelect={fill}
        />
      </Match>
      <Match when={props.field.kind === 'multiline'}>
        <Suspense>
          <Multiline {...frame()} value={value()} example={props.field.example} onInput={fill} />
        </Suspense>
      </Match>
      <Match when={props.field.kind === 'file'}>
        <Suspense>
          <FilePaste {...frame()} value={value()} onText={fill} />
        </Suspense>
      </Match>
    </Switch>
  )
}
