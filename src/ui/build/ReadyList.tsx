/** The vendors' API calls, ready to send: those of the chosen walk mean that walk. */
import { createSignal, createUniqueId, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { Draft } from '../../core/draft/draft.ts'
import { vendors } from '../../vendors/index.ts'
import { Field } from '../kit/Field.tsx'
import { Link } from '../router.tsx'
import { useServices } from '../services.ts'
import { useDesk } from './desk.ts'
import { createLater } from './later.ts'
import { readyFrom, SAMPLES, samplesOf } from './ready.ts'
import { lineOfDraft, nameOfDraft } from './request-names.ts'

interface ReadyListProps {
  readonly onOpen: (draft: Draft) => void
  readonly newId: () => string
}

export function ReadyList(props: ReadyListProps): JSX.Element {
  const services = useServices()
  const desk = useDesk()
  const id = createUniqueId()
  const [chosen, setChosen] = createSignal<string>()
  const source = () => chosen() ?? desk.walk()?.vendor.profile.id ?? SAMPLES
  const drafts = createLater(
    () => ({ source: source(), walk: desk.walk() }),
    async ({ source: from, walk }) => ({
      from,
      list: from === SAMPLES ? await samplesOf(services) : await readyFrom(services, from, walk),
    }),
  )
  const list = () => (drafts.value()?.from === source() ? drafts.value() : undefined)
  return (
    <>
      <Field id={id} label="Calls of">
        <select id={id} class="input" onChange={(event) => setChosen(event.currentTarget.value)}>
          <For each={vendors}>
            {({ profile }) => (
              <option value={profile.id} selected={profile.id === source()}>
                {profile.name}
              </option>
            )}
          </For>
          <option value={SAMPLES} selected={source() === SAMPLES}>
            Samples of the sandbox
          </option>
        </select>
      </Field>
      <Bound source={source()} />
      <Switch fallback={<p class="quiet">Collecting the calls…</p>}>
        <Match when={list() !== undefined && list()?.list === undefined}>
          <p class="quiet">
            The sandbox did not answer, so its samples cannot be listed. Is the server still
            running?
          </p>
        </Match>
        <Match when={list()?.list}>
          {(found) => (
            <ul aria-label="Ready requests">
              <For each={found()}>
                {(draft) => (
                  <li class="library-row">
                    <button
                      type="button"
                      class="library-item"
                      onClick={() => props.onOpen({ ...draft, id: props.newId() })}
                    >
                      <span class="library-name">{nameOfDraft(draft)}</span>
                      <span class="library-line mono">{lineOfDraft(draft)}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
    </>
  )
}

/** Whose values the calls will have. */
function Bound(props: { source: string }): JSX.Element {
  const desk = useDesk()
  const same = () => desk.walk()?.vendor.profile.id === props.source
  return (
    <Show when={props.source !== SAMPLES}>
      <Show
        when={same()}
        fallback={
          <p class="quiet library-about">
            Choose a walk of this vendor above and they mean it.{' '}
            <Link href={`/start/${props.source}`}>Start a walk</Link> if there is none.
          </p>
        }
      >
        <p class="quiet library-about">With the values of {desk.walk()?.session.name}.</p>
      </Show>
    </Show>
  )
}
