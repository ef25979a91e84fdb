/** The way from a token of a walk to the inspector. The address names where it stands, never the token. */
import { type JSX, Show } from 'solid-js'
import { Link } from './router.tsx'

interface OpenTokenProps {
  readonly walk: string
  readonly name: string
  readonly value: string
  /** The exchange that gave it; without one the walk's present value is meant. */
  readonly exchange?: string
}

export function OpenToken(props: OpenTokenProps): JSX.Element {
  const where = () =>
    new URLSearchParams({
      walk: props.walk,
      ...(props.exchange === undefined ? {} : { exchange: props.exchange }),
      value: props.name,
    })
  return (
    <Show when={isToken(props.name, props.value)}>
      <Link href={`/inspect?${where()}`}>Inspect {props.name}</Link>
    </Show>
  )
}

const isToken = (name: string, value: string) =>
  /_token$|_statement$|_assertion$/.test(name) || /^ey[\w-]+\.[\w-]+\./.test(value)
