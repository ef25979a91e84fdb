/** A flow as its vendor draws it: who says what to whom, top to bottom. The list below says the same in words. */
import { For, type JSX, Show } from 'solid-js'
import type { Arrow } from '../core/vendor.ts'
import { SourceMark } from './SourceMark.tsx'

const LANE = 240
const ROW = 44
const HEAD = 36

export default function FlowPicture(props: { arrows: readonly Arrow[] }): JSX.Element {
  const actors = () => [...new Set(props.arrows.flatMap(({ from, to }) => [from, to]))]
  const x = (actor: string) => LANE / 2 + actors().indexOf(actor) * LANE
  const width = () => actors().length * LANE
  const height = () => HEAD + props.arrows.length * ROW + 12
  return (
    <figure class="picture">
      <svg viewBox={`0 0 ${width()} ${height()}`} role="img" aria-label="Who speaks to whom">
        <For each={actors()}>
          {(actor) => (
            <g>
              <text class="picture-actor" x={x(actor)} y="18" text-anchor="middle">
                {actor}
              </text>
              <line class="picture-lane" x1={x(actor)} x2={x(actor)} y1={HEAD - 8} y2={height()} />
            </g>
          )}
        </For>
        <For each={props.arrows}>
          {(arrow, index) => {
            const y = () => HEAD + index() * ROW + 30
            const way = () => Math.sign(x(arrow.to) - x(arrow.from))
            const tip = () => x(arrow.to) - way() * 2
            return (
              <g>
                <text
                  class="picture-number"
                  x={(x(arrow.from) + x(arrow.to)) / 2}
                  y={y() - 7}
                  text-anchor="middle"
                >
                  {index() + 1}
                </text>
                <line class="picture-arrow" x1={x(arrow.from)} x2={tip()} y1={y()} y2={y()} />
                <path
                  class="picture-arrow"
                  d={`M${tip() - way() * 8} ${y() - 5} L${tip()} ${y()} L${tip() - way() * 8} ${y() + 5}`}
                />
              </g>
            )
          }}
        </For>
      </svg>
      <ol>
        <For each={props.arrows}>
          {(arrow) => (
            <li>
              <strong>
                {arrow.from} to {arrow.to}:
              </strong>{' '}
              {arrow.says}
              <Show when={arrow.note}>
                {(note) => (
                  <>
                    <p>{note().text}</p>
                    <SourceMark source={note().source} />
                  </>
                )}
              </Show>
            </li>
          )}
        </For>
      </ol>
    </figure>
  )
}
