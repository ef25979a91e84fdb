/** A JSON body as a tree, as soon as all of it is there; as text when it is too large, or no JSON after all. */
import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { bytes as size } from '../kit/format.ts'
import { createWholeText, LARGEST } from './body-text.ts'
import type { Incoming } from './incoming.ts'
import { JsonTreeView } from './JsonTreeView.tsx'
import { type JsonTree, type JsonTrouble, readTree } from './json-tree.ts'
import { RawBody } from './RawBody.tsx'
import { createSliced } from './slices.ts'

interface JsonBodyProps {
  readonly incoming: Incoming
  readonly secrets: readonly Secret[]
  readonly label: string
}

export function JsonBody(props: JsonBodyProps): JSX.Element {
  const whole = createWholeText(
    () => props.incoming,
    () => props.secrets,
  )
  const read = createSliced(whole, function* reading(from): Generator<
    undefined,
    JsonTree | JsonTrouble | undefined
  > {
    return from === undefined ? undefined : yield* readTree(from.text)
  })
  const tree = () => {
    const found = read()
    return found !== undefined && 'nodes' in found ? found : undefined
  }
  const trouble = () => {
    const found = read()
    return found !== undefined && 'trouble' in found ? found : undefined
  }
  return (
    <Switch fallback={<AsText {...props} why={whyNot(props.incoming)} />}>
      <Match when={tree()}>{(found) => <JsonTreeView tree={found()} label={props.label} />}</Match>
      <Match when={trouble()}>
        {(found) => (
          <AsText {...props} why={`Not JSON at character ${found().at + 1}: ${found().trouble}.`} />
        )}
      </Match>
    </Switch>
  )
}

function whyNot(incoming: Incoming): string {
  if (incoming.received() > LARGEST)
    return `Larger than ${size(LARGEST)}, so it is shown as text. Save it to see all of it.`
  return incoming.state() === 'streaming' ? 'The tree appears when all of it is here.' : ''
}

function AsText(props: JsonBodyProps & { why: string }): JSX.Element {
  return (
    <>
      <Show when={props.why}>
        <p class="answer-why quiet">{props.why}</p>
      </Show>
      <RawBody incoming={props.incoming} secrets={props.secrets} label={props.label} />
    </>
  )
}
