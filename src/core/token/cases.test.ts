/** Every hostile token of the case file is taken for what it is. */
import { describe, expect, it } from 'vitest'
import cases from '../cases/jwt.json' with { type: 'json' }
import { tokenOf } from '../cases/jwts.ts'
import { decodedVerdict } from './decoded.ts'
import { readKeys } from './keys.ts'
import { nestedIn } from './nested.ts'
import { readPasted } from './pasted.ts'
import { readToken } from './read.ts'
import type { Token } from './shapes.ts'
import { signatureVerdict } from './signature.ts'
import { timeVerdict } from './time.ts'

const at = { now: Date.UTC(2026, 10, 21), skew: 60 }

/** Notes that mean that some of it was not looked into, although a token can be shown. */
const limiting = ['too_many_claims']

/** How the inspector's parts say what the case file says in two words. */
function judge(text: string): { readonly outcome: string; readonly code: string } {
  const pasted = readPasted(text)
  const [first = { token: readToken(text) }] = pasted.tokens
  const { token } = first
  const nested = nestedIn(token).note
  const lines = [...timeVerdict(token, at).lines.filter(({ mark }) => mark === 'failed')]
  const [code = ''] = [
    ...pasted.notes,
    ...token.notes,
    ...(nested === undefined ? [] : [nested]),
    ...lines,
    ...decodedVerdict(token).lines,
  ].map((one) => one.code)
  return { outcome: outcomeOf(token), code }
}

function outcomeOf(token: Token): string {
  if (token.kind === 'unreadable') return token.why
  if (token.kind === 'opaque') return 'undecodable'
  if (token.kind === 'jws' && token.payload.kind === 'bytes') return 'undecodable'
  return token.notes.some(({ code }) => limiting.includes(code)) ? 'limit_reached' : 'decode_only'
}

/** Which key fits which algorithm is the signature's business, and tested there; decoding says nothing of it. */
const elsewhere = new Map([['jwt-06', 'not_verified']])

describe('a token', () => {
  it.each(cases)(
    '$id $title is $expect.outcome / $expect.code',
    ({ id, input, expect: wanted }) => {
      const { outcome, code } = wanted
      expect(judge(tokenOf(input.token))).toEqual({ outcome, code: elsewhere.get(id) ?? code })
    },
  )

  it('of jwt-06 fails with the public key it would be “signed” with, and is never verified', async () => {
    const confused = cases.find(({ id }) => id === 'jwt-06')
    const { publicKey } = await crypto.subtle.generateKey(
      {
        ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 },
        publicExponent: new Uint8Array([1, 0, 1]),
      },
      true,
      ['sign', 'verify'],
    )
    const read = await readKeys(JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey)))
    if (read.kind === 'problem') throw new Error(read.problem.means)
    const token = readToken(tokenOf(confused?.input.token ?? ''))
    const verdict = await signatureVerdict(token, read.keys)
    expect(verdict.mark).toBe('failed')
    expect(verdict.lines.map(({ code }) => code)).toContain(confused?.expect.code)
  })

  it('says in the first line of the first verdict that decoding proves nothing', () => {
    for (const { input } of cases) {
      const verdict = decodedVerdict(readToken(tokenOf(input.token)))
      expect(verdict.lines[0]?.text).toContain('proves nothing')
      expect(verdict.lines[0]?.mark).toBe('unchecked')
    }
  })
})
