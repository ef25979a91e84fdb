/** Signed and posted answers: what is taken, what stops, and what is only said. */
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
import type { Expected } from './callback-parts.ts'
import { openSigned } from './jarm.ts'
import { Refusal } from './problem.ts'

const expected: Expected = {
  ...{ response_type: 'code', response_mode: 'jwt', state: 'S1', issuer },
  ...{ redirect_uri: 'https://app.example/cb', startedAt: now },
}
const right: Claims = { iss: issuer, aud: 'app', exp: seconds + 60, code: 'c1', state: 'S1' }

let as: Awaited<ReturnType<typeof server>>
beforeAll(async () => {
  as = await server()
})

async function verdict(url: string, more: Partial<Expected> = {}, keys = true) {
  const known = keys ? [metadata(), as.keys] : [metadata()]
  const context = contextWith({ client_id: 'app' }, ...known)
  try {
    const read = await openSigned(url, { ...expected, ...more }, now, context)
    return { code: read.parameters.get('code'), findings: read.findings.map(({ code }) => code) }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return `${thrown.problem.kind} ${thrown.problem.code}`
  }
}

const at = (token: string) => `https://app.example/cb?response=${token}`

describe('a signed answer', () => {
  it('gives the claims of its token as parameters', async () => {
    expect(await verdict(at(await as.sign(right)))).toEqual({ code: 'c1', findings: [] })
  })

  it.each<[string, Claims, string]>([
    ['another state', { state: 'S2' }, 'security_stop state_mismatch'],
    ['no state', { state: undefined }, 'security_stop state_missing'],
    ['no issuer', { iss: undefined }, 'security_stop iss_missing'],
    ['another issuer', { iss: 'https://other.example' }, 'security_stop iss_mismatch'],
    ['another client', { aud: 'other' }, 'security_stop aud_mismatch'],
    ['no end', { exp: undefined }, 'security_stop exp_missing'],
    ['a past end', { exp: seconds - 600 }, 'security_stop response_expired'],
    ['no code', { code: undefined }, 'malformed_response code_missing'],
    ['a token nobody asked for', { access_token: 'at' }, 'security_stop response_type_mismatch'],
    ['yes and no', { error: 'access_denied' }, 'security_stop error_and_success'],
    ['a refusal', { code: undefined, error: 'access_denied' }, 'oauth_error access_denied'],
  ])('with %s is not taken', async (_what, claims, told) => {
    expect(await verdict(at(await as.sign({ ...right, ...claims })))).toBe(told)
  })

  it('of a stranger stops before it is read', async () => {
    const refusal = { ...right, code: undefined, error: 'access_denied' }
    const token = await as.sign(refusal, await stranger())
    expect(await verdict(at(token))).toBe('security_stop response_signature_wrong')
  })

  it('is taken with a finding when the keys were not fetched', async () => {
    const read = await verdict(at(await as.sign(right)), {}, false)
    expect(read).toEqual({ code: 'c1', findings: ['response_unverified'] })
  })

  it('that comes unsigned stops; an unsigned refusal is read for what it says', async () => {
    const plain = 'https://app.example/cb?code=c1&state=S1'
    expect(await verdict(plain)).toBe('security_stop response_unsigned')
    const no = 'https://app.example/cb?error=unsupported_response_mode&state=S1'
    expect(await verdict(no)).toBe('oauth_error unsupported_response_mode')
    expect(await verdict(no.replace('S1', 'S2'))).toBe('security_stop state_mismatch')
  })

  it('ignores what stands unsigned beside it', async () => {
    const url = `${at(await as.sign(right))}&scope=admin`
    expect(await verdict(url)).toEqual({ code: 'c1', findings: ['beside_response'] })
  })

  it('stands where its type belongs, or where it was asked for', async () => {
    const token = await as.sign(right)
    const fragment = at(token).replace('?', '#')
    expect(await verdict(fragment)).toBe('security_stop response_mode_mismatch')
    expect(await verdict(fragment, { response_mode: 'fragment.jwt' })).toMatchObject({ code: 'c1' })
    expect(await verdict(fragment, { response_mode: 'form_post.jwt' })).toBe(
      'security_stop response_mode_mismatch',
    )
    const posted = fragment.replace('#', '?form_post#')
    expect(await verdict(posted, { response_mode: 'form_post.jwt' })).toMatchObject({ code: 'c1' })
  })

  it('that is encrypted says that this walk cannot open it', async () => {
    const key = new TextEncoder().encode('a secret of 32 octets, no less..')
    const sealed = await new EncryptJWT(right)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key)
    expect(await verdict(at(sealed))).toBe('malformed_response response_encrypted')
  })

  it('that is no signed token says so', async () => {
    expect(await verdict(at('nothing'))).toBe('malformed_response response_unreadable')
  })
})
