/** One walk in the list. */
import { type JSX, Show } from 'solid-js'
import type { Summary } from '../client/summary.ts'
import { vendorOf } from '../vendors/index.ts'
import { Badge } from './kit/Badge.tsx'
import { Menu } from './kit/Menu.tsx'
import { Time } from './kit/Time.tsx'
import { Link, navigate } from './router.tsx'
import { targetWord } from './words.ts'

const lastWord = { accepted: 'gained', refused: 'refused', failed: 'failed' } as const

interface SessionRowProps {
  readonly summary: Summary
  readonly onRename: () => void
  readonly onDelete: () => void
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
  const anew = () =>
    navigate(
      `/start/${props.summary.vendor}?flow=${props.summary.flow}&target=${props.summary.target}`,
    )
  return (
    <li class="row">
      <div class="row-main">
        <Link href={`/walk/${props.summary.id}`}>{props.summary.name}</Link>
        <div class="row-meta">
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
        </div>
      </div>
      <div class="row-side">
        <Menu
          label={`Actions for ${props.summary.name}`}
          icon="more"
          iconOnly
          items={[
            { label: 'Rename', onSelect: () => props.onRename() },
            { label: 'Start anew', onSelect: anew },
            { label: 'Delete', onSelect: () => props.onDelete(), danger: true },
          ]}
        />
      </div>
    </li>
  )
}
