import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLines } from './lines.ts'

it('prints the lines of one turn together and in order, and those of the next on their own', async () => {
  const printed: string[] = []
  const say = createLines((text) => printed.push(text))
  say('one')
  say('two')
  expect(printed).toEqual([])
  await turn()
  say('three')
  await turn()
  expect(printed).toEqual(['one\ntwo', 'three'])
})
