/** Commands and events of WebDriver BiDi over one socket. */

import { WebSocket } from 'undici'
import * as v from 'valibot'

const answer = v.object({
  id: v.number(),
  type: v.string(),
  result: v.optional(v.unknown()),
  error: v.optional(v.string()),
  message: v.optional(v.string()),
})
const event = v.object({ type: v.literal('event'), method: v.string(), params: v.unknown() })

/** A browser that hangs is a fault that must be told. */
const LIMIT_MS = 40_000

export interface Bidi {
  readonly command: (method: string, params: object) => Promise<unknown>
  readonly close: () => void
}

type Settle = (given: v.InferOutput<typeof answer>) => void

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('The browser took no socket.')))
  })
}

export async function connect(
  url: string,
  onEvent: (method: string, params: unknown) => void,
): Promise<Bidi> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, Settle>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = JSON.parse(String(data))
    const told = v.safeParse(event, message)
    if (told.success) return onEvent(told.output.method, told.output.params)
    const given = v.parse(answer, message)
    waiting.get(given.id)?.(given)
    waiting.delete(given.id)
  })
  await opened(socket)
  const command = (method: string, params: object) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1
      const late = () => reject(new Error(`${method} was not answered in time.`))
      const timer = setTimeout(late, LIMIT_MS)
      waiting.set(last, (given) => {
        clearTimeout(timer)
        if (given.type === 'success') resolve(given.result)
        else reject(new Error(`${method}: ${given.error ?? ''} ${given.message ?? ''}`))
      })
      socket.send(JSON.stringify({ id: last, method, params }))
    })
  return { command, close: () => socket.close() }
}
