/** The canary test of what leaves: every vendor, every flow, every format, every encoding. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../core/session.ts'
import type { Flow, VendorProfile } from '../../core/vendor.ts'
import { walker } from '../../vendors/contract.test-support.ts'
import { vendors } from '../../vendors/index.ts'
import { languages } from '../code/languages.ts'
import { type Secret, secretsOf } from '../secrets.ts'
import { harFaults } from './har.test-support.ts'
import { leaksIn, randomFrom } from './leave.test-support.ts'
import type { LeavingKind } from './leaving.ts'
import { prepare } from './prepare.ts'

const kinds: readonly LeavingKind[] = [
  ...(['case', 'har', 'report', 'script'] as const),
  ...languages.map(({ id }) => `code:${id}` as const),
]

/** Every secret of a walk becomes a canary wherever it stands in clear; encoded ones stay what they were. */
function seeded(session: Session, profile: VendorProfile) {
  const secrets = secretsOf(session, profile.values, ['secret', 'personal'])
  const long = secrets
    .filter(({ value }) => value.length >= 6 && /^[\w.@+/=-]+$/.test(value))
    .sort((a, b) => b.value.length - a.value.length)
  let text = JSON.stringify(session)
  const canaries: Secret[] = []
  for (const { name, value } of long) {
    // Words of the protocol stay: a user may be called as a parameter is.
    if (value.split('.').length === 3 || !/\d|-.*-/.test(value)) continue
    const canary = `CANARY-${name}-${canaries.length}f7c1`
    if (text.includes(value)) canaries.push({ name, value: canary })
    text = text.replaceAll(value, canary)
  }
  return { seeded: JSON.parse(text) as Session, wanted: [...canaries, ...long] }
}

const words = /^(?:sandbox|password|operator)$/

async function leaks(
  session: Session,
  profile: VendorProfile,
  flow: Flow,
  wanted: readonly Secret[],
) {
  const found: string[] = []
  for (const kind of kinds) {
    const powers = { now: () => Date.UTC(2026, 10, 20), random: randomFrom(7) }
    const left = await prepare(kind, { session, profile, flow, powers })
    if (left.kind === 'stopped') {
      found.push(`${kind}: ${left.problem.means}`)
      continue
    }
    for (const { name, value } of wanted)
      if (!words.test(value))
        for (const how of leaksIn(left.text, value)) found.push(`${kind}: ${name} ${how}`)
  }
  return found
}

const every = await Promise.all(
  vendors.map(async (vendor) => ({ vendor, flows: await vendor.flows() })),
)
const walks = every.flatMap(({ vendor, flows }) =>
  flows.map((flow) => ({ vendor, flow, name: `${vendor.profile.id} / ${flow.id}` })),
)

const run = promisify(execFile)

describe.each(walks)('T94: a walk of $name', ({ vendor, flow }) => {
  it('leaves without a secret, in every format and every encoding', async () => {
    const session = await (await walker(vendor)).walk(flow)
    const { seeded: canary, wanted } = seeded(session, vendor.profile)
    expect(wanted.length).toBeGreaterThan(0)
    expect(await leaks(session, vendor.profile, flow, wanted)).toEqual([])
    expect(await leaks(canary, vendor.profile, flow, wanted)).toEqual([])
  }, 60_000)

  it('leaves as a script that bash takes, and as valid HAR 1.2', async () => {
    const session = await (await walker(vendor)).walk(flow)
    const powers = { now: () => 0, random: randomFrom(7) }
    const input = { session, profile: vendor.profile, flow, powers }
    for (const kind of ['script', 'code:bash'] as const) {
      const left = await prepare(kind, input)
      if (left.kind === 'stopped') throw new Error(left.problem.means)
      await run('bash', ['-n', '-c', left.text])
    }
    const har = await prepare('har', input)
    expect(har.kind === 'ready' ? harFaults(JSON.parse(har.text)) : har).toEqual([])
  })
})
