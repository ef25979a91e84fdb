/** The client assertion: made from a new key or a given one, registered, and held against RFC 7523. */
import { exportPKCS8, generateKeyPair } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { claimsOf } from '../../core/answer/jwt.ts'
import type { Session } from '../../core/session.ts'
import type { Flow } from '../../core/vendor.ts'
import {
  BASE,
  filled,
  flowOf,
  lastOf,
  sentBody,
  simulated,
  stepOf,
  TOKEN,
} from './arm.test-support.ts'

const ASSERTING = 'a55e4700-1b6d-4f0e-8a3c-7e5d9c2b4f10'

let arm: Awaited<ReturnType<typeof simulated>>
let flow: Flow
beforeEach(async () => {
  arm = await simulated()
  flow = await flowOf('password')
})

const run = (session: Session, id: string) => arm.step(session, stepOf(flow, id))

const start = (values: Session['values'] = {}): Session =>
  filled(arm.start(flow), {
    client_id: ASSERTING,
    scope: `openid ${ASSERTING}`,
    client_authentication: 'client_assertion',
    ...values,
  })

const register = (session: Session) =>
  arm.form('/app/keys', {
    client_id: ASSERTING,
    public_key: session.values['assertion_public_key'],
  })

const saidBy = (session: Session): string => {
  const { outcome } = lastOf(session)
  return outcome.kind === 'accepted' ? 'accepted' : (outcome.problem.said ?? '')
}

describe('a client assertion', () => {
  it('opens the door once its public key is registered', async () => {
    const signed = await run(start(), 'assertion')
    expect(saidBy(await run(signed, 'token'))).toContain('AADB2C90017')
    expect((await register(signed)).text).toContain('The key is registered')
    const session = await run(signed, 'token')
    expect(saidBy(session)).toBe('accepted')
    expect(sentBody(lastOf(session))).toContain(
      'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer',
    )
  })

  it('says who, for whom and for how long, and never the same twice', async () => {
    const one = await run(start(), 'assertion')
    const { header, claims } = claimsOf(one.values['client_assertion'] ?? '') ?? {}
    expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT' })
    expect(claims).toMatchObject({ iss: ASSERTING, sub: ASSERTING, aud: `${BASE}${TOKEN}` })
    expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(300)
    const two = await run(one, 'assertion')
    expect(two.values['assertion_key']).toBe(one.values['assertion_key'])
    const again = claimsOf(two.values['client_assertion'] ?? '')?.claims
    expect(again?.['jti']).not.toBe(claims?.['jti'])
  })

  it('gives away the public half only', async () => {
    const { values } = await run(start(), 'assertion')
    const shown: unknown = JSON.parse(values['assertion_public_key'] ?? '')
    expect(Object.keys(shown as object).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(values['assertion_key']).toContain('"d"')
  })

  it('is made from a PEM file too', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const pem = await exportPKCS8(privateKey)
    const signed = await run(start({ assertion_key: `${pem}\n` }), 'assertion')
    await register(signed)
    expect(saidBy(await run(signed, 'token'))).toBe('accepted')
  })

  it.each([
    '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
    '{"kty":"RSA"}',
    '{',
    'hello',
  ])('refuses %j as a key, in words', async (assertion_key) => {
    await expect(run(start({ assertion_key }), 'assertion')).rejects.toMatchObject({
      problem: { kind: 'bad_input', code: 'key_unreadable' },
    })
  })

  it('is refused after five minutes, at another address, and with another type', async () => {
    const signed = await run(start(), 'assertion')
    await register(signed)
    const send = (change: Record<string, string>, path = TOKEN) =>
      arm.token(
        {
          client_id: ASSERTING,
          scope: `openid ${ASSERTING}`,
          client_assertion: signed.values['client_assertion'],
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          ...change,
        },
        path,
      )
    expect((await send({})).status).toBe(200)
    const elsewhere = await send({}, TOKEN.replace('B2C_1A', 'b2c_1a'))
    expect(elsewhere.json['error_description']).toMatch(/^AADB2C90017: .*aud/)
    const typed = await send({ client_assertion_type: 'saml2-bearer' })
    expect(typed.json['error_description']).toMatch(/^AADB2C90016: /)
    await arm.control({ advance: 300 })
    expect((await send({})).json['error_description']).toMatch(/^AADB2C90017: .*exp/)
  })

  it('is not for a public client, and its page takes no other client’s key', async () => {
    const signed = await run(start(), 'assertion')
    const { client_assertion } = signed.values
    expect((await arm.token({ client_assertion })).json['error_description']).toMatch(
      /^AADB2C90084: /,
    )
    const page = await arm.form('/app/keys', { client_id: 'nobody', public_key: '{}' })
    expect(page.status).toBe(400)
  })
})
