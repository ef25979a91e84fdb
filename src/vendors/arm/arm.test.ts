/** Arm's error table, its two manners, and what it does differently, proven in the sandbox. */
import { describe, expect, it } from 'vitest'
import { walker } from '../contract.test-support.ts'
import { arm } from './index.ts'

describe('walks', async () => {
  for (const flow of await arm.flows())
    it(`${flow.id} is walked to its end`, async () => {
      const { walk } = await walker(arm)
      const session = await walk(flow)
      expect(session.exchanges.map(({ outcome }) => outcome.kind)).not.toContain('refused')
    })
})
