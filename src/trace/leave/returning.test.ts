/** There and back: a case that left is read again as the same walk without its secrets. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseReader, readCaseFile } from '../../core/arrive/case-file.ts'
import { openContainer } from '../../core/vault/container.ts'
import { walker } from '../../vendors/contract.test-support.ts'
import { vendors } from '../../vendors/index.ts'
import { answered, asked, sessionWith } from '../session.test-support.ts'
import { sealFull } from './full.ts'
import { inputFor, leaksIn, randomFrom } from './leave.test-support.ts'
import type { LeavingKind } from './leaving.ts'
import { prepare } from './prepare.ts'

const reader: CaseReader = {
  id: () => 'new-id',
  vendors,
  environment: (vendor) => ({
    callback: `http://localhost:7861/callback/${vendor}`,
    sandbox: 'http://localhost:7862',
  }),
}

describe.each(vendors.map((vendor) => [vendor.profile.id, vendor] as const))(
  'a case of %s',
  (_, vendor) => {
    it('comes back with every exchange, and with no value that was a secret', async () => {
      const [flow] = await vendor.flows()
      if (flow === undefined) throw new Error('no flow')
      const session = await (await walker(vendor)).walk(flow)
      const powers = { now: () => 0, random: randomFrom(7) }
      const left = await prepare('case', { session, profile: vendor.profile, flow, powers })
      if (left.kind === 'stopped') throw new Error(left.problem.means)
      const back = readCaseFile(left.text, reader)
      if (back.kind === 'problem') throw new Error(back.problem.means)
      expect(back.session.exchanges.map(({ step }) => step)).toEqual(
        session.exchanges.map(({ step }) => step),
      )
      expect(Object.values(back.session.values).filter((value) => /[<>]/.test(value))).toEqual([])
      expect(back.absent.length).toBeGreaterThan(0)
      expect(back.notes.map(({ code }) => code)).toContain('secrets_absent')
    })
  },
)

describe('a sealed case', () => {
  it('comes back whole, bytes and secrets too', async () => {
    const bytes = { encoding: 'base64', data: btoa('\xff\xfe') } as const
    const exchange = asked({})
    const session = sessionWith({
      values: { client_secret: 'a-secret' },
      exchanges: [{ ...exchange, sent: { ...exchange.sent, body: bytes } }],
    })
    const sealed = await sealFull(session, 'a long enough passphrase', 100_000)
    const back = readCaseFile(await openContainer(sealed, 'a long enough passphrase'), reader)
    if (back.kind === 'problem') throw new Error(back.problem.means)
    expect(back.session.values).toEqual({ client_secret: 'a-secret' })
    expect(back.session.exchanges[0]?.sent.body).toEqual(bytes)
  })
})

describe('whatever a secret looks like', () => {
  const kinds: readonly LeavingKind[] = ['case', 'har', 'report', 'script', 'code:go']

  it('is masked in every format, or the export stops', async () => {
    let ready = 0
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 }),
        fc.constantFrom(...kinds),
        async (value, kind) => {
          const secret = `Zq${value}7`
          const session = sessionWith({
            name: `about ${secret}`,
            values: { client_secret: secret },
            exchanges: [
              asked({
                url: `https://a.example/${encodeURIComponent(secret)}?q=${encodeURIComponent(secret)}`,
                body: secret,
              }),
              answered({ body: JSON.stringify({ message: `no ${secret}`, b: [secret] }) }),
            ],
          })
          const left = await prepare(kind, inputFor(session))
          if (left.kind === 'ready') ready += 1
          expect(leaksIn(JSON.stringify(left), secret)).toEqual([])
          if (left.kind === 'ready') expect(leaksIn(left.text, secret)).toEqual([])
        },
      ),
      { numRuns: 150 },
    )
    expect(ready).toBe(150)
  })
})
