/** The name of the screen, in the tab. Never a value from a walk (T101). */
import { createEffect } from 'solid-js'

export function createTitle(words: () => string): void {
  createEffect(() => {
    document.title = `${words()} · Grantwalk`
  })
}
