/** The parameters of an authorization request, as the switches stand (RFC 6749 4.1.1, OpenID Connect Core 3.1.2.1). */
import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose'
import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { clientKey } from '../../core/client-key.ts'
import { jwkIn } from '../../core/draft/dpop.ts'
import { typesIn } from '../../core/response-mode.ts'
import type { Values } from '../../core/values.ts'
import type { Context } from '../../core/vendor.ts'
import { given, hasScope, isOn } from './shared.ts'

export type Pair = readonly [name: string, value: string]

/** Everything but the ways it may travel. `state` is new each time (RFC 6749 section 10.12). */
export async function authorizationParameters(
  context: Context,
  response_type: string,
): Promise<readonly Pair[]> {
  const { values } = context
  const types = typesIn(response_type)
  const withNonce = types.includes('id_token') || hasScope(values, 'openid')
  return [
    ['response_type', response_type],
    ['client_id', context.need('client_id')],
    ['redirect_uri', context.need('redirect_uri')],
    ...Object.entries(given(values, 'scope')),
    ['state', context.random(32)],
    ...(withNonce ? [['nonce', context.need('nonce')] as const] : []),
    ...(types.includes('code') ? await challenge(context) : []),
    ...chosen(values, 'response_mode', 'prompt'),
    ...Object.entries(
      given(
        values,
        ...['max_age', 'login_hint', 'acr_values', 'resource', 'audience', 'authorization_details'],
      ),
    ),
    ...(types.includes('code') ? await boundKey(context) : []),
    ...extras(values),
  ]
}

async function challenge(context: Context): Promise<readonly Pair[]> {
  const method = context.values['pkce']
  if (method === 'none') return []
  const verifier = context.need('code_verifier')
  if (method === 'plain')
    return [
      ['code_challenge', verifier],
      ['code_challenge_method', 'plain'],
    ]
  return [
    ['code_challenge', await calculatePKCECodeChallenge(verifier)],
    ['code_challenge_method', 'S256'],
  ]
}

const chosen = (values: Values, ...names: readonly string[]): readonly Pair[] =>
  names.flatMap((name) => {
    const value = values[name] ?? 'default'
    return value === 'default' || value === '' ? [] : [[name, value] as const]
  })

/** The code goes to this key alone (RFC 9449 section 10). */
async function boundKey({ values }: Context): Promise<readonly Pair[]> {
  const key = isOn(values, 'dpop')
    ? jwkIn(values['dpop_public_jwk'] || values['dpop_jwk'] || '')
    : undefined
  return key === undefined ? [] : [['dpop_jkt', await calculateJwkThumbprint(key)]]
}

/** @returns the lines that are a name and a value, as they stand */
export const extras = (values: Values): readonly Pair[] =>
  (values['extra_parameters'] ?? '').split('\n').flatMap((line): readonly Pair[] => {
    const text = line.trim()
    const at = text.indexOf('=')
    return at < 1 ? [] : [[text.slice(0, at), text.slice(at + 1)]]
  })

/** How long a signed request holds. */
const REQUEST_SECONDS = 300

/** The request as one signed token (RFC 9101 section 4). Objects in it are JSON, numbers are numbers. */
export async function requestObject(
  context: Context,
  parameters: readonly Pair[],
): Promise<string> {
  const { jwk, alg } = await clientKey(context)
  const client_id = context.need('client_id')
  const now = Math.floor(context.now / 1000)
  const claims = parameters.map(([name, value]): [string, unknown] => [name, told(name, value)])
  return new SignJWT({ ...Object.fromEntries(claims), jti: context.random(16) })
    .setProtectedHeader({
      alg,
      typ: 'oauth-authz-req+jwt',
      ...(jwk.kid === undefined ? {} : { kid: jwk.kid }),
    })
    .setIssuer(client_id)
    .setAudience(context.need('issuer'))
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + REQUEST_SECONDS)
    .sign(await importJWK(jwk, alg))
}

function told(name: string, value: string): unknown {
  if (name === 'max_age') return Number(value)
  return name === 'authorization_details' || name === 'claims' ? JSON.parse(value) : value
}

/** An address with these parameters after those it has already (RFC 6749 section 3.1). */
export function addressWith(endpoint: string, pairs: readonly Pair[]): string {
  const url = new URL(endpoint)
  for (const [name, value] of pairs) url.searchParams.append(name, value)
  return url.href
}
