/** The way through the pages of an answer. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { createNow } from '../kit/clock.ts'
import { span } from '../kit/format.ts'
import type { Following, Paging } from './pages.ts'

const MOST = 50

export function Pages(props: { paging: Paging }): JSX.Element {
  const id = createUniqueId()
  const [most, setMost] = createSignal('5')
  const count = () => Math.min(MOST, Math.max(1, Math.trunc(Number(most())) || 1))
  return (
    <Show when={props.paging.paged() ?? props.paging.following()}>
      <div class="pages" role="group" aria-label="Pages">
        <Show
          when={props.paging.following()}
          fallback={
            <>
              <span class="quiet">{props.paging.paged()?.says}</span>
              <Show when={props.paging.paged()?.previous}>
                <Button onClick={() => props.paging.go('previous')}>Previous page</Button>
              </Show>
              <Show
                when={props.paging.paged()?.next}
                fallback={<span>This is the last page.</span>}
              >
                <Button onClick={() => props.paging.go('next')}>Next page</Button>
                <Button variant="quiet" onClick={() => props.paging.follow(count())}>
                  Follow up to {count()}
                </Button>
                <label for={id}>pages</label>
                <input
                  id={id}
                  class="input"
                  inputMode="numeric"
                  value={most()}
                  onInput={(event) => setMost(event.currentTarget.value)}
                />
              </Show>
            </>
          }
        >
          {(following) => <Going following={following()} onStop={props.paging.stop} />}
        </Show>
      </div>
    </Show>
  )
}

function Going(props: { following: Following; onStop: () => void }): JSX.Element {
  const now = createNow()
  const left = () => Math.ceil(((props.following.until ?? 0) - now()) / 1000)
  return (
    <>
      <span class="spinner" aria-hidden="true" />
      <span role="status">
        Page {props.following.page} of up to {props.following.of}
      </span>
      <Show when={left() > 0}>
        <span class="quiet">The server asked to wait; going on in {span(left())}.</span>
      </Show>
      <Button onClick={() => props.onStop()}>Stop following</Button>
    </>
  )
}
