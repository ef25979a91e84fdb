/** Beside the page: reads one text that was opened, and answers with what is in it. It sends nothing. */
import { readAnything } from '../core/arrive/anything.ts'

addEventListener('message', (event: MessageEvent<unknown>) => {
  const { data } = event
  if (typeof data !== 'string') return
  const answer = async () => {
    postMessage(await readAnything(data, () => crypto.randomUUID()))
  }
  void answer()
})
