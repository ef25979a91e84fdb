import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createYesNo } from './prompt.ts'

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function terminal(longestMs = 2000) {
  const input = new PassThrough()
  const output = new PassThrough()
  const yesNo = createYesNo({ input, output }, { longestMs, typedBeforeMs: 30 })
  return { input, output, ask: (signal = new AbortController().signal) => yesNo('Sure? ', signal) }
}

describe('a question in the terminal (T31)', () => {
  it.each([
    ['y', true],
    ['YES', true],
    ['', false],
    ['n', false],
    ['yeah', false],
    ['y; y', false],
  ])('takes %j for %j', async (typed, meant) => {
    const { input, output, ask } = terminal()
    const answer = ask()
    await soon(60)
    expect(String(output.read())).toBe('Sure? ')
    input.write(`${typed}\n`)
    expect(await answer).toBe(meant)
  })

  it('does not take what was typed before it was asked', async () => {
    const { input, ask } = terminal(150)
    input.write('y\n')
    expect(await ask()).toBeUndefined()
  })

  it('is a no when nobody answers, when the page goes away, and at the end of the input', async () => {
    expect(await terminal(60).ask()).toBeUndefined()
    const gone = new AbortController()
    const left = terminal().ask(gone.signal)
    gone.abort()
    expect(await left).toBeUndefined()
    expect(await terminal().ask(AbortSignal.abort())).toBeUndefined()
    const ended = terminal()
    const answer = ended.ask()
    ended.input.end()
    expect(await answer).toBeUndefined()
  })
})
