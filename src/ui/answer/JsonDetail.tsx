/** The chosen node of a JSON tree: its path, its whole value, and both to copy. */
import { type JSX, Show } from 'solid-js'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Visible } from '../kit/Visible.tsx'
import { pathOf } from './json-rows.ts'
import type { JsonTree } from './json-tree.ts'

/** More is for copying and saving, not for these lines: a bomb nests a million levels deep. */
const LONGEST = 4_000

export function JsonDetail(props: { tree: JsonTree; node: number }): JSX.Element {
  const path = () => pathOf(props.tree, props.node)
  const value = () => {
    const { start, end } = props.tree.nodes.get(props.node)
    return props.tree.text.slice(start, end)
  }
  const isScalar = () => {
    const { kind } = props.tree.nodes.get(props.node)
    return kind !== 'object' && kind !== 'array'
  }
  return (
    <div class="json-detail">
      <div class="json-path">
        <code>
          <Visible text={path().slice(0, LONGEST)} />
          {path().length > LONGEST ? '…' : ''}
        </code>
        <CopyButton text={path} what="the path (JSONPath)">
          Copy path
        </CopyButton>
        <CopyButton text={value} what="the value">
          Copy value
        </CopyButton>
      </div>
      <Show when={isScalar()}>
        <code class="json-value">
          <Visible text={value().slice(0, LONGEST)} />
          {value().length > LONGEST ? '…' : ''}
        </code>
      </Show>
    </div>
  )
}
