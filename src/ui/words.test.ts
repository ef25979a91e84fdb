/** The words for what came back: a refusal, one that was wanted, and an answer that is not there yet. */
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../core/session.ts'
import { outcomeWord } from './words.ts'

const refusedWith = (code: string): Outcome => ({
  kind: 'refused',
  problem: { kind: 'oauth_error', code, means: 'A sentence.', remedy: 'Another.' },
})

describe('the word for an outcome', () => {
  it('does not call it a refusal that a person is still deciding', () => {
    expect(outcomeWord(refusedWith('authorization_pending')).text).toBe('Not yet')
    expect(outcomeWord(refusedWith('slow_down')).text).toBe('Not yet')
  })

  it('calls a refusal a refusal', () => {
    expect(outcomeWord(refusedWith('access_denied')).text).toBe('Refused')
  })
})
