/** Finds names and values of a JSON tree, and opens or closes all of it. */
import { createUniqueId, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { MOST_HITS } from './json-rows.ts'

interface JsonSearchProps {
  readonly words: string
  readonly count: number
  /** Which one is shown, from 0; `-1` before the first. */
  readonly at: number
  readonly onWords: (words: string) => void
  readonly onStep: (step: number) => void
  readonly onOpenAll: () => void
  readonly onCloseAll: () => void
}

export function JsonSearch(props: JsonSearchProps): JSX.Element {
  const id = createUniqueId()
  const count = () => {
    if (props.count === 0) return 'nothing found'
    return `${props.at + 1} of ${props.count}${props.count >= MOST_HITS ? ' or more' : ''}`
  }
  return (
    <div class="json-search" role="search">
      <label class="visually-hidden" for={id}>
        Find in the JSON
      </label>
      <input
        id={id}
        class="input"
        type="search"
        placeholder="Find a name or a value"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={props.words}
        onInput={(event) => props.onWords(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && props.onStep(event.shiftKey ? -1 : 1)}
      />
      <Show when={props.words !== ''}>
        <span class="quiet">{count()}</span>
        <Button variant="quiet" onClick={() => props.onStep(-1)}>
          Previous
        </Button>
        <Button variant="quiet" onClick={() => props.onStep(1)}>
          Next
        </Button>
      </Show>
      <span class="json-fold">
        <Button variant="quiet" onClick={() => props.onOpenAll()}>
          Open all
        </Button>
        <Button variant="quiet" onClick={() => props.onCloseAll()}>
          Close all
        </Button>
      </span>
    </div>
  )
}
