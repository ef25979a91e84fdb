/** A credential: covered as it is typed, readable while it is nothing but a variable. */
import { createUniqueId, type JSX } from 'solid-js'
import { partsOf } from '../../core/draft/variables.ts'
import { TextField } from '../kit/TextField.tsx'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly hint?: string
}

/** A name is no secret; what is typed beside one may be. */
const onlyNames = (text: string) =>
  text !== '' && partsOf(text).every((part) => part.kind !== 'text' || part.text.trim() === '')

export function SecretField(props: SecretFieldProps): JSX.Element {
  const id = createUniqueId()
  return (
    <TextField
      id={id}
      label={props.label}
      mono
      kind={onlyNames(props.value) ? 'text' : 'password'}
      value={props.value}
      onInput={props.onInput}
      hint={props.hint}
      optional={false}
    />
  )
}
