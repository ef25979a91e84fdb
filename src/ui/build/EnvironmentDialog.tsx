/** The person's own variables: typed, named, and used before the session's. */
import { createSignal, createUniqueId, For, Index, type JSX, Show, untrack } from 'solid-js'
import type { Environment, Variable, VariableKind } from '../../core/draft/draft.ts'
import { variableProblem } from '../../core/draft/environments.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { TextField } from '../kit/TextField.tsx'
import { changedAt, without } from './rows.ts'

interface EnvironmentDialogProps {
  readonly environment: Environment
  readonly onSave: (environment: Environment) => void
  readonly onRemove: (() => void) | undefined
  readonly onClose: () => void
}

const kinds: readonly { readonly value: VariableKind; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'secret', label: 'Secret' },
]

const isKind = (text: string): text is VariableKind => kinds.some(({ value }) => value === text)

export default function EnvironmentDialog(props: EnvironmentDialogProps): JSX.Element {
  const id = createUniqueId()
  const [name, setName] = createSignal(untrack(() => props.environment.name))
  const [variables, setVariables] = createSignal(untrack(() => props.environment.variables))
  const [tried, setTried] = createSignal(false)
  const faults = () =>
    variables().map((variable, index) => variableProblem(variable, variables().slice(0, index)))
  const save = () => {
    setTried(true)
    if (name().trim() === '' || faults().some((fault) => fault !== undefined)) return
    props.onSave({ ...props.environment, name: name().trim(), variables: variables() })
    props.onClose()
  }
  return (
    <Dialog
      open
      title={props.onRemove === undefined ? 'New environment' : 'Edit the environment'}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button variant="primary" onClick={save}>
            Save the environment
          </Button>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Show when={props.onRemove}>
            {(remove) => (
              <Button
                variant="danger"
                onClick={() => {
                  remove()()
                  props.onClose()
                }}
              >
                Delete it
              </Button>
            )}
          </Show>
        </>
      }
    >
      <p class="quiet">
        Write a variable as <code>{'{{name}}'}</code> anywhere in a request. These come before the
        walk’s values of the same name. A secret is kept in this tab only, is covered on screen, and
        is never exported; close the tab and it is gone.
      </p>
      <TextField
        id={id}
        label="Name of the environment"
        value={name()}
        onInput={setName}
        error={tried() && name().trim() === '' ? 'Give it a name, such as Test.' : undefined}
      />
      <ul class="variables">
        <Index each={variables()}>
          {(variable, index) => (
            <VariableRow
              variable={variable()}
              place={index + 1}
              fault={tried() ? faults()[index] : undefined}
              onChange={(next) => setVariables((before) => changedAt(before, index, () => next))}
              onRemove={() => setVariables((before) => without(before, index))}
            />
          )}
        </Index>
      </ul>
      <div>
        <Button
          variant="quiet"
          icon="plus"
          onClick={() =>
            setVariables((before) => [...before, { name: '', kind: 'text', value: '' }])
          }
        >
          Add a variable
        </Button>
      </div>
    </Dialog>
  )
}

interface VariableRowProps {
  readonly variable: Variable
  readonly place: number
  readonly fault: string | undefined
  readonly onChange: (variable: Variable) => void
  readonly onRemove: () => void
}

function VariableRow(props: VariableRowProps): JSX.Element {
  const id = createUniqueId()
  const set = (part: Partial<Variable>) => props.onChange({ ...props.variable, ...part })
  const retype = (text: string) => {
    if (!isKind(text)) return
    const value =
      text === 'boolean' && !['true', 'false'].includes(props.variable.value)
        ? 'false'
        : props.variable.value
    set({ kind: text, value })
  }
  return (
    <li classList={{ wrong: props.fault !== undefined }}>
      <input
        class="input mono"
        aria-label={`Name of variable ${props.place}`}
        aria-describedby={props.fault === undefined ? undefined : id}
        placeholder="name"
        value={props.variable.name}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        onInput={(event) => set({ name: event.currentTarget.value })}
      />
      <select
        class="input"
        aria-label={`Kind of variable ${props.place}`}
        onChange={(event) => retype(event.currentTarget.value)}
      >
        <For each={kinds}>
          {(kind) => (
            <option value={kind.value} selected={kind.value === props.variable.kind}>
              {kind.label}
            </option>
          )}
        </For>
      </select>
      <Value {...props} describedBy={props.fault === undefined ? undefined : id} onSet={set} />
      <Button
        variant="quiet"
        icon="close"
        label={`Remove variable ${props.place}`}
        onClick={() => props.onRemove()}
      />
      <Show when={props.fault}>
        <p class="field-error" id={id}>
          {props.fault}
        </p>
      </Show>
    </li>
  )
}

function Value(
  props: VariableRowProps & {
    describedBy: string | undefined
    onSet: (part: Partial<Variable>) => void
  },
): JSX.Element {
  const label = () => `Value of variable ${props.place}`
  return (
    <Show
      when={props.variable.kind === 'boolean'}
      fallback={
        <input
          class="input mono"
          type={props.variable.kind === 'secret' ? 'password' : 'text'}
          inputMode={props.variable.kind === 'number' ? 'decimal' : 'text'}
          aria-label={label()}
          aria-describedby={props.describedBy}
          placeholder="value"
          value={props.variable.value}
          autocomplete={props.variable.kind === 'secret' ? 'new-password' : 'off'}
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => props.onSet({ value: event.currentTarget.value })}
        />
      }
    >
      <select
        class="input"
        aria-label={label()}
        onChange={(event) => props.onSet({ value: event.currentTarget.value })}
      >
        <option value="true" selected={props.variable.value === 'true'}>
          true
        </option>
        <option value="false" selected={props.variable.value !== 'true'}>
          false
        </option>
      </select>
    </Show>
  )
}
