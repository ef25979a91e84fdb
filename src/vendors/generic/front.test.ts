/** Answers through the browser: implicit and hybrid flows, response modes, prompts, and what a break switch does. */
import { decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import {
  addressOf,
  authorized,
  BASE,
  basicAuth,
  basicClient,
  CALLBACK,
  jane,
  NONCE,
  publicClient,
  request,
  type Server,
  STATE,
  server,
  signedIn,
  VERIFIER,
} from './generic.test-support.ts'

const answered = async (at: Server, parameters: Record<string, string>): Promise<URL> =>
  at.landed(addressOf(at, await request({ client_id: 'generic-basic', parameters })))

const fragment = (landed: URL): URLSearchParams => new URLSearchParams(landed.hash.slice(1))

async function strictIdToken(at: Server, id_token: string, more: Record<string, unknown> = {}) {
  // The strict client reads an ID token that came through the browser only with a code beside it;
  // so what it would check of a lone one is checked on a token answer made of the same token.
  const answer = Response.json({ access_token: 'x', token_type: 'bearer', id_token, ...more })
  const checks = { expectedNonce: NONCE, requireIdToken: true }
  await oauth.processAuthorizationCodeResponse(at.as, basicClient, answer, checks)
  await oauth.validateApplicationLevelSignature(at.as, answer, at.options)
}

describe('implicit', () => {
  it.each(['id_token', 'id_token token', 'token id_token'])('%s', async (response_type) => {
    const at = await server()
    const told = fragment(await answered(at, { response_type }))
    expect(told.get('state')).toBe(STATE)
    expect(told.get('iss')).toBe(BASE)
    const access_token = told.get('access_token')
    const beside = access_token === null ? {} : { access_token }
    await strictIdToken(at, told.get('id_token') ?? '', beside)
    expect(access_token === null).toBe(response_type === 'id_token')
  })

  it('token alone carries no ID token, and no refresh token', async () => {
    const told = fragment(await answered(await server(), { response_type: 'token' }))
    expect([...told.keys()].toSorted()).toEqual(
      ['access_token', 'expires_in', 'iss', 'scope', 'state', 'token_type'].toSorted(),
    )
  })

  it('puts the person into a lone ID token, which has no userinfo to ask', async () => {
    const told = fragment(await answered(await server(), { response_type: 'id_token' }))
    const part = (told.get('id_token') ?? '').split('.')[1] ?? ''
    expect(Buffer.from(part, 'base64url').toString()).toContain('Jane Doe')
  })

  it('wants a nonce', async () => {
    const { nonce: _, ...rest } = await request({ client_id: 'generic-basic' })
    const at = await server()
    const landed = await at.landed(addressOf(at, { ...rest, response_type: 'id_token' }))
    expect(fragment(landed).get('error')).toBe('invalid_request')
  })
})

describe('hybrid', () => {
  it.each(['code id_token', 'code id_token token'])(
    '%s binds the code, and goes on to tokens',
    async (response_type) => {
      const at = await server()
      const landed = await answered(at, { response_type })
      const validated =
        response_type === 'code id_token'
          ? await oauth.validateDetachedSignatureResponse(
              at.as,
              basicClient,
              landed,
              NONCE,
              STATE,
              undefined,
              at.options,
            )
          : new URLSearchParams([...fragment(landed)])
      if (response_type !== 'code id_token') {
        const told = fragment(landed)
        await strictIdToken(at, told.get('id_token') ?? '', {
          access_token: told.get('access_token'),
        })
      }
      expect(validated.get('code')).not.toBe(null)
    },
  )

  it('code token gives both', async () => {
    const told = fragment(await answered(await server(), { response_type: 'code token' }))
    expect(told.get('code')).not.toBe(null)
    expect(told.get('access_token')).not.toBe(null)
  })

  it('exchanges the code of a hybrid answer', async () => {
    const at = await server()
    const landed = await answered(at, { response_type: 'code id_token' })
    const callback = await oauth.validateCodeIdTokenResponse(
      at.as,
      basicClient,
      landed,
      NONCE,
      STATE,
      undefined,
      at.options,
    )
    const answer = await oauth.authorizationCodeGrantRequest(
      at.as,
      basicClient,
      basicAuth,
      callback,
      CALLBACK,
      VERIFIER,
      at.options,
    )
    const checks = { expectedNonce: NONCE, requireIdToken: true }
    const read = oauth.processAuthorizationCodeResponse(at.as, basicClient, answer, checks)
    expect((await read).refresh_token).toBeDefined()
  })
})

describe('hashes', () => {
  const half = async (text: string) => {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
    return Buffer.from(hash.slice(0, 16)).toString('base64url')
  }

  it('bind everything that came with the ID token', async () => {
    const landed = await answered(await server(), { response_type: 'code id_token token' })
    const told = fragment(landed)
    expect(decodeJwt(told.get('id_token') ?? '')).toMatchObject({
      at_hash: await half(told.get('access_token') ?? ''),
      c_hash: await half(told.get('code') ?? ''),
      s_hash: await half(STATE),
    })
  })

  it('bind the access token of a code flow', async () => {
    const { id_token = '', access_token } = await signedIn(await server())
    expect(decodeJwt(id_token)['at_hash']).toBe(await half(access_token))
  })
})

describe('response modes', () => {
  it('form_post is a form without script, allowed to go to the client', async () => {
    const at = await server()
    const parameters = await request({ parameters: { response_mode: 'form_post' } })
    const answer = await at.walk(addressOf(at, parameters))
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toContain(`<form method="post" action="${CALLBACK}">`)
    expect(page).not.toContain('<script')
    expect(answer.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:7861",
    )
    const fields = [...page.matchAll(/name="([^"]+)" value="([^"]+)"/g)]
    const posted = new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]))
    const { client_id } = publicClient
    const callback = oauth.validateAuthResponse(at.as, { client_id }, posted, STATE)
    expect(callback.get('code')).not.toBe(null)
  })

  it('fragment moves a code there', async () => {
    const landed = await answered(await server(), { response_mode: 'fragment' })
    expect(landed.search).toBe('')
    expect(fragment(landed).get('code')).not.toBe(null)
  })

  it.each(['jwt', 'query.jwt', 'fragment.jwt'])('%s is one signed token', async (response_mode) => {
    const at = await server()
    const landed = await answered(at, { response_mode })
    const place = response_mode === 'fragment.jwt' ? fragment(landed) : landed.searchParams
    expect([...place.keys()]).toEqual(['response'])
    const callback = await oauth.validateJwtAuthResponse(
      at.as,
      basicClient,
      place,
      STATE,
      at.options,
    )
    expect(callback.get('code')).not.toBe(null)
  })

  it('signs a refusal too', async () => {
    const at = await server()
    const landed = await answered(at, { response_mode: 'jwt', scope: 'openid unheard-of' })
    const read = oauth.validateJwtAuthResponse(at.as, basicClient, landed, STATE, at.options)
    await expect(read).rejects.toMatchObject({ error: 'invalid_scope' })
  })

  it('never puts tokens into a query', async () => {
    const parameters = { response_type: 'id_token', response_mode: 'query' }
    const landed = await answered(await server(), parameters)
    expect(landed.search).toBe('')
    expect(fragment(landed).get('error')).toBe('invalid_request')
  })

  it('form_post.jwt is a form with one field', async () => {
    const at = await server()
    const parameters = await request({ parameters: { response_mode: 'form_post.jwt' } })
    const page = await (await at.walk(addressOf(at, parameters))).text()
    expect(page.match(/<input/g)).toHaveLength(1)
    expect(page).toContain('name="response"')
  })
})

