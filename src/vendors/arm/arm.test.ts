/** Arm's two flows step by step: what is sent, what is noticed, what a failure is explained with. */
import { beforeEach, describe, expect, it } from 'vitest'
import { claimsOf } from '../../core/answer/jwt.ts'
import { clearedBy } from '../../core/flow.ts'
import { memoryKeys } from '../../core/key-ring.ts'
import type { Session } from '../../core/session.ts'
import type { Context, Flow } from '../../core/vendor.ts'
import {
  BASE,
  CLIENT,
  filled,
  flowOf,
  lastOf,
  sentBody,
  simulated,
  stepOf,
  TOKEN,
} from './arm.test-support.ts'

let arm: Awaited<ReturnType<typeof simulated>>
let flow: Flow
beforeEach(async () => {
  arm = await simulated()
  flow = await flowOf('password')
})

const run = (session: Session, id: string) => arm.step(session, stepOf(flow, id))

async function loggedIn(values: Session['values'] = {}): Promise<Session> {
  return run(filled(arm.start(flow), values), 'token')
}

const problemOf = (session: Session) => {
  const { outcome } = lastOf(session)
  return outcome.kind === 'accepted' ? undefined : outcome.problem
}

describe('getting tokens', () => {
  it('sends what Microsoft’s page shows, in its order, and no secret', async () => {
    const session = await loggedIn()
    expect(lastOf(session).sent.url).toBe(`${BASE}${TOKEN}`)
    expect(sentBody(lastOf(session))).toBe(
      `grant_type=password&username=jane.doe%40example.com&password=correct-horse&client_id=${CLIENT}&scope=openid+${CLIENT}+offline_access&response_type=token+id_token`,
    )
  })

  it('notices that expires_in is a text at the login and takes it as a number', async () => {
    const { outcome } = lastOf(await loggedIn())
    expect(outcome).toMatchObject({ kind: 'accepted', gained: { expires_in: '3600' } })
    const codes = outcome.kind === 'accepted' ? outcome.findings.map(({ code }) => code) : []
    expect(codes).toContain('expires_in_string')
  })

  it('does not notice it at the refresh, where it is a number', async () => {
    const session = await run(await loggedIn(), 'refresh')
    expect(sentBody(lastOf(session))).toMatch(
      new RegExp(
        `^grant_type=refresh_token&response_type=id_token&client_id=${CLIENT}&resource=${CLIENT}&refresh_token=eyJ`,
      ),
    )
    const { outcome } = lastOf(session)
    const codes = outcome.kind === 'accepted' ? outcome.findings.map(({ code }) => code) : []
    expect(outcome.kind).toBe('accepted')
    expect(codes).not.toContain('expires_in_string')
  })

  it.each([
    ['a wrong password', { password: 'wrong' }, 'access_denied', /180 days/, /inbox/],
    [
      'a foreign client',
      { client_id: 'nobody' },
      'invalid_client',
      /does not know/,
      /belong together/,
    ],
    [
      'a client without approval',
      { client_id: '40700000-3c2b-4d1a-9e8f-6a5b4c3d2e1f' },
      'unauthorized_client',
      /not approved/,
      /interactive/,
    ],
    [
      'another client’s scope',
      { scope: 'openid other' },
      'invalid_scope',
      /another client/,
      /your own client ID/,
    ],
  ])('explains %s', async (_what, values, code, cause, remedy) => {
    const problem = problemOf(await loggedIn(values))
    expect(problem?.code).toBe(code)
    expect(problem?.said).toMatch(/AADB2C\d{5}/)
    expect(problem?.said).toContain('Correlation ID')
    expect(problem?.means).toMatch(cause)
    expect(problem?.remedy).toMatch(remedy)
  })

  it('tells a locked account from a wrong password', async () => {
    for (let count = 0; count < 10; count += 1) await loggedIn({ password: 'wrong' })
    expect(problemOf(await loggedIn())?.means).toMatch(/locked for a while/)
  })

  it('refuses an ID token made for another client (T62)', async () => {
    const session = await loggedIn()
    const { outcome } = lastOf(session)
    if (outcome.kind !== 'accepted' || outcome.response === undefined) throw new Error('refused')
    const step = stepOf(flow, 'token')
    if (step.kind !== 'request') throw new Error('token is a request')
    const other = { ...outcome.response }
    const need = (name: string) => (name === 'client_id' ? 'someone-else' : 'x')
    const context: Context = {
      target: 'sandbox',
      values: {},
      exchanges: [],
      now: arm.clock.now,
      random: () => 'r',
      keys: memoryKeys(),
      need,
      at: () => BASE,
    }
    await expect(
      step.receive(context, other, { method: 'POST', url: BASE, headers: [] }),
    ).rejects.toMatchObject({
      problem: { kind: 'security_stop', code: 'aud_mismatch' },
    })
  })
})

