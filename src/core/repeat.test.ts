/** A step that is sent again by itself: each time built anew, until it is over or stopped. */
import { describe, expect, it } from 'vitest'
import type { HttpRequest } from './http.ts'
import { memoryKeys } from './key-ring.ts'
import { repeat, type Sent } from './repeat.ts'
import type { Exchange } from './session.ts'
import type { Context, RequestStep } from './vendor.ts'

const context: Context = {
  ...{ target: 'live', values: {}, exchanges: [], now: 0 },
  ...{ random: () => 'r', need: () => '', at: () => '', keys: memoryKeys() },
}

const to = (url: string): HttpRequest => ({ method: 'POST', url, headers: [] })

/** A step that waits so many milliseconds before each next time. */
function stepOf(waits: readonly number[], request: () => HttpRequest): RequestStep {
  const left = [...waits]
  return {
    ...{ kind: 'request', id: 'poll', title: 'Poll', phase: 'Wait', why: 'To wait.' },
    ...{ needs: [], gives: [], request, receive: () => ({ gained: {} }) },
    again: () => left.shift(),
  }
}

interface Stops {
  readonly during?: 'send' | 'pause'
}

async function repeated(step: RequestStep, first: Sent, { during }: Stops = {}) {
  const stop = new AbortController()
  const sent: string[] = []
  const paused: number[] = []
  await repeat(step, first, {
    signal: stop.signal,
    context: () => context,
    send: async (request): Promise<Exchange> => {
      sent.push(request.sent.url)
      if (during === 'send') stop.abort()
      const problem = { kind: 'network_error', code: 'x', means: 'x', remedy: 'x' } as const
      return {
        ...{ ...request, id: 'x', step: 'poll', route: 'relay', startedAt: 0, endedAt: 0 },
        outcome: { kind: 'failed', problem },
      }
    },
    pause: async (milliseconds) => {
      paused.push(milliseconds)
      if (during === 'pause') stop.abort()
    },
  })
  return { sent, paused }
}

function numbered() {
  let count = 0
  return () => to(`https://as.example/${(count += 1)}`)
}

const asBuilt = (request: HttpRequest): Sent => ({ built: request, sent: request })

describe('a step that is sent again', () => {
  it('is built anew each time, and waits as long as it says', async () => {
    const request = numbered()
    const { sent, paused } = await repeated(stepOf([5, 10], request), asBuilt(request()))
    expect(sent.map((url) => url.at(-1))).toEqual(['1', '2', '3'])
    expect(paused).toEqual([5, 10])
  })

  it('is sent as it was edited, each time', async () => {
    const edited = { built: to('https://as.example/built'), sent: to('https://as.example/edited') }
    const { sent } = await repeated(stepOf([5], numbered()), edited)
    expect(sent).toEqual([edited.sent.url, edited.sent.url])
  })

  it('is not sent again once the person stops it, while it waits or while it is sent', async () => {
    const request = numbered()
    const waiting = await repeated(stepOf([5, 5, 5], request), asBuilt(request()), {
      during: 'pause',
    })
    expect(waiting.sent).toHaveLength(1)
    const sending = await repeated(stepOf([5, 5, 5], request), asBuilt(request()), {
      during: 'send',
    })
    expect(sending.sent).toHaveLength(1)
    expect(sending.paused).toEqual([])
  })

  it('ends when its request cannot be built any more', async () => {
    const first = asBuilt(to('https://as.example/1'))
    const broken = stepOf([5, 5], () => {
      throw new Error('A value is gone.')
    })
    expect((await repeated(broken, first)).sent).toHaveLength(1)
  })

  it('ends at last with a server that never does', async () => {
    const request = numbered()
    const forever = { ...stepOf([], request), again: () => 5_000 }
    expect((await repeated(forever, asBuilt(request()))).sent).toHaveLength(360)
  })

  it('ends soon with a server that has something new to ask each time, at once', async () => {
    const request = numbered()
    const chain = { ...stepOf([], request), again: () => 0 }
    expect((await repeated(chain, asBuilt(request()))).sent).toHaveLength(21)
  })
})
