import { expect, it } from 'vitest'
import { Stop } from './transport.ts'

it('stops with its first reason, tells it to whoever listens late, and to nobody who stopped listening', () => {
  const heard: string[] = []
  const stop = new Stop()
  stop.listen(() => heard.push('left'))
  stop.listen(undefined)
  stop.now(new Error('one'))
  stop.now(new Error('two'))
  stop.listen(({ message }) => heard.push(message))
  expect(heard).toEqual(['one'])

  const next = new Stop()
  next.listen(({ message }) => heard.push(message))
  next.now(new Error('three'))
  next.now(new Error('four'))
  expect(heard).toEqual(['one', 'three'])
})
