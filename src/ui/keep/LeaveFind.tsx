/** The search field above what will leave. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { Button } from '../kit/Button.tsx'

interface LeaveFindProps {
  readonly words: string
  readonly count: number
  readonly most: number
  readonly onWords: (words: string) => void
  /** Brings the hit of that number, from 0, into view. */
  readonly onShow: (at: number) => void
}

export function LeaveFind(props: LeaveFindProps): JSX.Element {
  const id = createUniqueId()
  const [at, setAt] = createSignal(-1)
  const type = (words: string) => {
    setAt(-1)
    props.onWords(words)
  }
  const step = (by: number) => {
    if (props.count === 0) return
    setAt((at() + by + props.count) % props.count)
    props.onShow(at())
  }
  const said = () => {
    if (props.count === 0) return 'not in this text'
    const many = `${props.count}${props.count >= props.most ? ' or more' : ''}`
    return at() < 0 ? `found ${many} times` : `${at() + 1} of ${many}`
  }
  return (
    <div class="leave-find" role="search">
      <label class="visually-hidden" for={id}>
        Find in what will leave
      </label>
      <input
        id={id}
        class="input"
        type="search"
        placeholder="Look for what must not leave"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={props.words}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)}
      />
      <Show when={props.words.trim() !== ''}>
        <span class="quiet" role="status">
          {said()}
        </span>
        <Button variant="quiet" disabled={props.count === 0} onClick={() => step(-1)}>
          Previous
        </Button>
        <Button variant="quiet" disabled={props.count === 0} onClick={() => step(1)}>
          Next
        </Button>
      </Show>
    </div>
  )
}
