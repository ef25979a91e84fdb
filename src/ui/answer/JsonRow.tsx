/** One line of a JSON tree: a name, and a value or how many entries there are. */
import { type JSX, Show } from 'solid-js'
import { Icon } from '../kit/Icon.tsx'
import { Visible } from '../kit/Visible.tsx'
import type { JsonNode } from './json-nodes.ts'
import type { JsonTree } from './json-tree.ts'

interface JsonRowProps {
  readonly id: string
  readonly tree: JsonTree
  readonly node: number
  /** Pixels from the top of the whole tree. */
  readonly top: number
  readonly open: boolean
  readonly active: boolean
  /** A search found it. */
  readonly found: boolean
  readonly onChoose: () => void
  readonly onToggle: () => void
}

/** More of a text is in the detail below the tree. */
const LONGEST = 240
const DEEPEST = 24

export function JsonRow(props: JsonRowProps): JSX.Element {
  const node = () => props.tree.nodes.get(props.node)
  const opens = () => node().count > 0
  const siblings = () => (node().parent < 0 ? 1 : props.tree.nodes.count(node().parent))
  return (
    <div
      id={props.id}
      class="json-row"
      classList={{ active: props.active, found: props.found }}
      role="treeitem"
      aria-level={node().depth + 1}
      aria-setsize={siblings()}
      aria-posinset={node().place + 1}
      aria-expanded={opens() ? props.open : undefined}
      aria-selected={props.active}
      style={{
        transform: `translateY(${props.top}px)`,
        'padding-inline-start': `${Math.min(node().depth, DEEPEST) * 16 + 8}px`,
      }}
      onClick={() => props.onChoose()}
      onDblClick={() => props.onToggle()}
    >
      <span
        class="json-sign"
        classList={{ open: props.open && opens() }}
        aria-hidden="true"
        onClick={() => props.onToggle()}
      >
        <Show when={opens()}>
          <Icon name="down" />
        </Show>
      </span>
      <Show when={node().parent >= 0}>
        <span class={node().from < 0 ? 'tone-quiet' : 'tone-name'}>
          <Visible text={labelOf(props.tree.text, node())} />
        </span>
        <span class="tone-quiet">: </span>
      </Show>
      <span class={opens() ? 'tone-quiet' : `tone-${node().kind}`}>
        <Visible text={valueOf(props.tree.text, node())} />
      </span>
      <Show when={node().isRepeated}>
        <span class="json-note">repeated name</span>
      </Show>
    </div>
  )
}

const labelOf = (text: string, { from, to, place }: JsonNode): string =>
  from < 0 ? String(place) : text.slice(from, Math.min(to, from + LONGEST))

function valueOf(text: string, { kind, count, start, end }: JsonNode): string {
  if (kind === 'object') return count === 0 ? '{}' : `{ ${count} member${count === 1 ? '' : 's'} }`
  if (kind === 'array') return count === 0 ? '[]' : `[ ${count} entr${count === 1 ? 'y' : 'ies'} ]`
  const long = end - start > LONGEST
  return long ? `${text.slice(start, start + LONGEST)}…` : text.slice(start, end)
}
