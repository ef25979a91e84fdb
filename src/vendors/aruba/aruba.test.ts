/** Aruba's peculiarities as a walk meets them, from the login's cookies to the deleted token. */
import { describe, expect, it } from 'vitest'
import { walker } from '../contract.test-support.ts'
import { aruba } from './index.ts'

const flows = await aruba.flows()

describe('Aruba Central', () => {
  it.each(flows)('is walked to its end: $id', async (flow) => {
    const { walk } = await walker(aruba)
    const session = await walk(flow)
    expect(session.exchanges.every(({ outcome }) => outcome.kind === 'accepted')).toBe(true)
  })
})
