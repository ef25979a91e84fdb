/** Registration and its management in the sandbox, and what happens when a server answers otherwise than asked. */
import { exportPKCS8, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { contextOf } from '../../core/flow.ts'
import { type HttpResponse, headerOf, textOf, utf8 } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import {
  findingsOf,
  lastOf,
  problemOf,
  stepIn,
  type Walker,
  walkBack,
} from './backs.test-support.ts'
import { generic } from './index.ts'

const contextIn = (at: Walker, session: Session) =>
  contextOf(session, generic.profile, at.environment, at.powers)

const sentJson = (session: Session, step: string): Record<string, unknown> =>
  JSON.parse(textOf(lastOf(session, step).sent))

/** What the server would say if its last answer about the client had these members instead. */
function changed(session: Session, step: string, over: Record<string, unknown>): HttpResponse {
  const { outcome } = lastOf(session, step)
  if (outcome.kind !== 'accepted' || outcome.response === undefined) throw new Error('no answer')
  const told = { ...JSON.parse(textOf(outcome.response)), ...over }
  return { ...outcome.response, body: utf8(JSON.stringify(told)) }
}

async function answered(id: string, step: string, over: Record<string, unknown>) {
  const { at, flow, session } = await walkBack(id, { until: step })
  const { sent } = lastOf(session, step)
  // As it was before the answer, but for what the walk knows of the client.
  return await stepIn(flow, step).receive(
    contextIn(at, session),
    changed(session, step, over),
    sent,
  )
}

describe('registration', () => {
  it('works with every kind of client authentication, and the client then gets a token', async () => {
    for (const token_endpoint_auth_method of [
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
    ]) {
      const values = { token_endpoint_auth_method }
      const { session, stuck } = await walkBack('registration', { values })
      expect(stuck, token_endpoint_auth_method).toBeUndefined()
      expect(session.values['access_token']).toBeDefined()
    }
  })

  it('registers the public half of a key and never the private one', async () => {
    const { session } = await walkBack('registration', {
      values: { token_endpoint_auth_method: 'private_key_jwt' },
      until: 'register',
    })
    const { jwks } = sentJson(session, 'register') as { jwks: { keys: object[] } }
    expect(jwks.keys).toHaveLength(1)
    expect(jwks.keys[0]).not.toHaveProperty('d')
    expect(session.values['client_jwk']).toContain('"d"')
  })

  it('registers the public half of a key pasted as PEM', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const client_jwk = await exportPKCS8(privateKey)
    const how = { token_endpoint_auth_method: 'private_key_jwt', client_key_from: 'pasted' }
    const { session, stuck } = await walkBack('registration', { values: { ...how, client_jwk } })
    expect(stuck).toBeUndefined()
    const { jwks } = sentJson(session, 'register') as { jwks: { keys: object[] } }
    expect(jwks.keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256' })
    expect(jwks.keys[0]).not.toHaveProperty('d')
    expect(session.values['access_token']).toBeDefined()
  })

  it('sends an initial access token where there is one', async () => {
    const { session } = await walkBack('registration', {
      values: { initial_access_token: 'ia' },
      until: 'register',
    })
    expect(headerOf(lastOf(session, 'register').sent, 'authorization')).toBe('Bearer ia')
  })

  it('says what the server did otherwise than asked, and goes by what it did', async () => {
    const { gained, findings } = await answered('registration', 'register', {
      token_endpoint_auth_method: 'client_secret_post',
      scope: 'api:read api:write',
    })
    expect(gained['token_endpoint_auth_method']).toBe('client_secret_post')
    const texts = findings?.map(({ code, text }) => `${code} ${text}`).join()
    expect(texts).toMatch(/registered_metadata_changed .*token_endpoint_auth_method/)
    expect(texts).toContain('scope')
  })

  it.each([
    ['a redirect URI that was not asked for', { redirect_uris: ['https://thief.example/cb'] }],
    ['a management address elsewhere', { registration_client_uri: 'https://thief.example/c' }],
  ])('stops at %s', async (_situation, over) => {
    await expect(answered('registration', 'register', over)).rejects.toMatchObject({
      problem: { kind: 'security_stop' },
    })
  })

  it('lets a software statement count more than the client’s own words', async () => {
    const { session, stuck } = await walkBack('registration_statement')
    expect(stuck).toBeUndefined()
    expect(findingsOf(session, 'register')).toContain('registered_metadata_changed')
    const { outcome } = lastOf(session, 'register')
    const told = outcome.kind === 'accepted' ? textOf(outcome.response ?? {}) : ''
    expect(JSON.parse(told)).toMatchObject({ client_name: 'Stated client' })
  })

  it('says so when the client proves itself in another way than it registered', async () => {
    const { at, flow, session } = await walkBack('registration_statement', { until: 'register' })
    const values = { ...session.values, token_endpoint_auth_method: 'client_secret_post' }
    const wrong = await at.step({ ...session, values }, stepIn(flow, 'prove'))
    expect(problemOf(wrong, 'prove')?.code).toBe('invalid_client')
  })
})

describe('management', () => {
  it('takes a new registration token from each answer that brings one', async () => {
    const { session } = await walkBack('registration', { until: 'update_client' })
    expect(findingsOf(session, 'read_client')).toEqual([])
    expect(findingsOf(session, 'update_client')).toContain('registration_token_rotated')
    const before = headerOf(lastOf(session, 'update_client').sent, 'authorization')
    expect(`Bearer ${session.values['registration_access_token']}`).not.toBe(before)
  })

  it('replaces everything with what the server said last, and nothing it alone decides', async () => {
    const { session } = await walkBack('registration', { until: 'update_client' })
    const sent = sentJson(session, 'update_client')
    expect(sent).toMatchObject({
      client_id: session.values['client_id'],
      client_name: 'The same client, renamed',
      grant_types: ['client_credentials'],
    })
    for (const name of ['registration_access_token', 'client_secret_expires_at'])
      expect(sent).not.toHaveProperty(name)
  })

  it('is refused with the token of before', async () => {
    const { at, flow, session } = await walkBack('registration', { until: 'register' })
    const { registration_access_token = '' } = session.values
    const later = await at.step(session, stepIn(flow, 'update_client'))
    const old = { ...later, values: { ...later.values, registration_access_token } }
    const refused = await at.step(old, stepIn(flow, 'read_client'))
    expect(problemOf(refused, 'read_client')?.means).toContain('newest')
  })

  it('says what has changed since, and stops when it is another client', async () => {
    const { findings } = await answered('registration', 'read_client', { client_name: 'Other' })
    expect(findings?.map(({ text }) => text).join()).toContain('client_name')
    await expect(
      answered('registration', 'read_client', { client_id: 'another' }),
    ).rejects.toMatchObject({ problem: { code: 'client_id_changed' } })
  })

  it('notices a client that was not really deleted', async () => {
    const { at, flow, session } = await walkBack('registration', { until: 'register' })
    const alive = await at.step(session, stepIn(flow, 'gone_client'))
    expect(problemOf(alive, 'gone_client')?.code).toBe('still_works')
  })
})
