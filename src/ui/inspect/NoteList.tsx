/** What there is to know about a token: the grave first, each with its sign, its word and its rule. */
import { For, type JSX, Show } from 'solid-js'
import type { Note } from '../../core/token/shapes.ts'
import { Icon } from '../kit/Icon.tsx'
import { VisuallyHidden } from '../kit/VisuallyHidden.tsx'
import { Marked } from './Marked.tsx'
import { RuleLink } from './RuleLink.tsx'

const order = { danger: 0, warning: 1, info: 2 } as const
const icons = { danger: 'warning', warning: 'warning', info: 'info' } as const
const spoken = { danger: 'Danger: ', warning: 'Warning: ', info: 'Note: ' } as const

export function NoteList(props: { notes: readonly Note[]; label: string }): JSX.Element {
  const sorted = () => props.notes.toSorted((a, b) => order[a.tone] - order[b.tone])
  return (
    <Show when={props.notes.length > 0}>
      <ul class="token-notes" aria-label={props.label}>
        <For each={sorted()}>
          {(note) => (
            <li class={`is-${note.tone}`} data-code={note.code}>
              <Icon name={icons[note.tone]} />
              <p>
                <VisuallyHidden>{spoken[note.tone]}</VisuallyHidden>
                <Marked text={note.text} /> <RuleLink rule={note.rule} />
              </p>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
