/** DPoP in a walk: a request with its proof, and the server's nonce as earlier answers gave it (RFC 9449). */
import { calculateJwkThumbprint } from 'jose'
import { algorithmOf, jwkIn, proof, proofKeyOf, shownOf } from './draft/dpop.ts'
import { type HttpRequest, headerOf } from './http.ts'
import { Refusal } from './problem.ts'
import type { Exchange } from './session.ts'
import { rfc } from './source.ts'
import type { Context } from './vendor.ts'

/** @param token the access token that goes along, for `ath` */
export async function withProof(
  request: HttpRequest,
  context: Context,
  token?: string,
): Promise<HttpRequest> {
  const key = await keyOf(context)
  const nonce = nonceFor(request.url, context.exchanges)
  const made = await proof(key, {
    method: request.method,
    url: request.url,
    now: context.now,
    jti: context.random(16),
    ...(token === undefined ? {} : { token }),
    ...(nonce === undefined ? {} : { nonce }),
  })
  return { ...request, headers: [...request.headers, ['dpop', made]] }
}

/**
 * The walk holds the public half; the private one is in its ring, or in another browser.
 * Walks of before have a private JWK among their values, and go on with it until a new key is made.
 */
async function keyOf({ need, keys, values }: Context) {
  const { dpop_public_jwk = '', dpop_jwk = '' } = values
  const before = dpop_public_jwk === '' && dpop_jwk !== '' ? proofKeyOf(dpop_jwk) : ''
  if (typeof before !== 'string') return before
  const jwk = jwkIn(need('dpop_public_jwk'))
  const alg = jwk === undefined ? undefined : algorithmOf(jwk)
  const found = jwk === undefined ? undefined : await keys.find(await calculateJwkThumbprint(jwk))
  if (jwk !== undefined && alg !== undefined && found !== undefined)
    return { jwk: found, alg, shown: shownOf(jwk) }
  throw new Refusal({
    kind: 'bad_input',
    code: 'dpop_key',
    means:
      'The private half of this key is not in this browser: it was made in another, or removed.',
    remedy:
      'Make a key pair again, and get new tokens with it: those of now are bound to the old one.',
    source: rfc(9449, '4.2'),
  })
}

const responseOf = ({ outcome }: Exchange) =>
  outcome.kind === 'failed' ? undefined : outcome.response

/** The newest that this server gave. Authorization server and API have one each (section 9): the path tells them apart. */
function nonceFor(url: string, exchanges: readonly Exchange[]): string | undefined {
  const given = exchanges.toReversed().flatMap((exchange) => {
    const response = responseOf(exchange)
    const nonce = response === undefined ? undefined : headerOf(response, 'dpop-nonce')
    return nonce === undefined ? [] : [{ nonce, url: exchange.sent.url }]
  })
  const { origin } = new URL(url)
  const same = given.find((one) => one.url === url)
  return (same ?? given.find((one) => new URL(one.url).origin === origin))?.nonce
}

/** The server refused only because its nonce was missing, for the first time in a row (section 8). */
export function wantsNonce(exchange: Exchange, before: readonly Exchange[]): boolean {
  if (!refusedForNonce(exchange)) return false
  const previous = before.findLast((one) => one.step === exchange.step && one.id !== exchange.id)
  return previous === undefined || !refusedForNonce(previous)
}

function refusedForNonce(exchange: Exchange): boolean {
  const { outcome } = exchange
  const response = responseOf(exchange)
  return (
    outcome.kind === 'refused' &&
    outcome.problem.code === 'use_dpop_nonce' &&
    response !== undefined &&
    headerOf(response, 'dpop-nonce') !== undefined
  )
}
