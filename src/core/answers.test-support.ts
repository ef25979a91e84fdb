/** A server's keys and a walk that knows them, for tests of what comes back from a login page. */

import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { utf8 } from './http.ts'
import { memoryKeys } from './key-ring.ts'
import type { Exchange } from './session.ts'
import type { Values } from './values.ts'
import type { Context } from './vendor.ts'

/** As they are signed; what is `undefined` is left out. */
export type Claims = Readonly<Record<string, unknown>>

export const issuer = 'https://as.example'
export const now = Date.UTC(2026, 10, 21)
export const seconds = Math.floor(now / 1000)

export async function server() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig', alg: 'ES256' }
  const sign = (claims: Claims, key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(key)
  return { sign, keys: answered('keys', JSON.stringify({ keys: [jwk] })) }
}

/** Not the server. */
export const stranger = async () => (await generateKeyPair('ES256')).privateKey

export const metadata = (more: object = {}): Exchange =>
  answered(
    '.well-known/openid-configuration',
    JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, ...more }),
  )

function answered(step: string, body: string): Exchange {
  const request = { method: 'GET', url: `${issuer}/${step}`, headers: [] }
  const response = { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [] }
  return {
    ...{ id: step, step, route: 'relay', startedAt: now, endedAt: now },
    ...{ built: request, sent: request },
    outcome: {
      ...{ kind: 'accepted', gained: {}, findings: [] },
      response: { ...response, body: utf8(body) },
    },
  }
}

export const contextWith = (values: Values, ...exchanges: readonly Exchange[]): Context => ({
  ...{ target: 'live', values, exchanges, now },
  random: () => 'random',
  keys: memoryKeys(),
  need: (name) => values[name] ?? '',
  at: () => issuer,
})
