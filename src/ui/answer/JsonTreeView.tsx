/** JSON as a tree: opened and closed in place, walked by keyboard, searched; a million nodes cost a screenful. */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  Show,
  untrack,
} from 'solid-js'
import { announce } from '../kit/LiveRegion.tsx'
import { JsonDetail } from './JsonDetail.tsx'
import { JsonRow } from './JsonRow.tsx'
import { JsonSearch } from './JsonSearch.tsx'
import { around, firstClosed, found, rowOf, rowsOf } from './json-rows.ts'
import type { JsonTree } from './json-tree.ts'
import { createRowWindow } from './row-window.ts'

const ROW = 24
/** A tree this small is seen at one glance. */
const SEARCHED = 12

export function JsonTreeView(props: { tree: JsonTree; label: string }): JSX.Element {
  const base = createUniqueId()
  const [closed, setClosed] = createSignal(untrack(() => firstClosed(props.tree)))
  const [active, setActive] = createSignal(0)
  const [wanted, setWanted] = createSignal('')
  const [hit, setHit] = createSignal(-1)
  const rows = createMemo(() => rowsOf(props.tree.nodes, closed()))
  const hits = createMemo(() => found(props.tree, wanted()))
  const hitSet = createMemo(() => new Set(hits()))
  const inView = createRowWindow(() => rows().length, ROW)
  createEffect(
    on(
      () => props.tree,
      (tree) => {
        setClosed(firstClosed(tree))
        setActive(0)
      },
      { defer: true },
    ),
  )

  function show(id: number): void {
    const hiding = around(props.tree.nodes, id).filter((one) => closed().has(one))
    if (hiding.length > 0) setClosed(new Set([...closed()].filter((one) => !hiding.includes(one))))
    setActive(id)
    inView.show(rowOf(rows(), id))
  }
  function toggle(id: number, open = closed().has(id)): void {
    if (props.tree.nodes.count(id) === 0) return
    const next = new Set(closed())
    if (open) next.delete(id)
    else next.add(id)
    setClosed(next)
  }
  function goTo(step: number): void {
    const all = hits()
    if (all.length === 0) return
    const next = (hit() + step + all.length) % all.length
    setHit(next)
    show(all[next] ?? 0)
  }
  function search(words: string): void {
    setWanted(words)
    setHit(-1)
    if (words === '') return
    goTo(1)
    announce(`${hits().length} found`)
  }
  const near = (step: number) =>
    rows()[Math.min(rows().length - 1, Math.max(0, rowOf(rows(), active()) + step))] ?? 0
  /** ARIA Authoring Practices, tree view. */
  function keyed(event: KeyboardEvent): void {
    const { nodes } = props.tree
    const id = active()
    const opens = nodes.count(id) > 0
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => show(near(1)),
      ArrowUp: () => show(near(-1)),
      PageDown: () => show(near(15)),
      PageUp: () => show(near(-15)),
      Home: () => show(0),
      End: () => show(rows().at(-1) ?? 0),
      ArrowRight: () => (opens && closed().has(id) ? toggle(id, true) : opens && show(id + 1)),
      ArrowLeft: () =>
        opens && !closed().has(id) ? toggle(id, false) : show(Math.max(0, nodes.get(id).parent)),
      Enter: () => toggle(id),
      ' ': () => toggle(id),
    }
    const act = keys[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }
  return (
    <div class="answer-json">
      <Show when={props.tree.nodes.size() > SEARCHED}>
        <JsonSearch
          count={hits().length}
          at={hit()}
          words={wanted()}
          onWords={search}
          onStep={goTo}
          onOpenAll={() => setClosed(new Set<number>())}
          onCloseAll={() => setClosed(allClosed(props.tree))}
        />
      </Show>
      <div
        class="json-box"
        role="tree"
        aria-label={props.label}
        tabindex="0"
        aria-activedescendant={`${base}-${active()}`}
        onKeyDown={keyed}
        ref={inView.attach}
      >
        <div class="json-all" role="presentation" style={{ height: `${rows().length * ROW}px` }}>
          <For each={inView.rows()}>
            {(row) => (
              <Show when={rows()[row] !== undefined}>
                <JsonRow
                  id={`${base}-${rows()[row] ?? 0}`}
                  tree={props.tree}
                  node={rows()[row] ?? 0}
                  top={row * ROW}
                  open={!closed().has(rows()[row] ?? 0)}
                  active={active() === rows()[row]}
                  found={hitSet().has(rows()[row] ?? 0)}
                  onChoose={() => setActive(rows()[row] ?? 0)}
                  onToggle={() => toggle(rows()[row] ?? 0)}
                />
              </Show>
            )}
          </For>
        </div>
      </div>
      <JsonDetail tree={props.tree} node={active()} />
    </div>
  )
}

/** All but the outermost. */
function allClosed({ nodes }: JsonTree): ReadonlySet<number> {
  const closed = new Set<number>()
  for (let id = 1; id < nodes.size(); id += 1) if (nodes.count(id) > 0) closed.add(id)
  return closed
}