describe('prompt and max_age', () => {
  const asked = (at: Server, parameters: Record<string, string>) => authorized(at, { parameters })

  it('none is refused as long as nobody is signed in, then until they agreed', async () => {
    const at = await server()
    const none = { prompt: 'none' }
    await expect(asked(at, none)).rejects.toMatchObject({ error: 'login_required' })
    await asked(at, {})
    expect((await asked(at, none)).get('code')).not.toBe(null)
    await expect(asked(at, { ...none, scope: 'openid phone' })).rejects.toMatchObject({
      error: 'consent_required',
    })
    await expect(asked(at, { prompt: 'none login' })).rejects.toMatchObject({
      error: 'invalid_request',
    })
  })

  const firstPage = async (at: Server, parameters: Record<string, string>) =>
    (await at.visit(addressOf(at, await request({ parameters })))).text()

  it('login asks again, once for each request', async () => {
    const at = await server()
    await asked(at, {})
    expect(await firstPage(at, {})).toContain('Approve access?')
    expect(await firstPage(at, { prompt: 'login' })).toContain('name="password"')
    expect((await asked(at, { prompt: 'login' })).get('code')).not.toBe(null)
    expect(await firstPage(at, { prompt: 'login' })).toContain('name="password"')
  })

  it('max_age asks again when the login is too old, and auth_time tells', async () => {
    const at = await server()
    await asked(at, {})
    expect(await firstPage(at, { max_age: '60' })).toContain('Approve access?')
    await at.control({ advance: 61 })
    expect(await firstPage(at, { max_age: '60' })).toContain('name="password"')
    expect(await firstPage(at, { max_age: '0' })).toContain('name="password"')
  })

  it('offers the login_hint as user name', async () => {
    const page = await firstPage(await server(), { login_hint: jane['username'] ?? '' })
    expect(page).toContain('value="jane.doe@example.com"')
  })

  it('skips consent the second time when it is told to', async () => {
    const at = await server({ consent: 'once' })
    await asked(at, {})
    const answer = await at.visit(addressOf(at, await request()))
    expect(answer.headers.get('location')).toContain(CALLBACK)
    expect(await firstPage(at, { prompt: 'consent' })).toContain('Approve access?')
  })

  it('tells acr, auth_time and single claims in the ID token', async () => {
    const at = await server()
    const tokens = await signedIn(at, {
      parameters: {
        acr_values: 'unheard-of urn:example:acr:second-factor',
        claims: JSON.stringify({ id_token: { phone_number: null } }),
      },
    })
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    expect(claims).toMatchObject({
      acr: 'urn:example:acr:second-factor',
      phone_number: '+43 1 5550100',
    })
    expect(claims?.auth_time).toBeGreaterThan(1.6e9)
  })
})

describe('a break switch is noticed by the strict client', () => {
  it.each([
    ['break_iss', 'unexpected JWT "iss"'],
    ['break_aud', 'unexpected JWT "aud"'],
    ['break_nonce', 'unexpected ID Token "nonce"'],
    ['break_expired', 'unexpected JWT "exp"'],
    ['break_unsigned', 'unexpected JWT "alg"'],
    ['break_signature', 'JWT signature verification failed'],
    ['break_callback_iss', 'unexpected "iss" (issuer) response parameter'],
    ['break_callback_no_iss', 'response parameter "iss" (issuer) missing'],
  ])('%s', async (id, complaint) => {
    await expect(signedIn(await server({ [id]: true }))).rejects.toThrow(complaint)
  })

  it('break_at_hash', async () => {
    const at = await server({ break_at_hash: true })
    const landed = await answered(at, { response_type: 'code id_token' })
    const read = oauth.validateDetachedSignatureResponse(
      at.as,
      basicClient,
      landed,
      NONCE,
      STATE,
      undefined,
      at.options,
    )
    await expect(read).rejects.toThrow('c_hash')
  })

  it('break_discovery', async () => {
    await expect(server({ break_discovery: true })).rejects.toThrow(
      '"issuer" property does not match',
    )
  })
})
