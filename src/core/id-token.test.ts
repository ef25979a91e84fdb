/** An ID token that does not belong to the walk stops it, by the rule it breaks; what nobody could check is said. */
import { EncryptJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Claims,
  contextWith,
  issuer,
  metadata,
  now,
  seconds,
  server,
  stranger,
} from './answers.test-support.ts'
import { type BesideIdToken, checkIdToken } from './id-token.ts'
import { Refusal } from './problem.ts'
import { halfHash } from './token/binding-hash.ts'

const right: Claims = {
  ...{ iss: issuer, aud: 'app', sub: 'jane', nonce: 'n1' },
  ...{ iat: seconds, exp: seconds + 300 },
}
const asked = { method: 'GET', url: `${issuer}/authorize?nonce=n1&client_id=app`, headers: [] }

let as: Awaited<ReturnType<typeof server>>
beforeAll(async () => {
  as = await server()
})

const walk = () => contextWith({ client_id: 'app', nonce: 'n1' }, metadata(), as.keys)

async function verdict(token: string, beside: BesideIdToken = {}, context = walk()) {
  try {
    const findings = await checkIdToken(context, token, beside)
    return findings.map(({ code }) => code)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    const { kind, code, source } = thrown.problem
    return { kind, code, ruled: source !== undefined }
  }
}

const stopped = (code: string) => ({ kind: 'security_stop', code, ruled: true })

describe('an ID token', () => {
  it('of this walk is taken without a word', async () => {
    expect(await verdict(await as.sign(right))).toEqual([])
  })

  it.each<[string, Claims, string]>([
    ['another issuer', { iss: 'https://other.example' }, 'id_token_issuer_mismatch'],
    ['another audience', { aud: 'other' }, 'id_token_aud_mismatch'],
    ['another nonce', { nonce: 'n2' }, 'id_token_nonce_mismatch'],
    ['no nonce', { nonce: undefined }, 'id_token_nonce_missing'],
    ['another azp', { azp: 'other' }, 'id_token_azp_mismatch'],
    ['an end that is past', { iat: seconds - 900, exp: seconds - 600 }, 'id_token_expired'],
    ['no end', { exp: undefined }, 'id_token_exp_missing'],
    ['no subject', { sub: undefined }, 'id_token_sub_missing'],
    ['a hash of another token', { at_hash: 'nothing' }, 'id_token_at_hash_mismatch'],
  ])('with %s stops the walk and names the rule', async (_what, claims, code) => {
    const token = await as.sign({ ...right, ...claims })
    expect(await verdict(token, { access_token: 'at' })).toEqual(stopped(code))
  })

  it('signed by a stranger stops the walk', async () => {
    const token = await as.sign(right, await stranger())
    expect(await verdict(token)).toEqual(stopped('id_token_signature_wrong'))
  })

  it('without a signature stops the walk', async () => {
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
    const token = `${part({ alg: 'none' })}.${part(right)}.`
    expect(await verdict(token)).toEqual(stopped('id_token_alg_none'))
  })

  it('is taken with a finding when the keys were not fetched', async () => {
    const context = contextWith({ client_id: 'app', nonce: 'n1' }, metadata())
    expect(await verdict(await as.sign(right), {}, context)).toEqual(['id_token_key_missing'])
  })

  it('that is encrypted is taken with a sentence that says why nothing of it was checked', async () => {
    const key = new TextEncoder().encode('a secret of 32 octets, no less..')
    const sealed = await new EncryptJWT(right)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key)
    const findings = await checkIdToken(walk(), sealed, {})
    expect(findings[0]?.code).toBe('id_token_jwe_encrypted')
    expect(findings[0]?.text).toContain('The key to decrypt it is missing')
  })

  it('is not held to keys that an API, or a server asked before, has in an answer', async () => {
    const other = await server()
    const values = { client_id: 'app', nonce: 'n1', jwks_uri: `${issuer}/keys` }
    const planted = { ...other.keys, built: { ...other.keys.built, url: 'https://api.example/me' } }
    const token = await as.sign(right)
    const knowing = contextWith(values, metadata(), as.keys, planted)
    expect(await verdict(token, {}, knowing)).toEqual([])
    const without = contextWith(values, metadata(), planted)
    expect(await verdict(token, {}, without)).toEqual(['id_token_key_missing'])
  })

  it('is not called forged because the client has a secret', async () => {
    const values = {
      client_id: 'app',
      nonce: 'n1',
      client_secret: 'a secret of some length, 32 octets',
    }
    const context = contextWith(values, metadata())
    expect(await verdict(await as.sign(right), {}, context)).toEqual(['id_token_key_missing'])
  })

  it('that came with a redirect has to carry the hashes of what came beside it', async () => {
    const beside = { asked, code: 'c1', access_token: 'at' }
    expect(await verdict(await as.sign(right), beside)).toEqual(stopped('id_token_at_hash_missing'))
    const at_hash = (await halfHash('at', 'ES256')) ?? ''
    const c_hash = (await halfHash('c1', 'ES256')) ?? ''
    const half = await as.sign({ ...right, at_hash })
    expect(await verdict(half, beside)).toEqual(stopped('id_token_c_hash_missing'))
    expect(await verdict(await as.sign({ ...right, at_hash, c_hash }), beside)).toEqual([])
    const other = await as.sign({ ...right, at_hash, c_hash: at_hash })
    expect(await verdict(other, beside)).toEqual(stopped('id_token_c_hash_mismatch'))
  })

  it('is held to the nonce of its own request, not of the one before', async () => {
    const again = { ...asked, url: asked.url.replace('n1', 'n2') }
    const token = await as.sign({ ...right, nonce: 'n2' })
    expect(await verdict(token, { asked: again })).toEqual([])
    expect(await verdict(token, { asked })).toEqual(stopped('id_token_nonce_mismatch'))
  })

  it('of a walk that sent no nonce was remarked for having none', async () => {
    const context = contextWith({ client_id: 'app' }, metadata(), as.keys)
    const token = await as.sign({ ...right, nonce: undefined })
    expect(await verdict(token, {}, context)).toEqual([])
    expect(await verdict(token, { refreshed: true }, context)).toEqual([])
  })

  it('of a refresh may leave the nonce out, and is about the same person', async () => {
    const token = await as.sign({ ...right, nonce: undefined })
    const earlier = await as.sign(right)
    expect(await verdict(token, { refreshed: true, earlier })).not.toMatchObject({
      code: expect.any(String),
    })
    const other = await as.sign({ ...right, nonce: undefined, sub: 'joe' })
    expect(await verdict(other, { refreshed: true, earlier })).toEqual(
      stopped('id_token_sub_mismatch'),
    )
  })

  it('is held to the server’s moment where that is known', async () => {
    const token = await as.sign({ ...right, iat: seconds - 900, exp: seconds - 600 })
    expect(await verdict(token, { now: now - 700_000 })).toEqual([])
  })
})
