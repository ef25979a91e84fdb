/** One walk in the list. */
import { For, type JSX, Show } from 'solid-js'
import type { Summary } from '../client/summary.ts'
import { vendorOf } from '../vendors/index.ts'
import { Badge } from './kit/Badge.tsx'
import { Menu } from './kit/Menu.tsx'
import { Time } from './kit/Time.tsx'
import { Link } from './router.tsx'
import { type Act, menuOf } from './walk-acts.ts'
import { targetWord } from './words.ts'

const lastWord = { accepted: 'gained', refused: 'refused', failed: 'failed' } as const

interface SessionRowProps {
  readonly summary: Summary
  readonly onAct: (act: Act) => void
  /** Where only a part of a long list is drawn: its place, and how many there are. */
  readonly place?: number | undefined
  readonly total?: number | undefined
  readonly onMade?: ((row: HTMLElement) => void) | undefined
}

export function SessionRow(props: SessionRowProps): JSX.Element {
  const vendor = () => vendorOf(props.summary.vendor)?.profile.name ?? props.summary.vendor
  const count = () => {
    const { exchanges } = props.summary
    return exchanges === 0
      ? 'nothing sent yet'
      : exchanges === 1
        ? '1 exchange'
        : `${exchanges} exchanges`
  }
  return (
    <li
      class="row"
      data-index={props.place}
      aria-posinset={props.place === undefined ? undefined : props.place + 1}
      aria-setsize={props.total}
      ref={(made) => props.onMade?.(made)}
    >
      <div class="row-main">
        <Link href={`/walk/${props.summary.id}`}>{props.summary.name}</Link>
        <div class="row-meta">
          <Show when={props.summary.pinned}>
            <span>pinned</span>
          </Show>
          <span>{vendor()}</span>
          <span>{targetWord[props.summary.target]}</span>
          <span>{count()}</span>
          <Show when={props.summary.state !== undefined}>
            <Badge tone="browser" plain>
              waiting for the login
            </Badge>
          </Show>
          <Show when={props.summary.last}>
            {(last) => (
              <Badge tone={lastWord[last()]} plain>
                last: {last()}
              </Badge>
            )}
          </Show>
          <Time at={props.summary.updatedAt} still />
          <For each={props.summary.tags}>{(tag) => <span>#{tag}</span>}</For>
        </div>
        <Show when={props.summary.note}>{(note) => <p class="row-meta">{note()}</p>}</Show>
      </div>
      <div class="row-side">
        <Menu
          label={`Actions for ${props.summary.name}`}
          icon="more"
          iconOnly
          items={menuOf(props.summary, (act) => props.onAct(act))}
        />
      </div>
    </li>
  )
}
