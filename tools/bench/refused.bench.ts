/** Envelopes too large for the relay, with and without a length: what it keeps of them while it says no (threat model, T15). */
import { request } from 'node:http'
import { startGrantwalk } from '../../e2e/process.ts'
import { EXCHANGE_PATH, KEY_HEADER } from '../../src/core/frames.ts'
import type { Bench } from '../bench.ts'
import { watchMemory } from './memory.ts'
import { fiveTimes, middle } from './samples.ts'

const MiB = 1024 * 1024
const TIMES = 10
const body = Buffer.alloc(17 * MiB, 97)

/** Sends it whole, or in pieces without saying how many, and gives the status. */
function post(origin: string, key: string, announced: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      [KEY_HEADER]: key,
      ...(announced ? { 'content-length': body.length } : { 'transfer-encoding': 'chunked' }),
    }
    const sent = request(`${origin}${EXCHANGE_PATH}`, { method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode ?? 0)
      answer.resume()
      sent.destroy()
    })
    let answered = false
    sent.on('response', () => {
      answered = true
    })
    // The relay says no and hangs up before it has everything.
    sent.on('error', (error) => {
      if (!answered) reject(error)
    })
    for (let at = 0; at < body.length; at += MiB) sent.write(body.subarray(at, at + MiB))
    sent.end()
  })
}

/** By how much the server's process grows while it refuses so many. */
async function growth(
  { origin, key, pid }: Awaited<ReturnType<typeof startGrantwalk>>,
  announced: boolean,
): Promise<number> {
  const grown = watchMemory(pid)
  for (let n = 0; n < TIMES; n += 1) {
    const status = await post(origin, key, announced)
    if (status !== 413) throw new Error(`The relay answered ${status}, not 413.`)
  }
  return grown() / MiB
}

/** On a server that was started for it: each sample grows from the same, the second growth from where the first ended. */
async function sample() {
  const grantwalk = await startGrantwalk()
  try {
    // The first pays for compiling.
    for (const announced of [true, false]) await post(grantwalk.origin, grantwalk.key, announced)
    const withLength = await growth(grantwalk, true)
    return { withLength, without: await growth(grantwalk, false) }
  } finally {
    await grantwalk.stop()
  }
}

export const run: Bench = async () => {
  const samples = await fiveTimes(sample)
  const grown = (how: string, of: (one: (typeof samples)[number]) => number) => ({
    what: `${TIMES} envelopes of 17 MiB, ${how} a length: growth of the relay’s memory`,
    value: middle(samples, of),
    unit: 'MiB',
    bar: 20,
  })
  return [grown('with', ({ withLength }) => withLength), grown('without', ({ without }) => without)]
}
