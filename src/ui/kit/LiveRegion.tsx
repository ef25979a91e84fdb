/** One polite voice for the whole page. Mount `<LiveRegion />` once; call `announce` from anywhere. */
import { createSignal, type JSX } from 'solid-js'

const [words, setWords] = createSignal('')

/** Says a short sentence to a screen reader, again too when it is the same one as before. */
export function announce(sentence: string): void {
  setWords('')
  setTimeout(() => setWords(sentence), 50)
}

export function LiveRegion(): JSX.Element {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {words()}
    </div>
  )
}
