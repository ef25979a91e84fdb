/** The request as it will be sent, with what still stands in the way. */
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import type { Composed } from '../../core/draft/compose.ts'
import { placeholder, variablesIn } from '../../core/draft/variables.ts'
import type { Problem } from '../../core/problem.ts'
import type { Finding } from '../../core/session.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Visible } from '../kit/Visible.tsx'
import { RequestView } from '../RequestView.tsx'
import { useServices } from '../services.ts'
import { useDesk } from './desk.ts'
import { useShelf } from './shelf.ts'

interface PreviewProps {
  readonly onAllow: () => void
}

export function Preview(props: PreviewProps): JSX.Element {
  const desk = useDesk()
  const problems = () => {
    const now = desk.composed()
    return now?.kind === 'problem' ? now.problems : []
  }
  return (
    <div class="build-form">
      <Switch fallback={<p class="quiet">Putting the request together…</p>}>
        <Match when={desk.draft().url === ''}>
          <p class="quiet build-blank">
            Write an address above, or take a request from the library. What is sent appears here,
            byte for byte, while you write.
          </p>
        </Match>
        <Match when={desk.composed()}>
          {(composed) => (
            <>
              <Standing problems={problems()} onAllow={props.onAllow} />
              <h3 class="visually-hidden">The request</h3>
              <RequestView
                request={shownOf(composed())}
                secrets={desk.secrets()}
                title={
                  composed().kind === 'request' ? 'As it will be sent' : 'As far as it is known'
                }
              />
              <Notes notes={composed().notes} />
            </>
          )}
        </Match>
      </Switch>
    </div>
  )
}

const shownOf = (composed: Composed) =>
  composed.kind === 'request' ? composed.request : composed.shown

/** Every problem at once, each with what to do about it. */
export function Standing(props: {
  problems: readonly Problem[]
  onAllow: () => void
}): JSX.Element {
  const desk = useDesk()
  const shelf = useShelf()
  const services = useServices()
  const unknown = () => {
    const known = new Set(desk.names().map(({ name }) => name))
    return props.problems.some(({ code }) => code === 'unknown_variable')
      ? variablesIn(JSON.stringify(desk.draft())).filter((name) => !known.has(name))
      : []
  }
  const define = () => {
    const mine = desk.environment()
    const added = unknown().map((name) => ({ name, kind: 'text' as const, value: '' }))
    const environment = mine ?? { id: services.id(), name: 'My values', variables: [] }
    shelf.edit({
      environment: { ...environment, variables: [...environment.variables, ...added] },
      isNew: mine === undefined,
    })
  }
  /** What is dangerous comes before what is only missing. */
  const sorted = () => {
    const stop = (problem: Problem) => (problem.kind === 'security_stop' ? 0 : 1)
    return [...props.problems].sort((a, b) => stop(a) - stop(b))
  }
  const stops = () => props.problems.some(({ kind }) => kind === 'security_stop')
  return (
    <Show when={props.problems.length > 0}>
      <Notice
        tone={stops() ? 'danger' : 'info'}
        level={3}
        title={stops() ? 'Stopped: this would give a secret away' : 'Before it can be sent'}
        actions={
          <>
            <Show when={props.problems.some(({ code }) => code === 'token_origin')}>
              <Button onClick={() => props.onAllow()}>Decide about this server</Button>
            </Show>
            <Show when={unknown().length > 0}>
              <Button onClick={define}>Give {unknown().map(placeholder).join(', ')} a value</Button>
            </Show>
          </>
        }
      >
        <ul>
          <For each={sorted()}>
            {(problem) => (
              <li>
                <Visible text={problem.means} />{' '}
                <span class="quiet">
                  <Visible text={problem.remedy} />
                </span>{' '}
                <code class="quiet">{problem.code}</code>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  )
}

function Notes(props: { notes: readonly Finding[] }): JSX.Element {
  return (
    <Show when={props.notes.length > 0}>
      <ul class="build-notes quiet">
        <For each={props.notes}>
          {(note) => (
            <li>
              <Visible text={note.text} />{' '}
              <Show when={note.rule}>
                {(rule) => (
                  <a href={rule().url} target="_blank" rel="noopener noreferrer">
                    {rule().title}
                  </a>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
