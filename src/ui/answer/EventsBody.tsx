/** Server-sent events as they come: the list follows the newest one until it is told not to. */
import { createEffect, createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { cover } from '../cover.ts'
import { Button } from '../kit/Button.tsx'
import { Visible } from '../kit/Visible.tsx'
import type { ServerEvent } from './event-stream.ts'
import type { Incoming } from './incoming.ts'

/** Events drawn at first, and more of them with each push of the button. */
const PAGE = 200
/** Characters of one event that are drawn. */
const LONGEST = 4_000
/** So that no secret is cut in two where the drawing ends. */
const MARGIN = 8_000

export function EventsBody(props: { incoming: Incoming; secrets: readonly Secret[] }): JSX.Element {
  const [follows, setFollows] = createSignal(true)
  const [held, setHeld] = createSignal<readonly ServerEvent[]>([])
  const all = () => props.incoming.events()
  const [count, setCount] = createSignal(PAGE)
  const kept = createMemo(() => (follows() ? all() : held()))
  /** A flood of events replaces every row at every beat: only so many are drawn unasked. */
  const shown = createMemo(() => kept().slice(-count()))
  const older = () => kept().length - shown().length
  const isLive = () => props.incoming.state() === 'streaming'
  const missed = () => (all().at(-1)?.n ?? 0) - (shown().at(-1)?.n ?? 0)
  let list: HTMLOListElement | undefined
  createEffect(() => {
    const count = shown().length
    if (follows() && isLive() && count > 0) list?.scrollTo({ top: list.scrollHeight })
  })
  function toggle(): void {
    setHeld(all())
    setFollows(!follows())
  }
  return (
    <div class="answer-events">
      <div class="events-head">
        <span>
          {all().at(-1)?.n ?? 0} events{isLive() ? ' so far' : ''}
          {missed() > 0 ? `, ${missed()} since you paused` : ''}
        </span>
        <Show when={props.incoming.retry()}>
          {(retry) => (
            <span class="quiet">
              <code>retry</code>: connect again after {retry()} ms
            </span>
          )}
        </Show>
        <Button variant="quiet" pressed={!follows()} onClick={toggle}>
          {follows() ? 'Pause the list' : 'Follow again'}
        </Button>
      </div>
      <Show when={older() > 0}>
        <p class="answer-why">
          <Button variant="quiet" onClick={() => setCount(count() + PAGE)}>
            Show {Math.min(PAGE, older())} older
          </Button>
        </p>
      </Show>
      <Show when={older() === 0 && (kept()[0]?.n ?? 1) > 1}>
        <p class="answer-why quiet">The newest {kept().length} are kept; Raw has the others.</p>
      </Show>
      <ol
        tabindex="0"
        aria-label="Events"
        ref={(made) => {
          list = made
        }}
      >
        <For each={shown()} fallback={<li class="quiet">No event yet.</li>}>
          {(event) => (
            <li>
              <span class="event-name">
                <strong class="mono">
                  <Visible text={event.type} />
                </strong>
                <Show when={event.id !== ''}>
                  <span class="quiet">
                    id <Visible text={event.id} />
                  </span>
                </Show>
                <time class="quiet">{new Date(event.at).toLocaleTimeString()}</time>
              </span>
              <code>
                <Visible
                  text={cover(event.data.slice(0, LONGEST + MARGIN), props.secrets).slice(
                    0,
                    LONGEST,
                  )}
                />
                <Show when={event.data.length > LONGEST}>
                  <span class="quiet"> … {event.data.length} characters in all; Raw has them.</span>
                </Show>
              </code>
            </li>
          )}
        </For>
      </ol>
    </div>
  )
}
