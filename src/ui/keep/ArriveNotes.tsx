/** What to know about something that arrived: what is grave stands first, and by itself. */
import { For, type JSX, Show } from 'solid-js'
import type { ArrivalNote } from '../../core/arrive/arrived.ts'
import { Notice } from '../kit/Notice.tsx'
import { Visible } from '../kit/Visible.tsx'

export interface Told extends ArrivalNote {
  readonly tone?: 'info' | 'warning'
}

export function ArriveNotes(props: { notes: readonly Told[] }): JSX.Element {
  const grave = () => props.notes.filter(({ tone }) => tone === 'warning')
  const rest = () => props.notes.filter(({ tone }) => tone !== 'warning')
  return (
    <>
      <Notes tone="warning" title="Read this before you type or send anything" notes={grave()} />
      <Notes tone="info" title="Worth knowing" notes={rest()} />
    </>
  )
}

function Notes(props: {
  tone: 'info' | 'warning'
  title: string
  notes: readonly ArrivalNote[]
}): JSX.Element {
  return (
    <Show when={props.notes.length > 0}>
      <Notice tone={props.tone} title={props.title}>
        <ul>
          <For each={props.notes}>
            {(note) => (
              <li>
                <Visible text={note.text} />
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  )
}
