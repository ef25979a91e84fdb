/** The flows without a redirect, with their switches and refusals, against the strict server of the sandbox. */
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { contextOf } from '../../core/flow.ts'
import { headerOf, utf8 } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import {
  findingsOf,
  formOf,
  lastOf,
  problemOf,
  stepIn,
  type Walker,
  walkBack,
} from './backs.test-support.ts'
import { jwtSecret } from './fixture.ts'
import { generic } from './index.ts'

const contextIn = (at: Walker, session: Session) =>
  contextOf(session, generic.profile, at.environment, at.powers)

describe('client credentials', () => {
  const clients: readonly (readonly [string, Values])[] = [
    ['client_secret_basic', { client_id: 'generic-basic', client_secret: 'generic-basic-secret' }],
    ['client_secret_post', { client_id: 'generic-post', client_secret: 'generic-post-secret' }],
    ['client_secret_jwt', { client_id: 'generic-secret-jwt', client_secret: jwtSecret }],
    ['private_key_jwt', { client_id: 'generic-private' }],
  ]

  it.each(clients)('works with %s at every endpoint', async (token_endpoint_auth_method, more) => {
    const values: Values = { token_endpoint_auth_method, ...more }
    const { stuck, session } = await walkBack('client_credentials', { values })
    expect(stuck).toBeUndefined()
    const secret = values['client_secret'] ?? 'nothing'
    const shown = session.exchanges.map(({ sent }) => sent.body?.data ?? '').join()
    expect(shown.includes(secret)).toBe(token_endpoint_auth_method === 'client_secret_post')
  })

  it('is bound to a key, nonce and all, when DPoP is on', async () => {
    const { at, flow, session, stuck } = await walkBack('client_credentials', {
      values: { dpop: 'yes' },
      settings: { dpop_nonce: true },
    })
    expect(stuck).toBe('token')
    const token = stepIn(flow, 'token')
    expect(token.again?.(contextIn(at, session), lastOf(session, 'token'))).toBe(0)
    const bound = await at.step(session, token)
    expect(bound.values['token_type']).toBe('DPoP')
    expect(decodeJwt(bound.values['access_token'] ?? '')['cnf']).toHaveProperty('jkt')
    const called = await at.step(bound, stepIn(flow, 'api'))
    expect(headerOf(lastOf(called, 'api').sent, 'authorization')).toMatch(/^DPoP /)
  })

  it('asks for an API and for details', async () => {
    const authorization_details = '[{"type": "account_information"}]'
    const resource = 'http://localhost:7862/generic/reports'
    const { session } = await walkBack('client_credentials', {
      values: { resource, authorization_details, scope: 'reports:read' },
      until: 'token',
    })
    expect(decodeJwt(session.values['access_token'] ?? '')).toMatchObject({
      aud: resource,
      authorization_details: [{ type: 'account_information' }],
    })
  })

  it('says what a wrong secret most likely means', async () => {
    const { session, stuck } = await walkBack('client_credentials', {
      values: { client_secret: 'wrong' },
    })
    expect(stuck).toBe('token')
    expect(problemOf(session, 'token')).toMatchObject({ code: 'invalid_client' })
  })
})

