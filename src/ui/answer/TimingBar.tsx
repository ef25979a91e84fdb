/** Where the time went: one bar, and the same in words. */
import { For, type JSX, Show } from 'solid-js'
import { duration } from '../kit/format.ts'
import type { Incoming } from './incoming.ts'

interface Phase {
  readonly id: string
  readonly name: string
  readonly ms: number
}

/** The relay tells every phase; without it, only the wait and the arrival are known. */
export function phasesOf(incoming: Incoming): readonly Phase[] {
  const timings = incoming.wire()?.timings
  const from = incoming.startedAt()
  const first = incoming.firstByteAt()
  const end = incoming.endedAt()
  if (timings !== undefined) {
    const { dns, connect, tls, firstByte, total } = timings
    const body = Math.max(0, total - dns - connect - tls - firstByte)
    return [
      { id: 'dns', name: 'DNS', ms: dns },
      { id: 'connect', name: 'connect', ms: connect },
      { id: 'tls', name: 'TLS', ms: tls },
      { id: 'first', name: 'first byte', ms: firstByte },
      { id: 'body', name: 'body', ms: body },
    ]
  }
  if (first === undefined || end === undefined) return []
  return [
    { id: 'first', name: 'first byte', ms: first - from },
    { id: 'body', name: 'body', ms: end - first },
  ]
}

const totalOf = (phases: readonly Phase[]) => phases.reduce((sum, { ms }) => sum + ms, 0)

export function TimingBar(props: { incoming: Incoming }): JSX.Element {
  const phases = () => phasesOf(props.incoming)
  const total = () => totalOf(phases())
  /** In thousandths of the whole; an SVG attribute, because the page's policy forbids style attributes. */
  const placed = () => {
    let x = 0
    return phases().map((phase) => {
      const width = total() === 0 ? 0 : (phase.ms / total()) * 1000
      x += width
      return { ...phase, x: x - width, width }
    })
  }
  return (
    <Show when={phases().length > 0}>
      <div class="answer-timing">
        <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
          <For each={placed()}>
            {(phase) => (
              <rect class={`phase-${phase.id}`} x={phase.x} y="0" width={phase.width} height="8" />
            )}
          </For>
        </svg>
        <dl>
          <For each={phases()}>
            {(phase) => (
              <div>
                <dt>
                  <span class={`phase phase-${phase.id}`} aria-hidden="true" />
                  {phase.name}
                </dt>
                <dd>{duration(phase.ms)}</dd>
              </div>
            )}
          </For>
          <div>
            <dt>total</dt>
            <dd>{duration(props.incoming.wire()?.timings?.total ?? total())}</dd>
          </div>
        </dl>
      </div>
    </Show>
  )
}
