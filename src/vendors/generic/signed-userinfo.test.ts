/** Signed userinfo is held to the server's keys, the issuer, the client and the person of the ID token. */
import { expect, it } from 'vitest'
import { contextWith, issuer, server, stranger } from '../../core/answers.test-support.ts'
import { utf8 } from '../../core/http.ts'
import type { Exchange } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import { userinfo } from './userinfo-step.ts'

const claims = { sub: 'jane', iss: issuer, aud: 'client' }

async function told(jwt: string, values: Values, ...exchanges: readonly Exchange[]) {
  const context = contextWith({ issuer, client_id: 'client', ...values }, ...exchanges)
  const response = {
    ...{ status: 200, statusText: 'OK', httpVersion: '1.1' },
    headers: [['content-type', 'application/jwt']] as const,
    body: utf8(jwt),
  }
  const request = { method: 'GET', url: `${issuer}/userinfo`, headers: [] }
  return await userinfo.receive(context, response, request)
}

const stopped = (code: string) => ({ problem: { kind: 'security_stop', code } })

it('is taken without a word when signature, issuer and audience are right', async () => {
  const { sign, keys } = await server()
  const taken = await told(await sign(claims), {}, keys)
  expect(taken).toEqual({ gained: { sub: 'jane' }, findings: [] })
  const many = await told(await sign({ ...claims, aud: ['other', 'client'] }), {}, keys)
  expect(many.findings).toEqual([])
})

it('stops at a signature of somebody else, and at none', async () => {
  const { sign, keys } = await server()
  const forged = await sign(claims, await stranger())
  await expect(told(forged, {}, keys)).rejects.toMatchObject({ problem: { kind: 'security_stop' } })
  const [, payload] = forged.split('.')
  const bare = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${payload}.`
  await expect(told(bare, {}, keys)).rejects.toMatchObject({ problem: { kind: 'security_stop' } })
})

it('stops when it was made by another server or for another client', async () => {
  const { sign, keys } = await server()
  await expect(
    told(await sign({ ...claims, iss: 'https://other.example' }), {}, keys),
  ).rejects.toMatchObject(stopped('userinfo_iss_mismatch'))
  await expect(told(await sign({ ...claims, aud: 'other' }), {}, keys)).rejects.toMatchObject(
    stopped('userinfo_aud_mismatch'),
  )
})

it('says what nobody could check, and goes on', async () => {
  const { sign } = await server()
  const { findings = [] } = await told(await sign({ sub: 'jane' }), {})
  expect(findings.map(({ code }) => code).slice(-2)).toEqual([
    'userinfo_iss_missing',
    'userinfo_aud_missing',
  ])
  expect(findings).toHaveLength(3)
})

it('stops when it is about another person than the ID token', async () => {
  const { sign, keys } = await server()
  const id_token = await sign({ ...claims, sub: 'mallory' })
  await expect(told(await sign(claims), { id_token }, keys)).rejects.toMatchObject(
    stopped('sub_mismatch'),
  )
})
