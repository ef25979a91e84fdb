/** What every field has around its control: label, wire name, mark, hint, error. */
import { type JSX, type ParentProps, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Icon } from './Icon.tsx'

export interface FieldProps {
  /** The control's id; the hint's and the error's are made from it. */
  id: string
  label: string
  /** How it is called in the message, shown in monospace. */
  name?: string | undefined
  hint?: string | undefined
  error?: string | undefined
  /** A badge beside the label, for example "assumed". */
  mark?: JSX.Element
  optional?: boolean | undefined
  /** It and what it became light up together. */
  lit?: boolean | undefined
  onPoint?: ((over: boolean) => void) | undefined
}

/** The ids a control points at with aria-describedby, or `undefined`. */
export function describedBy(field: FieldProps): string | undefined {
  const ids = [field.error && `${field.id}-error`, field.hint && `${field.id}-hint`]
  return ids.filter(Boolean).join(' ') || undefined
}

/** `group` draws a fieldset, for controls that are several. */
export function Field(props: ParentProps<FieldProps> & { group?: boolean }): JSX.Element {
  return (
    <Dynamic
      component={props.group ? 'fieldset' : 'div'}
      class="field"
      classList={{ lit: props.lit, wrong: Boolean(props.error) }}
      aria-describedby={props.group ? describedBy(props) : undefined}
      onMouseEnter={() => props.onPoint?.(true)}
      onMouseLeave={() => props.onPoint?.(false)}
      onFocusIn={() => props.onPoint?.(true)}
      onFocusOut={() => props.onPoint?.(false)}
    >
      <Dynamic
        component={props.group ? 'legend' : 'label'}
        class="field-label"
        for={props.group ? undefined : props.id}
      >
        {props.label}
        <Show when={props.optional}>
          <span class="quiet"> (optional)</span>
        </Show>
      </Dynamic>
      <Marks name={props.name}>{props.mark}</Marks>
      <div class="field-control">{props.children}</div>
      <Words id={props.id} error={props.error} hint={props.hint} />
    </Dynamic>
  )
}

function Marks(props: ParentProps<{ name: string | undefined }>): JSX.Element {
  return (
    <span class="field-marks">
      <Show when={props.name}>
        <code>{props.name}</code>
      </Show>
      {props.children}
    </span>
  )
}

function Words(props: Pick<FieldProps, 'id' | 'error' | 'hint'>): JSX.Element {
  return (
    <>
      <Show when={props.error}>
        <p class="field-error" id={`${props.id}-error`}>
          <Icon name="warning" />
          <span>{props.error}</span>
        </p>
      </Show>
      <Show when={props.hint}>
        <p class="field-hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      </Show>
    </>
  )
}
