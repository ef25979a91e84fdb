/** A fork after any step of any flow goes on: nothing that was done is undone, and the next step is not locked. */
import { describe, expect, it } from 'vitest'
import { flowFor, statusOf } from '../core/flow.ts'
import { forkAt } from '../core/fork.ts'
import { walker } from './contract.test-support.ts'
import { vendors } from './index.ts'

const walks = (
  await Promise.all(
    vendors.map(async (vendor) =>
      (
        await vendor.flows()
      ).map((flow) => ({ vendor, flow, name: `${vendor.profile.id} / ${flow.id}` })),
    ),
  )
).flat()

describe.each(walks)('$name', ({ vendor, flow: whole }) => {
  it('can be forked after every step', { timeout: 30_000 }, async () => {
    const walked = await (await walker(vendor)).walk(whole)
    const wrong: string[] = []
    const flow = flowFor(whole, walked)
    for (const [at, { id }] of flow.steps.entries()) {
      const fork = forkAt(walked, flow, id, { id: 'fork', at: walked.updatedAt + 1 })
      for (const [nth, step] of flow.steps.entries()) {
        const { kind } = statusOf(flow, step, fork)
        const fits = nth <= at ? kind === 'done' : nth > at + 1 || ['ready', 'done'].includes(kind)
        if (!fits)
          wrong.push(`after ${id}, ${step.id} is ${JSON.stringify(statusOf(flow, step, fork))}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
