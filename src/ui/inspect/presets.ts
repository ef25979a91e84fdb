/** Beginnings of tokens, each with what its specification asks for. Names are examples; times are now. */

import { type Link, rfc } from '../../core/source.ts'
import type { Expectations } from '../../core/token/shapes.ts'

export interface Preset {
  readonly id: string
  readonly label: string
  readonly rule: Link
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** The header carries the public key itself. */
  readonly jwk?: true
}

export interface PresetFacts {
  /** Unix seconds. */
  readonly now: number
  /** A fresh identifier for `jti`. */
  readonly id: string
  readonly run: Expectations
}

const openid: Link = {
  title: 'OpenID Connect Core, section 2',
  url: 'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
}

export function presetsOf({ now, id, run }: PresetFacts): readonly Preset[] {
  const iss = run.issuer ?? 'https://as.example'
  const client = run.client_id ?? 'client-1'
  const lasts = { iat: now, exp: now + 3600 }
  return [
    {
      id: 'id_token',
      label: 'ID token',
      rule: openid,
      header: { typ: 'JWT' },
      claims: {
        iss,
        sub: 'user-1',
        aud: client,
        ...lasts,
        auth_time: now,
        nonce: run.nonce ?? 'n-1',
      },
    },
    {
      id: 'access_token',
      label: 'Access token (RFC 9068)',
      rule: rfc(9068, '2'),
      header: { typ: 'at+jwt' },
      claims: {
        iss,
        sub: 'user-1',
        aud: run.audience?.[0] ?? 'https://api.example',
        client_id: client,
        scope: 'read',
        jti: id,
        ...lasts,
      },
    },
    {
      id: 'client_assertion',
      label: 'Client assertion (RFC 7523)',
      rule: rfc(7523, '3'),
      header: { typ: 'JWT' },
      claims: { iss: client, sub: client, aud: iss, jti: id, iat: now, exp: now + 60 },
    },
    {
      id: 'software_statement',
      label: 'Software statement (RFC 7591)',
      rule: rfc(7591, '2.3'),
      header: { typ: 'JWT' },
      claims: {
        iss: 'https://publisher.example',
        iat: now,
        software_id: 'app-1',
        software_version: '1.0',
        client_name: 'An example app',
        redirect_uris: ['https://app.example/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'read',
      },
    },
    {
      id: 'dpop',
      label: 'DPoP proof (RFC 9449)',
      rule: rfc(9449, '4.2'),
      header: { typ: 'dpop+jwt' },
      claims: { jti: id, htm: 'POST', htu: 'https://as.example/token', iat: now },
      jwk: true,
    },
  ]
}
