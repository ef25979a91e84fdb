/** Arm's steps that look into the tokens: open them, fetch the keys, check the signature. */
import type { JSONWebKeySet } from 'jose'
import { readApi } from '../../core/answer/api.ts'
import { readRecord } from '../../core/answer/json.ts'
import { parseJson } from '../../core/answer/json-parser.ts'
import { claimsOf, type JwtParts } from '../../core/answer/jwt.ts'
import { textOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import type { Context, LocalStep, RequestStep } from '../../core/vendor.ts'
import { jwks_policy, jwksUri } from './shared.ts'
import { assumed, edmgr } from './sources.ts'

const phase = 'Look into the token'

/** A JWT opened, or a refusal that says what a JWT looks like. */
export function opened(token: string): JwtParts {
  const parts = claimsOf(token)
  if (parts !== undefined) return parts
  throw new Refusal({
    kind: 'bad_input',
    code: 'not_a_jwt',
    means: 'This is not a JWT: that is three parts of letters and digits with two dots between.',
    remedy: 'Copy the token again, from its first letters eyJ to its very end.',
    source: rfc(7519, '3'),
  })
}

const shown = (value: unknown): string =>
  JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? String(one) : one), 1)

/** `exp` counts seconds (RFC 7519 section 4.1.4); a date that cannot be is told as it stands. */
function expiryOf({ claims }: JwtParts): string {
  const { exp } = claims
  if (typeof exp !== 'number') return 'It does not say when'
  const date = new Date(exp * 1000)
  return Number.isNaN(date.getTime()) ? `exp ${exp}` : date.toISOString()
}

export const inspect: LocalStep = {
  kind: 'local',
  id: 'inspect',
  title: 'Open the tokens',
  phase,
  action: 'Open the tokens',
  why: 'A JWT carries readable text: who made it, for whom, and until when. Reading it takes no key and proves nothing; anyone can write such a text.',
  needs: ['access_token'],
  gives: ['token_header', 'token_claims', 'token_expires'],
  make(context) {
    const access = opened(context.need('access_token'))
    const id = context.values['id_token'] ?? ''
    return {
      token_header: shown(access.header),
      token_claims: shown(access.claims),
      token_expires: expiryOf(access),
      ...(id === '' ? {} : { id_token_claims: shown(opened(id).claims) }),
    }
  },
  look: [
    'The claims of the ID token stand under Values in the trace.',
    'exp minus iat is 3600: the token lives one hour.',
    'aud is the client ID, iss is the B2C tenant. kid names the key that signed it.',
    'Nothing was checked here. The signature is another step.',
  ],
  pitfalls: [
    {
      says: 'not a JWT',
      cause: 'Part of the token was lost while copying, or something else was copied.',
      remedy: 'Copy it again in one piece.',
    },
  ],
  notes: [
    {
      text: 'Which claims Arm’s tokens carry is not published; the sandbox has those usual for B2C.',
      source: assumed,
    },
  ],
  links: [rfc(7519, '4.1'), rfc(7515, '3.1')],
}

export const jwks: RequestStep = {
  kind: 'request',
  id: 'jwks',
  title: 'Fetch the public keys',
  phase,
  why: 'B2C publishes the keys it signs with, so that anyone can check a token without asking. The set belongs to a policy, and not every policy signs with the same key.',
  asks: [jwks_policy],
  needs: ['tenant', 'policy'],
  gives: ['jwks'],
  optional: true,
  request: (context) => ({
    method: 'GET',
    url: jwksUri(context),
    headers: [['accept', 'application/json']],
  }),
  receive(context, response) {
    const { findings } = readApi(response, jwks.pitfalls)
    if (!Array.isArray(readRecord(response)['keys']))
      throw new Refusal({
        kind: 'malformed_response',
        code: 'no_keys',
        means: 'The answer has no list called keys, so it is not a key set.',
        remedy: 'Check the policy in the address.',
        source: rfc(7517, '5'),
      })
    return {
      gained: { jwks: textOf(response) },
      findings: [...findings, ...mixedUp(context, textOf(response))],
    }
  },
  look: ['One of the keys has the kid that stands in the token’s header.'],
  pitfalls: [
    {
      status: 404,
      cause: 'There is no such tenant or policy.',
      remedy: 'Compare both with what Arm gave you; leave the policy of the keys empty.',
    },
  ],
  notes: [
    {
      text: 'Arm’s client checks tokens of the password policy with the keys of the sign-in policy.',
      source: edmgr,
    },
  ],
  links: [rfc(7517, '5')],
}

/** Said early, so that the check of the signature is no surprise. */
function mixedUp(context: Context, keys: string) {
  const kid = claimsOf(context.values['access_token'] ?? '')?.header['kid']
  if (typeof kid !== 'string' || keys.includes(JSON.stringify(kid))) return []
  return [
    {
      code: 'kid_not_in_set',
      text: `The token was signed with ${kid}, and no key of this set is called so.`,
      rule: rfc(7515, '4.1.4'),
    },
  ]
}

export const verify: LocalStep = {
  kind: 'local',
  id: 'verify',
  title: 'Check the signature',
  phase,
  action: 'Check the signature',
  why: 'Only now is it certain that B2C wrote the token and that nobody changed it since. A client that just passes the token on need not do this; whoever lets people in by it must.',
  needs: ['access_token', 'jwks'],
  gives: ['token_signature'],
  optional: true,
  async make(context) {
    const { header, claims } = opened(context.need('access_token'))
    const { compactVerify, createLocalJWKSet, errors } = await import('jose')
    if (claims['iss'] === undefined || claims['exp'] === undefined)
      throw new Refusal(broken('The token does not name its issuer (iss) or its end (exp).'))
    try {
      const keys = createLocalJWKSet(keySetIn(context.need('jwks')))
      await compactVerify(context.need('access_token'), keys, { algorithms: ['RS256'] })
    } catch (thrown) {
      if (!(thrown instanceof errors.JOSEError)) throw thrown
      throw new Refusal(
        broken(
          thrown instanceof errors.JWKSNoMatchingKey
            ? 'No key of this set signed the token: it is the set of another policy.'
            : `The signature does not fit: ${thrown.message}.`,
        ),
      )
    }
    return { token_signature: `${shown(header['alg'])}, right, by key ${shown(header['kid'])}` }
  },
  look: ['RS256, and the name of the key that fits.'],
  pitfalls: [
    {
      says: 'another policy',
      cause: 'The keys were fetched from a policy that did not sign this token.',
      remedy: 'Fetch the keys again, with the policy that gave the token.',
    },
  ],
  notes: [{ text: 'Arm’s client checks the signature, iss and exp, but not aud.', source: edmgr }],
  links: [rfc(7515, '5.2'), rfc(8725, '3.1')],
}

/** The library judges what is inside; a text that is no set at all is an empty one to it. */
function keySetIn(text: string): JSONWebKeySet {
  const value = parseJson(text, 16)
  return isKeySet(value) ? value : { keys: [] }
}

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)

const broken = (means: string) => ({
  kind: 'security_stop' as const,
  code: 'signature_not_right',
  means,
  remedy: 'Do not trust what the token says. Fetch the keys again, or get a new token.',
  source: rfc(7515, '5.2'),
})
