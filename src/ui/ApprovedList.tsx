/** The servers that were allowed beside the built-in ones, for as long as this Grantwalk runs. */
import { createResource, For, type JSX, Show } from 'solid-js'
import { orderApproval } from '../client/approvals.ts'
import type { Granted } from '../core/approvals.ts'
import { Button } from './kit/Button.tsx'
import { announce } from './kit/LiveRegion.tsx'
import { useServices } from './services.ts'

const by: Readonly<Record<Granted['by'], string>> = {
  start: 'when Grantwalk was started',
  page: 'on this page',
  terminal: 'in the terminal',
}

export default function ApprovedList(): JSX.Element {
  const services = useServices()
  const [granted, { mutate }] = createResource(() => services.hasKey(), listed, {
    initialValue: [],
  })
  let title: HTMLHeadingElement | undefined

  async function remove({ origin }: Granted): Promise<void> {
    const ordered = await orderApproval({ act: 'remove', origin })
    if (ordered.kind !== 'answered' || !('granted' in ordered.answer)) {
      announce('It could not be removed: the relay does not answer')
      return
    }
    mutate(ordered.answer.granted)
    announce(`${origin} is no longer allowed`)
    title?.focus()
  }

  return (
    <section aria-labelledby="approved">
      <h2
        id="approved"
        tabindex="-1"
        ref={(made) => {
          title = made
        }}
      >
        Servers allowed for this run
      </h2>
      <p>
        Beside the built-in ones, the relay goes to these until Grantwalk is stopped. They are kept
        in its memory and in no file.
      </p>
      <ul class="list">
        <For each={granted.latest} fallback={<li class="row quiet">None.</li>}>
          {(one) => (
            <li class="row">
              <div class="row-main">
                <span class="mono">{one.origin}</span>
                <span class="row-meta">
                  Allowed {by[one.by]}
                  {one.pinned ? ', with a pinned certificate' : ''}
                </span>
              </div>
              <Show when={one.by !== 'start'}>
                <div class="row-side">
                  <Button label={`Remove ${one.origin}`} onClick={() => void remove(one)}>
                    Remove
                  </Button>
                </div>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

async function listed(): Promise<readonly Granted[]> {
  const ordered = await orderApproval({ act: 'list' })
  return ordered.kind === 'answered' && 'granted' in ordered.answer ? ordered.answer.granted : []
}
