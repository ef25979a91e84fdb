/** Bound to the run: each claim that ties a token to what this walk sent and got. */
import { describe, expect, it } from 'vitest'
import { runVerdict } from './binding.ts'
import { halfHash } from './binding-hash.ts'
import type { Beside } from './binding-lines.ts'
import { certificate, certificateHash, keyFor, keysIn } from './key.test-support.ts'
import { publicOf } from './key-jwk.ts'
import { signToken } from './make.ts'
import { readToken } from './read.ts'
import type { Expectations } from './shapes.ts'
import { sha256 } from './thumbprint.ts'

async function judged(
  claims: object,
  expectations: Expectations = {},
  beside: Beside = {},
  header: object = {},
): Promise<string> {
  const key = await keyFor('ES256')
  const token = await signToken({
    header: JSON.stringify(header),
    claims: JSON.stringify(claims),
    key,
  })
  const { mark, lines } = await runVerdict(readToken(token), expectations, beside)
  return [mark, ...lines.map((one) => `${one.mark} ${one.code}`)].join('; ')
}

const idToken = { name: 'id_token' }

describe('max_age', () => {
  const fresh = { nonce: 'n', iat: 1_000, auth_time: 950 }
  it('is held against the login of an ID token, and of nothing else', async () => {
    const run = { nonce: 'n', max_age: 120 }
    expect(await judged(fresh, run, idToken)).toBe('passed; passed nonce; passed max_age')
    expect(await judged({ ...fresh, auth_time: 100 }, run, idToken)).toBe(
      'failed; passed nonce; failed max_age',
    )
    expect(await judged({ nonce: 'n', iat: 1_000 }, run, idToken)).toBe(
      'failed; passed nonce; failed auth_time_missing',
    )
    expect(await judged({ nonce: 'n', auth_time: 1 }, run, idToken)).toBe(
      'passed; passed nonce; unchecked max_age_unknown',
    )
    expect(await judged({ iat: 1_000 }, run, { name: 'access_token' })).toBe(
      'unchecked; unchecked nothing_bound',
    )
  })
})

describe('nonce', () => {
  it('is the one that was sent, or another one, or not known', async () => {
    expect(await judged({ nonce: 'n' }, { nonce: 'n' })).toBe('passed; passed nonce')
    expect(await judged({ nonce: 'N' }, { nonce: 'n' })).toBe('failed; failed nonce_mismatch')
    expect(await judged({ nonce: 1 }, { nonce: '1' })).toBe('failed; failed nonce_mismatch')
    expect(await judged({ nonce: 'n' })).toBe('unchecked; unchecked nonce_unknown')
  })

  it('must be in an ID token when one was sent, and need not be in an access token', async () => {
    expect(await judged({}, { nonce: 'n' }, idToken)).toBe('failed; failed nonce_missing')
    expect(await judged({}, {}, idToken)).toBe('unchecked; unchecked nonce_missing')
    expect(await judged({}, { nonce: 'n' }, { name: 'access_token' })).toBe(
      'unchecked; unchecked nothing_bound',
    )
  })
})

describe('the hashes', () => {
  it('are those of the specification', async () => {
    // OpenID Connect Core, appendix A.4 and A.6.
    const token = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
    const code = 'Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk'
    expect(await halfHash(token, 'RS256')).toBe('77QmUPtjPfzWtF2AnpK9RQ')
    expect(await halfHash(code, 'RS256')).toBe('LDktKdoQak3Pk0cnXxCltA')
  })

  it('follow the algorithm of the token, and say nothing where none is agreed on', async () => {
    const lengths = await Promise.all(
      ['HS256', 'PS384', 'ES512', 'EdDSA', 'Ed25519'].map(
        async (alg) => (await halfHash('x', alg))?.length,
      ),
    )
    expect(lengths).toEqual([22, 32, 43, 43, 43])
    expect(await halfHash('x', 'ML-DSA-44')).toBeUndefined()
    expect(await halfHash('x', 1)).toBeUndefined()
  })

  it('are compared with the access token, the code and the state of the run', async () => {
    const expectations = { access_token: 'at', code: 'c', state: 's' }
    const claims = {
      at_hash: await halfHash('at', 'ES256'),
      c_hash: await halfHash('c', 'ES256'),
      s_hash: await halfHash('s', 'ES256'),
    }
    expect(await judged(claims, expectations, { name: 'token' })).toBe(
      'passed; unchecked nonce_missing; passed at_hash; passed c_hash; passed s_hash',
    )
    expect(
      await judged(
        { ...claims, nonce: 'n' },
        { ...expectations, access_token: 'other', nonce: 'n' },
      ),
    ).toBe('failed; passed nonce; failed at_hash_mismatch; passed c_hash; passed s_hash')
    expect(await judged(claims, {}, idToken)).toContain(
      'unchecked at_hash_unknown; unchecked c_hash_unknown; unchecked s_hash_unknown',
    )
    expect(await judged({}, expectations, idToken)).toContain('unchecked at_hash_missing')
  })
})

describe('a token bound to a key', () => {
  it('is held against the keys at hand, and a miss is no failure', async () => {
    const key = await keyFor('ES256')
    const claims = { cnf: { jkt: key.thumbprint } }
    expect(await judged(claims, {}, { keys: [key] })).toBe('passed; passed jkt')
    expect(await judged(claims, {}, { keys: [] })).toBe('unchecked; unchecked jkt_unknown')
    const mutual = { cnf: { 'x5t#S256': certificateHash } }
    expect(await judged(mutual, {}, { keys: await keysIn(certificate) })).toBe(
      'passed; passed x5t#S256',
    )
  })
})

describe('a DPoP proof', () => {
  it('is held against the access token and the key it is bound to', async () => {
    const key = await keyFor('ES256')
    const bound = await signToken({
      header: '{}',
      claims: JSON.stringify({ cnf: { jkt: key.thumbprint } }),
      key,
    })
    const header = { typ: 'dpop+jwt', jwk: publicOf(key.material) }
    const ath = await sha256(new TextEncoder().encode(bound))
    const claims = { htm: 'GET', htu: 'https://api.example/', ath }
    expect(await judged(claims, { access_token: bound }, {}, header)).toBe(
      'passed; passed ath; passed jkt; unchecked htu_unknown',
    )
    const stranger = publicOf((await keyFor('ES384')).material)
    expect(
      await judged(claims, { access_token: bound }, {}, { ...header, jwk: stranger }),
    ).toContain('failed jkt_mismatch')
    expect(await judged({ ...claims, ath: 'x' }, { access_token: bound }, {}, header)).toContain(
      'failed ath_mismatch',
    )
    expect(await judged({ nonce: 'n' }, {}, {}, header)).toBe(
      'failed; unchecked ath_missing; unchecked jkt_unknown; failed htu_missing; unchecked dpop_nonce_unknown',
    )
  })
})

describe('a token without claims', () => {
  it('is not checked', async () => {
    for (const text of ['opaque', 'eyJhbGciOiJub25lIn0.WzFd.', ''])
      expect((await runVerdict(readToken(text), { nonce: 'n' })).mark).toBe('unchecked')
  })
})
