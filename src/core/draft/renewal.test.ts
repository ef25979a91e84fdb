import { describe, expect, it } from 'vitest'
import { walker } from '../../vendors/contract.test-support.ts'
import { vendors } from '../../vendors/index.ts'
import { reduce } from '../flow.ts'
import type { Session } from '../session.ts'
import { renewalOf } from './renewal.ts'

/** What renews each flow's access token, once the flow was walked to the end. */
const expected: Readonly<Record<string, string | undefined>> = {
  'arm/interactive': undefined,
  'arm/password': 'refresh',
  'adobe/client_credentials': 'token',
  'adobe/statement_studio': undefined,
  'usage-engine/client_credentials': 'token',
  'amm/authorization_code': 'refresh',
  'amm/password': 'refresh',
  'amm/implicit': undefined,
  'aruba/oauth': 'refresh',
  'aruba/offline': 'refresh',
  'aruba/msp': 'refresh',
  'generic/authorization_code': 'refresh',
  'generic/hybrid_id_token': 'refresh',
  'generic/hybrid_token': 'refresh',
  'generic/hybrid_both': 'refresh',
  'generic/implicit_token': undefined,
  'generic/implicit_id_token': undefined,
  'generic/implicit_both': undefined,
  'generic/device': 'refresh',
  'generic/ciba': 'refresh',
  'generic/password': 'refresh',
  'generic/client_credentials': 'token',
  'generic/token_exchange': 'token',
  'generic/registration': 'token',
  // Its client may not ask for a token at all: the statement does not say so.
  'generic/registration_statement': undefined,
}

const without = (session: Session, names: readonly string[]): Session =>
  reduce(session, { type: 'cleared', names, at: 0 })

describe('the step that renews an access token', () => {
  it('is known for every flow of every vendor', async () => {
    const found: Record<string, string | undefined> = {}
    for (const vendor of vendors) {
      for (const flow of await vendor.flows()) {
        const { walk } = await walker(vendor)
        found[`${vendor.profile.id}/${flow.id}`] = renewalOf(flow, await walk(flow))?.id
      }
    }
    expect(found).toEqual(expected)
  })

  it('never sends a password or a code again unasked', async () => {
    for (const vendor of vendors) {
      for (const flow of await vendor.flows()) {
        const { walk } = await walker(vendor)
        const step = renewalOf(flow, without(await walk(flow), ['refresh_token']))
        const names = [...(step?.needs ?? []), ...(step?.asks ?? []).map(({ name }) => name)]
        for (const name of ['password', 'code', 'username'])
          expect(names, `${vendor.profile.id}/${flow.id}`).not.toContain(name)
      }
    }
  })

  it('is none before anything is known', async () => {
    for (const vendor of vendors) {
      for (const flow of await vendor.flows()) {
        const { start } = await walker(vendor)
        const session = { ...start(flow), values: {} }
        expect(renewalOf(flow, session)?.id, `${vendor.profile.id}/${flow.id}`).toBeUndefined()
      }
    }
  })
})
