/** A login that comes back while the vault is locked is judged without one secret of its walk, and taken. */
import { describe, expect, it } from 'vitest'
import type { Session } from '../core/session.ts'
import { redact } from '../trace/redact.ts'
import { walker } from './contract.test-support.ts'
import { vendors } from './index.ts'

const walks = (
  await Promise.all(
    vendors.map(async (vendor) =>
      (
        await vendor.flows()
      )
        .filter(({ steps }) => steps.some(({ kind }) => kind === 'redirect'))
        .map((flow) => ({ vendor, flow, name: `${vendor.profile.id} / ${flow.id}` })),
    ),
  )
).flat()

describe.each(walks)('$name', ({ vendor, flow }) => {
  it('loses nothing of what came back', async () => {
    const stripped = (session: Session): Session => {
      const { values, ...rest } = redact(session, vendor.profile.values, ['secret'])
      const kept = Object.entries(values).filter(([name, one]) => session.values[name] === one)
      return { ...rest, values: Object.fromEntries(kept) }
    }
    let comings = 0
    const locked = (session: Session): Session => {
      comings += 1
      return stripped(session)
    }
    await (await walker(vendor, locked)).walk(flow)
    expect(comings).toBeGreaterThan(0)
  })
})