describe('the device grant', () => {
  it('shows the code on the way to the page, and waits as long as the server says', async () => {
    const { at, flow, session, stuck } = await walkBack('device')
    expect(stuck).toBe('token')
    const token = stepIn(flow, 'token')
    const context = contextIn(at, session)
    const { user_code = '' } = session.values
    expect(token.opens?.(context)?.title).toContain(user_code)
    expect(token.opens?.(context)?.url).toContain(`user_code=${user_code}`)
    expect(token.again?.(context, lastOf(session, 'token'))).toBe(5000)
  })

  it('slows down for good when it was too fast', async () => {
    const { at, flow, session } = await walkBack('device')
    const token = stepIn(flow, 'token')
    const hurried = await at.step(session, token)
    expect(problemOf(hurried, 'token')?.code).toBe('slow_down')
    expect(token.again?.(contextIn(at, hurried), lastOf(hurried, 'token'))).toBe(10_000)
    at.clock.now += 10_000
    const patient = await at.step(hurried, token)
    expect(problemOf(patient, 'token')?.code).toBe('authorization_pending')
    expect(token.again?.(contextIn(at, patient), lastOf(patient, 'token'))).toBe(10_000)
  })

  it.each([
    ['access_denied', { elsewhere: 'deny', elsewhere_seconds: 0 }, 0],
    ['expired_token', {}, 601_000],
  ])('ends at %s', async (code, settings, later) => {
    const { at, flow, session } = await walkBack('device', { settings, until: 'device_start' })
    at.clock.now += later
    const token = stepIn(flow, 'token')
    const ended = await at.step(session, token)
    expect(problemOf(ended, 'token')?.code).toBe(code)
    expect(token.again?.(contextIn(at, ended), lastOf(ended, 'token'))).toBeUndefined()
  })

  const answer = (body: unknown) => ({
    ...{ status: 200, statusText: 'OK', httpVersion: '1.1' },
    headers: [['content-type', 'application/json'] as const],
    body: utf8(JSON.stringify(body)),
  })
  const right = {
    ...{ device_code: 'd', user_code: 'u', expires_in: 60 },
    verification_uri: 'https://as.example/device',
  }

  async function read(body: unknown) {
    const { at, flow, session } = await walkBack('device', { until: 'client' })
    const start = stepIn(flow, 'device_start')
    const sent = { method: 'POST', url: 'https://as.example', headers: [] }
    return await start.receive(contextIn(at, session), answer(body), sent)
  }

  it('sends nobody to an address that is no page', async () => {
    for (const name of ['verification_uri', 'verification_uri_complete'])
      await expect(read({ ...right, [name]: 'javascript:alert(1)' })).rejects.toThrow('web page')
  })

  it.each(['https://accounts.example@as.evil.example/device', 'https://a:b@as.example/'])(
    'sends nobody to a page that hides its host behind a user name: %s',
    async (page) => {
      for (const name of ['verification_uri', 'verification_uri_complete'])
        await expect(read({ ...right, [name]: page })).rejects.toThrow('hides a user name')
    },
  )

  it('takes the old name of the page, and five seconds where none are named', async () => {
    const { verification_uri, expires_in: _, ...rest } = right
    const { gained, findings } = await read({ ...rest, verification_url: verification_uri })
    expect(gained).toMatchObject({ verification_uri, verification_uri_complete: '', interval: '5' })
    expect(findings?.map(({ code }) => code)).toEqual(['verification_url', 'expires_in_invalid'])
    await expect(read({ ...right, user_code: undefined })).rejects.toThrow('user_code')
  })
})

describe('CIBA', () => {
  it('names the person and carries the message', async () => {
    const { session } = await walkBack('ciba', { until: 'ciba_start' })
    const form = formOf(lastOf(session, 'ciba_start').sent)
    expect(form.get('login_hint')).toBe('jane.doe@example.com')
    expect(form.get('binding_message')).toBe('Desk 4, W4SCT')
  })

  it('says that nobody is known by a hint', async () => {
    const { session, stuck } = await walkBack('ciba', { values: { login_hint: 'nobody' } })
    expect(stuck).toBe('ciba_start')
    expect(problemOf(session, 'ciba_start')?.means).toContain('nobody by this hint')
  })
})

describe('the password grant', () => {
  it('says what is wrong with it, and what a wrong password means', async () => {
    const { session, flow } = await walkBack('password', { values: { password: 'wrong' } })
    expect(problemOf(session, 'token')?.code).toBe('invalid_grant')
    expect(stepIn(flow, 'token').deviations?.[0]?.rule).toContain('must not')
  })
})

describe('token exchange', () => {
  it('shows who acts for whom', async () => {
    const { session } = await walkBack('token_exchange', { until: 'token' })
    expect(findingsOf(session, 'token')).toContain('act')
    expect(session.values['issued_token_type']).toMatch(/access_token$/)
    expect(decodeJwt(session.values['access_token'] ?? '')['act']).toEqual({ sub: 'generic-basic' })
  })

  it('names earlier actors, when what was exchanged is exchanged again', async () => {
    const { at, flow, session } = await walkBack('token_exchange', { until: 'token' })
    const { access_token = '' } = session.values
    const next = { ...session, values: { ...session.values, subject_token: access_token } }
    const { outcome } = lastOf(await at.step(next, stepIn(flow, 'token')), 'token')
    const act = outcome.kind === 'accepted' && outcome.findings.find(({ code }) => code === 'act')
    expect(act && act.text).toContain('Before that acted generic-basic')
  })

  it('leaves the actor out when there is none, with its type', async () => {
    const { at, flow, session } = await walkBack('token_exchange', { until: 'ask' })
    const alone = { ...session, values: { ...session.values, actor_token: '' } }
    const done = await at.step(alone, stepIn(flow, 'token'))
    const form = formOf(lastOf(done, 'token').sent)
    expect([form.has('actor_token'), form.has('actor_token_type')]).toEqual([false, false])
    expect(findingsOf(done, 'token')).not.toContain('act')
  })
})
