/** One yes or no in the terminal. Anything but a plain y, and no answer in time, is a no. */
import { createInterface } from 'node:readline'
import type { YesNo } from '../relay/approvals-terminal.ts'

const LONGEST_MS = 60_000
/** What was typed before the question was there is no answer to it; a terminal hands it over at once. */
const TYPED_BEFORE_MS = 400

interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

interface Patience {
  readonly longestMs: number
  readonly typedBeforeMs: number
}

export const createYesNo =
  (
    { input, output }: Terminal,
    { longestMs, typedBeforeMs }: Patience = {
      longestMs: LONGEST_MS,
      typedBeforeMs: TYPED_BEFORE_MS,
    },
  ): YesNo =>
  (question, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve(undefined)
        return
      }
      let listening = false
      let ended = false
      const lines = createInterface({ input, terminal: false })
      const end = (answer: boolean | undefined, words: string): void => {
        if (ended) return
        ended = true
        clearTimeout(early)
        clearTimeout(late)
        signal.removeEventListener('abort', leave)
        lines.close()
        // An open terminal would keep a stopped server alive.
        input.pause()
        output.write(words)
        resolve(answer)
      }
      const leave = (): void => end(undefined, '\n  The page is gone. Not allowed.\n')
      const early = setTimeout(() => {
        listening = true
        output.write(question)
      }, typedBeforeMs)
      const late = setTimeout(
        () => end(undefined, '\n  No answer in time. Not allowed.\n'),
        longestMs,
      )
      signal.addEventListener('abort', leave)
      lines.on('line', (line) => {
        if (!listening) return
        const yes = /^\s*y(?:es)?\s*$/i.test(line)
        end(yes, yes ? '' : '  Not allowed.\n')
      })
      lines.on('close', () => end(undefined, '\n  Not allowed.\n'))
    })
