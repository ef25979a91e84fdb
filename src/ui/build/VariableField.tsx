/** A field whose text may hold variables. They stand out, and are offered once two braces are typed. */
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { partsOf } from '../../core/draft/variables.ts'
import { completed, type KnownName, typedName, useNames } from './names.ts'

export interface VariableFieldProps {
  readonly id?: string | undefined
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly example?: string | undefined
  readonly describedBy?: string | undefined
  readonly invalid?: boolean | undefined
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined
  readonly onPaste?: ((event: ClipboardEvent) => void) | undefined
  /** Enter makes a new line. */
  readonly lines?: number | undefined
}

const MOST = 8

export function VariableField(props: VariableFieldProps): JSX.Element {
  const names = useNames()
  const list = createUniqueId()
  const [typed, setTyped] = createSignal<string>()
  const [at, setAt] = createSignal(0)
  let field: HTMLTextAreaElement | undefined
  const offers = () => {
    const start = typed()?.toLowerCase()
    if (start === undefined) return []
    return names()
      .filter(({ name }) => name.toLowerCase().includes(start))
      .slice(0, MOST)
  }
  const look = () => {
    const open = field && typedName(field.value, field.selectionEnd)
    if (open !== typed()) setAt(0)
    setTyped(open)
  }
  const choose = (name: string) => {
    if (!field) return
    const next = completed(field.value, field.selectionEnd, name)
    field.value = next.text
    field.setSelectionRange(next.caret, next.caret)
    setTyped(undefined)
    props.onInput(next.text)
  }
  const keys = (event: KeyboardEvent) => {
    if (steer(event, offers(), at(), setAt, choose, () => setTyped(undefined))) return
    if (event.key === 'Enter' && props.lines === undefined) event.preventDefault()
    props.onKeyDown?.(event)
  }
  return (
    <span class="variable-field" classList={{ tall: props.lines !== undefined }}>
      <Backdrop value={props.value} names={names()} />
      <textarea
        ref={(made) => {
          field = made
        }}
        id={props.id}
        class="input mono"
        rows={props.lines ?? 1}
        value={props.value}
        placeholder={props.example}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={offers().length > 0 ? list : undefined}
        aria-activedescendant={offers().length > 0 ? `${list}-${at()}` : undefined}
        aria-invalid={props.invalid ? 'true' : undefined}
        aria-describedby={props.describedBy}
        onInput={(event) => {
          const text = event.currentTarget.value
          props.onInput(props.lines === undefined ? text.replaceAll(/[\r\n]+/g, '') : text)
          look()
        }}
        onKeyDown={keys}
        onPaste={(event) => props.onPaste?.(event)}
        onBlur={() => setTyped(undefined)}
      />
      <Show when={offers().length > 0}>
        <Offers id={list} offers={offers()} at={at()} onChoose={choose} />
      </Show>
    </span>
  )
}

/** `true` when the key was for the list of offers. */
function steer(
  event: KeyboardEvent,
  offers: readonly KnownName[],
  at: number,
  go: (to: number) => void,
  choose: (name: string) => void,
  close: () => void,
): boolean {
  const chosen = offers[at]
  if (chosen === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.key === 'ArrowDown') go((at + 1) % offers.length)
  else if (event.key === 'ArrowUp') go((at + offers.length - 1) % offers.length)
  else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen.name)
  else if (event.key === 'Escape') close()
  else return false
  event.preventDefault()
  event.stopPropagation()
  return true
}

/** The same text under the field's own, which is see-through: only its marks are meant to be seen. */
function Backdrop(props: { value: string; names: readonly KnownName[] }): JSX.Element {
  const known = (name: string) => props.names.some((one) => one.name === name)
  return (
    <span class="variable-back mono" aria-hidden="true">
      <For each={partsOf(props.value)}>
        {(part) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <mark classList={{ unknown: !known(part.name) }}>{part.text}</mark>
          )
        }
      </For>{' '}
    </span>
  )
}

function Offers(props: {
  id: string
  offers: readonly KnownName[]
  at: number
  onChoose: (name: string) => void
}): JSX.Element {
  return (
    <span class="offers" role="listbox" id={props.id} aria-label="Variables">
      <For each={props.offers}>
        {(offer, index) => (
          <span
            role="option"
            tabindex={-1}
            id={`${props.id}-${index()}`}
            aria-selected={index() === props.at}
            // Before the field loses focus, and the list with it.
            onPointerDown={(event) => {
              event.preventDefault()
              props.onChoose(offer.name)
            }}
          >
            <span class="mono">{offer.name}</span>
            <span class="quiet">
              {offer.secret ? 'secret' : offer.value.slice(0, 32)} · {offer.from}
            </span>
          </span>
        )}
      </For>
    </span>
  )
}