describe('what was typed or is still good', () => {
  it('is not cleared by running another step again', async () => {
    const session = await loggedIn({ assertion_key: 'typed' })
    for (const step of flow.steps) {
      expect(clearedBy(flow, step, session)).not.toContain('refresh_token')
      expect(clearedBy(flow, step, session)).not.toContain('assertion_key')
    }
  })
})

describe('the tokens, opened', () => {
  it('carry B2C’s claims and end after an hour', async () => {
    const session = await loggedIn()
    const { header, claims } = claimsOf(session.values['access_token'] ?? '') ?? {}
    expect(Object.keys(header ?? {})).toEqual(['typ', 'alg', 'kid'])
    expect(claims).toMatchObject({
      aud: CLIENT,
      azp: CLIENT,
      ver: '1.0',
      tfp: 'b2c_1a_ropc_auth.ropc',
    })
    expect(claims?.['scp']).toBeUndefined()
    expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(3600)
    expect(claimsOf(session.values['id_token'] ?? '')?.claims['name']).toBe('Jane Doe')
    const opened = await run(session, 'inspect')
    expect(opened.values['token_expires']).toBe('2026-11-20T13:00:00.000Z')
  })

  it('are verified with the keys of their policy, and of the sign-in policy', async () => {
    const session = await loggedIn()
    for (const jwks_policy of ['', 'b2c_1a_hv.sign-in.1.1.0']) {
      const checked = await run(await run(filled(session, { jwks_policy }), 'jwks'), 'verify')
      expect(checked.values['token_signature']).toMatch(/^"RS256", right, by key "/)
    }
  })

  it('are not verified with another policy’s keys, which is noticed when they are fetched', async () => {
    const session = filled(await loggedIn(), { jwks_policy: 'B2C_1A_Partner.sign-in' })
    const fetched = await run(session, 'jwks')
    expect(lastOf(fetched).outcome).toMatchObject({ findings: [{ code: 'kid_not_in_set' }] })
    await expect(run(fetched, 'verify')).rejects.toMatchObject({
      problem: { kind: 'security_stop', means: expect.stringContaining('another policy') },
    })
  })

  it('are not verified once a letter was changed', async () => {
    const session = await run(await loggedIn(), 'jwks')
    const [header, , signature] = (session.values['access_token'] ?? '').split('.')
    const claims = btoa(JSON.stringify({ iss: 'x', exp: 9999999999 })).replaceAll('=', '')
    const access_token = `${header}.${claims}.${signature}`
    await expect(run(filled(session, { access_token }), 'verify')).rejects.toMatchObject({
      problem: { code: 'signature_not_right' },
    })
  })

  it('have their key set at the other address too, and in the discovery document', async () => {
    const { json } = await arm.get(
      '/armb2c.onmicrosoft.com/discovery/v2.0/keys?p=b2c_1a_ropc_auth.ropc',
    )
    const path = '/armb2c.onmicrosoft.com/B2C_1A_ROPC_Auth.ropc'
    expect(json).toEqual((await arm.get(`${path}/discovery/v2.0/keys`)).json)
    const discovery = await arm.get(`${path}/v2.0/.well-known/openid-configuration`)
    expect(discovery.json['jwks_uri']).toBe(`${BASE}${path}/discovery/v2.0/keys`)
  })
})

describe('the end of a list', () => {
  it('is explained where the next step would have nothing to ask for', async () => {
    const empty = { username: 'second.server@example.com', password: 'other-horse' }
    const problem = problemOf(await run(await loggedIn(empty), 'entitlements'))
    expect(problem?.code).toBe('nothing_there')
    expect(problem?.remedy).toMatch(/owns nothing/)
  })

  it('of a download is the agreement, with the address to accept it at', async () => {
    const values = {
      entitlement_id: '240117',
      release_id: 'e7d31a90-6c2b-4b5f-9d84-0f1a2b3c4d5e',
      artifact_id: 'a1b2c3d4-0e5f-4a6b-8c7d-9e0f1a2b3c4d',
    }
    const problem = problemOf(await run(filled(await loggedIn(), values), 'download'))
    expect(problem?.code).toBe('download-error-eula-required')
    expect(problem?.remedy).toContain('agreementUrl')
  })

  it('declares a country only when one was given', async () => {
    const session = await run(
      await run(await run(await loggedIn(), 'entitlements'), 'releases'),
      'release',
    )
    const names = (one: Session) => lastOf(one).sent.headers.map(([name]) => name)
    expect(names(await run(session, 'download'))).not.toContain('declared-country-code')
    const declared = await run(filled(session, { country: 'GB' }), 'download')
    expect(lastOf(declared).sent.headers).toContainEqual(['declared-country-code', 'GB'])
  })
})
