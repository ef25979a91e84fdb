/** The way through the pages of an answer, and along the links it gives. */
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Paging as Paged, PageLink } from '../../core/draft/paging.ts'
import { Button } from '../kit/Button.tsx'
import { createNow } from '../kit/clock.ts'
import { Disclosure } from '../kit/Disclosure.tsx'
import { span } from '../kit/format.ts'
import { Visible } from '../kit/Visible.tsx'
import type { Following, Paging } from './pages.ts'
import { pathIn } from './request-names.ts'

const MOST = 50
const PAGES = ['next', 'previous', 'first', 'last']

export function Pages(props: { paging: Paging }): JSX.Element {
  const paged = () => props.paging.paged()
  const others = () => paged()?.links.filter(({ rel }) => !PAGES.includes(rel)) ?? []
  return (
    <Show when={paged() ?? props.paging.following()}>
      <Show when={props.paging.following() ?? isPaged(paged())}>
        <div class="pages" role="group" aria-label="Pages">
          <Show when={props.paging.following()} fallback={<Ways paging={props.paging} />}>
            {(following) => <Going following={following()} onStop={props.paging.stop} />}
          </Show>
        </div>
      </Show>
      <Show when={others().length > 0}>
        <Links links={others()} onGo={props.paging.go} />
      </Show>
      <For each={paged()?.problems ?? []}>
        {(problem) => (
          <p class="quiet">
            <Visible text={problem.means} /> {problem.remedy}
          </p>
        )}
      </For>
    </Show>
  )
}

/** Links alone are no pages. */
const isPaged = (paged: Paged | undefined): boolean =>
  paged?.says !== undefined || (paged?.links.some(({ rel }) => PAGES.includes(rel)) ?? false)

function Ways(props: { paging: Paging }): JSX.Element {
  const id = createUniqueId()
  const [most, setMost] = createSignal('5')
  const count = () => Math.min(MOST, Math.max(1, Math.trunc(Number(most())) || 1))
  const counts = () => props.paging.paged()?.style !== 'links' || props.paging.link('previous')
  return (
    <>
      <Show when={props.paging.paged()?.says}>{(says) => <span class="quiet">{says()}</span>}</Show>
      <Show when={props.paging.link('previous')}>
        {(link) => <Button onClick={() => props.paging.go(link())}>Previous page</Button>}
      </Show>
      <Show
        when={props.paging.link('next')}
        fallback={<Show when={counts()}>This is the last page.</Show>}
      >
        {(link) => (
          <>
            <Button onClick={() => props.paging.go(link())}>Next page</Button>
            <span class="pages-follow">
              <Button variant="quiet" onClick={() => props.paging.follow(count())}>
                Follow up to {count()} pages
              </Button>
              <label class="visually-hidden" for={id}>
                Pages to follow at most
              </label>
              <input
                id={id}
                class="input"
                inputMode="numeric"
                autocomplete="off"
                spellcheck={false}
                value={most()}
                onInput={(event) => setMost(event.currentTarget.value)}
              />
            </span>
          </>
        )}
      </Show>
    </>
  )
}

/** Links a server offers beside pages, as Adobe's reports do. */
function Links(props: { links: readonly PageLink[]; onGo: (link: PageLink) => void }): JSX.Element {
  return (
    <Disclosure title="Links in the answer" note={String(props.links.length)}>
      <ul>
        <For each={props.links}>
          {(link) => (
            <li>
              <button type="button" class="library-item" onClick={() => props.onGo(link)}>
                <span class="library-name">
                  <Visible text={link.title} /> <code class="quiet">{link.rel}</code>
                </span>
                <span class="library-line mono">
                  <Visible text={pathIn(link.request.url)} />
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Disclosure>
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
