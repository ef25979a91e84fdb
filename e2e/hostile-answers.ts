/** Answers of the simulators whose every text was replaced with markup on the way through the relay. */
import type { Page } from '@playwright/test'
import { decodeFrames, EXCHANGE_PATH, encodeFrame, type Frame } from '../src/core/frames.ts'
import { MARKUP } from './hostile-text.ts'

/** Each text is another: what is kept as a secret is covered wherever it stands. */
function texts() {
  let count = 0
  const next = () => `${MARKUP}${(count += 1)}`
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string') return next()
    if (Array.isArray(value)) return value.map(replaced)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one)]))
  }
  return { next, replaced }
}

/** Names a token, whatever else is in it. */
const givesToken = /"(?:access_token|id_token|bearer|token)"\s*:/i

const utf8 = new TextDecoder()

async function framesOf(bytes: Buffer): Promise<Frame[]> {
  const stream = new Response(new Uint8Array(bytes)).body
  if (stream === null) return []
  const frames: Frame[] = []
  for await (const frame of decodeFrames(stream)) frames.push(frame)
  return frames
}

function hostile(frames: readonly Frame[], body: string): Buffer {
  const { next, replaced } = texts()
  const bytes = new TextEncoder().encode(JSON.stringify(replaced(JSON.parse(body))))
  const made = frames.flatMap((frame): Frame[] => {
    if (frame.type === 'body') return []
    if (frame.type !== 'head') return [frame]
    const headers = [['content-type', 'application/json'] as const, [next(), next()] as const]
    return [
      { ...frame, statusText: next(), headers },
      { type: 'body', bytes },
    ]
  })
  return Buffer.concat(made.map(encodeFrame))
}

declare global {
  interface Window {
    poisoned: (answer: readonly number[]) => Promise<number[]>
  }
}

/** Runs in the page: what the relay answers is exchanged for what the test makes of it. */
function exchange(path: string): void {
  const real = window.fetch
  window.fetch = async (input, init) => {
    const response = await real(input, init)
    if (input !== path || response.status !== 200) return response
    const bytes = new Uint8Array(await response.arrayBuffer())
    return new Response(new Uint8Array(await window.poisoned([...bytes])), response)
  }
}

/** From the next page on the answers that give a token are hostile. @returns how many there were */
export async function poisonTokens(page: Page): Promise<() => number> {
  let count = 0
  await page.exposeFunction('poisoned', async (bytes: readonly number[]) => {
    const frames = await framesOf(Buffer.from(bytes))
    const body = frames
      .map((frame) => (frame.type === 'body' ? utf8.decode(frame.bytes) : ''))
      .join('')
    if (!body.startsWith('{') || !givesToken.test(body)) return bytes
    count += 1
    return [...hostile(frames, body)]
  })
  await page.addInitScript(exchange, EXCHANGE_PATH)
  return () => count
}
