/** A walk from elsewhere is known as one in every walk that is made of it (T64). */
import { describe, expect, it } from 'vitest'
import { isFromElsewhere, originAfter } from './origin.ts'

const forked = 'Forked from “A” after the step “B”.'

describe('where a walk came from', () => {
  it('is elsewhere for whatever arrived, and not for what was begun or branched off here', () => {
    expect(isFromElsewhere({ origin: 'Opened from a case file.' })).toBe(true)
    expect(isFromElsewhere({})).toBe(false)
    expect(isFromElsewhere({ origin: forked })).toBe(false)
  })

  it('stays elsewhere through forks and copies, in one sentence each (T64)', () => {
    const once = originAfter({ origin: 'Opened from a case file.' }, forked)
    expect(once).toBe(`Opened from a case file. ${forked}`)
    const twice = originAfter({ origin: once }, 'A copy of “A” without its secrets.')
    expect(twice).toBe('Opened from a case file. A copy of “A” without its secrets.')
    expect(isFromElsewhere({ origin: twice })).toBe(true)
    expect(originAfter({ origin: forked }, forked)).toBe(forked)
  })
})
