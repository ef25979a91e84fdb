/** The contract, over every vendor and every flow: what `src/vendors/README.md` says in prose. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { deadEnds, flowFor } from '../core/flow.ts'
import { textOf } from '../core/http.ts'
import { standardValues } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import { curlOf } from '../trace/curl.ts'
import { mask } from '../trace/mask.ts'
import { redact } from '../trace/redact.ts'
import { secretsOf } from '../trace/secrets.ts'
import { walker } from './contract.test-support.ts'
import { vendors } from './index.ts'

const folders = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const every = await Promise.all(
  vendors.map(async (vendor) => ({ vendor, id: vendor.profile.id, flows: await vendor.flows() })),
)
const walks = every.flatMap(({ vendor, id, flows }) =>
  flows.map((flow) => ({ vendor, flow, name: `${id} / ${flow.id}` })),
)

const namesOf = (step: Step) => [
  ...step.needs,
  ...step.gives,
  ...(step.asks ?? []).map((field) => field.name),
]

describe('the registry', () => {
  it('lists exactly the folders beside it: a new vendor is one folder and one line in index.ts', () => {
    expect(vendors.map(({ profile }) => profile.id).sort()).toEqual(folders.sort())
  })
})

describe.each(every)('$id', ({ vendor, flows }) => {
  it('declares every value its steps name', () => {
    const declared = new Set([
      ...Object.keys(standardValues),
      ...Object.keys(vendor.profile.values),
    ])
    const strangers = flows.flatMap((flow) => flow.steps.flatMap(namesOf))
    expect(strangers.filter((name) => !declared.has(name))).toEqual([])
  })

  it('sends the relay only to exact https origins', () => {
    for (const origin of vendor.profile.origins) {
      expect(new URL(origin).origin).toBe(origin)
      expect(origin).toMatch(/^https:\/\//)
    }
  })

  it('names a step, a flow and a field once', () => {
    expect(new Set(flows.map(({ id }) => id)).size).toBe(flows.length)
    for (const flow of flows)
      expect(new Set(flow.steps.map(({ id }) => id)).size).toBe(flow.steps.length)
  })

  it('never fills in a credential for a live walk', () => {
    const credentials = ['client_secret', 'password', 'client_id', 'username']
    const filled = flows
      .flatMap((flow) => flow.steps.flatMap((step) => step.asks ?? []))
      .filter(({ name, initial }) => credentials.includes(name) && initial !== undefined)
    expect(filled.map(({ name }) => name)).toEqual([])
  })
})

describe.each(walks)('$name', ({ vendor, flow }) => {
  const { profile } = vendor

  it('has no dead end', () => {
    expect(deadEnds(flow)).toEqual([])
  })

  it('says why each step exists, and gives a source for each claim', () => {
    for (const step of flow.steps) {
      expect(step.why.length, step.id).toBeGreaterThan(40)
      for (const { source } of [...(step.notes ?? []), ...(step.deviations ?? [])])
        expect(source.kind).toMatch(/^(vendor|document|inferred|assumed)$/)
    }
  })

  it('is walked to its end, survives structuredClone, and lets no secret out', async () => {
    const { walk } = await walker(vendor)
    const session = await walk(flow)
    expect(structuredClone(session)).toEqual(session)
    expect(JSON.parse(JSON.stringify(session))).toEqual(session)

    const secrets = secretsOf(session, profile.values)
    expect(secrets.length).toBeGreaterThan(0)
    const outputs = [
      JSON.stringify(redact(session, profile.values)),
      ...session.exchanges.map(({ sent }) => curlOf(mask(sent, secrets))),
    ]
    const secretValues = secrets.filter(({ value }) => value.length >= 8).map(({ value }) => value)
    for (const value of secretValues)
      for (const output of outputs) {
        expect(output).not.toContain(value)
        expect(output).not.toContain(encodeURIComponent(value))
        expect(output).not.toContain(btoa(value).replaceAll('=', ''))
      }
  })

  it('is recorded whole: every request step has its exchange, with what came back', async () => {
    const { walk } = await walker(vendor)
    const session = await walk(flow)
    const { steps } = flowFor(flow, session)
    const sending = steps.filter(({ kind }) => kind !== 'local').map(({ id }) => id)
    const sent = session.exchanges.map(({ step }) => step)
    // What polls is asked again until its answer.
    expect(sent.filter((step, at) => step !== sent[at - 1])).toEqual(sending)
    for (const { outcome, callback } of session.exchanges) {
      const response = outcome.kind === 'failed' ? undefined : outcome.response
      expect(callback ?? textOf(response ?? {})).toBeDefined()
    }
  })
})
