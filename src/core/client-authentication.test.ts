/** One choice of client authentication: what each kind puts into a request, and what it keeps out. */
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose'
import { describe, expect, it } from 'vitest'
import { clientAuthentication, clientAuthenticationMethods } from './client-authentication.ts'
import { headerOf, textOf } from './http.ts'
import { memoryKeys } from './key-ring.ts'
import { missing, Refusal } from './problem.ts'
import { tokenRequest } from './steps.ts'
import type { Values } from './values.ts'
import type { Context } from './vendor.ts'

const NOW = Date.UTC(2026, 10, 20, 12)
const issuer = 'https://as.example'
const token_endpoint = 'https://as.example/oauth/token'

function contextOf(values: Values): Context {
  const all: Values = { client_id: 'c:1', token_endpoint, ...values }
  return {
    ...{ target: 'live', values: all, exchanges: [], now: NOW },
    ...{ random: (bytes) => `random-${bytes}`, at: () => issuer, keys: memoryKeys() },
    need(name) {
      const value = all[name]
      if (value === undefined || value === '') throw new Refusal(missing(name, name))
      return value
    },
  }
}

async function asked(token_endpoint_auth_method: string, values: Values = {}) {
  const request = await tokenRequest(
    {
      grant_type: 'client_credentials',
      endpoint: (context) => context.need('token_endpoint'),
      auth: clientAuthentication,
      parameters: () => ({}),
    },
    contextOf({ token_endpoint_auth_method, ...values }),
  )
  const form = new URLSearchParams(textOf(request))
  return { form, authorization: headerOf(request, 'authorization') }
}

const secret = { client_secret: 'p ss/ö' }

describe('client authentication', () => {
  it('none gives the ID alone', async () => {
    const { form, authorization } = await asked('none', secret)
    expect(form.get('client_id')).toBe('c:1')
    expect([...form.keys()].sort()).toEqual(['client_id', 'grant_type'])
    expect(authorization).toBeUndefined()
  })

  it('basic encodes both halves first, or leaves them as they are', async () => {
    const strict = await asked('client_secret_basic', secret)
    expect(strict.authorization).toBe(`Basic ${btoa('c%3A1:p+ss%2F%C3%B6')}`)
    expect(strict.form.has('client_secret')).toBe(false)
    const raw = await asked('client_secret_basic', { ...secret, basic_encoding: 'raw' })
    const bytes = String.fromCharCode(...new TextEncoder().encode('c:1:p ss/ö'))
    expect(raw.authorization).toBe(`Basic ${btoa(bytes)}`)
  })

  it('post puts ID and secret into the body', async () => {
    const { form, authorization } = await asked('client_secret_post', secret)
    expect([form.get('client_id'), form.get('client_secret')]).toEqual(['c:1', 'p ss/ö'])
    expect(authorization).toBeUndefined()
  })

  it('a secret JWT is signed with the secret, and the secret stays here', async () => {
    const client_secret = 'a-secret-of-at-least-thirty-two-bytes'
    const { form } = await asked('client_secret_jwt', { client_secret, issuer })
    const assertion = form.get('client_assertion') ?? ''
    const { payload } = await jwtVerify(assertion, new TextEncoder().encode(client_secret), {
      ...{ algorithms: ['HS256'], audience: issuer, issuer: 'c:1', subject: 'c:1' },
      currentDate: new Date(NOW),
    })
    expect(payload.jti).toBe('random-16')
    expect(form.toString()).not.toContain(client_secret)
    expect(form.get('client_assertion_type')).toMatch(/jwt-bearer$/)
  })

  it('a private key JWT names its key, is meant for this server, and soon ends', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const client_jwk = JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'k1' })
    const { form } = await asked('private_key_jwt', { client_jwk })
    const assertion = form.get('client_assertion') ?? ''
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'ES256', kid: 'k1' })
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] })
    const { payload } = await jwtVerify(assertion, keys, {
      audience: token_endpoint,
      currentDate: new Date(NOW),
    })
    expect((payload.exp ?? 0) - NOW / 1000).toBeLessThanOrEqual(300)
  })

  it('says what is missing, and refuses a key that cannot sign', async () => {
    await expect(asked('client_secret_post')).rejects.toThrow('client_secret')
    await expect(asked('private_key_jwt', { client_jwk: '{"kty":"EC"}' })).rejects.toThrow(
      'private',
    )
    await expect(asked('private_key_jwt', { client_jwk: 'no' })).rejects.toThrow('no JWK')
  })

  it('offers each kind once', () => {
    const kinds = clientAuthenticationMethods.map(({ value }) => value)
    expect(new Set(kinds).size).toBe(5)
  })
})
