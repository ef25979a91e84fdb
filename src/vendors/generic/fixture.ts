/**
 * Keys and a statement made up for the sandbox. The private halves are public on purpose: they protect nothing, and no server but
 * Grantwalk's own simulator believes them.
 */
import type { JWK } from 'jose'

/** With which the clients `generic-private` and `generic-jar` sign. */
export const clientKey: JWK = {
  kty: 'EC',
  crv: 'P-256',
  x: 'bqz8exBGRHZNP9brD5E9BJsAkebRLjyLArXrKMzPaPw',
  y: 'qC78qAeRHIhxCLVkrZ6ENPYeHzyedVUnfx9uRX8ORXw',
  d: 'LhxQiseDj_pYNqvfnYB360C1dZ1n2udt_YGPpsFnsDc',
  alg: 'ES256',
  use: 'sig',
  kid: 'generic-client-key',
}

/** Whose software statements the sandbox believes. */
export const softwareIssuer = 'https://software.example'

export const softwareKey: JWK = {
  kty: 'EC',
  crv: 'P-256',
  x: '0YUYvA-bvrVS4fb7Ls-VDocV5ZWocctfucdyMPJ9D7A',
  y: 'uVSYPUf-Z91D87sVF2b4GTnas9HGn_lczkm_Tzaw2JU',
  alg: 'ES256',
}

/** Says that a client may call itself Stated client, and use code and refresh token with client_secret_basic. No end. */
export const softwareStatement = [
  'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzb2Z0d2FyZV9pZCI6IjdkMWYwZDhlLTViMGMtNGYwZS05YTU',
  '1LTJmMWMzZTZiOGE5MCIsInNvZnR3YXJlX3ZlcnNpb24iOiIxLjAiLCJjbGllbnRfbmFtZSI6IlN0YXRlZCBjbGl',
  'lbnQiLCJncmFudF90eXBlcyI6WyJhdXRob3JpemF0aW9uX2NvZGUiLCJyZWZyZXNoX3Rva2VuIl0sInJlc3BvbnN',
  'lX3R5cGVzIjpbImNvZGUiXSwidG9rZW5fZW5kcG9pbnRfYXV0aF9tZXRob2QiOiJjbGllbnRfc2VjcmV0X2Jhc2l',
  'jIiwiaXNzIjoiaHR0cHM6Ly9zb2Z0d2FyZS5leGFtcGxlIiwiaWF0IjoxNzAwMDAwMDAwfQ._Hsl4wbBZMtoTHtn',
  '2VnrpzBI9-3_JTwU99imvWBcgvo0yGkRGHzZJ9gf8ih_U4Ih8LOaTGUpFQ4gX1s7sPeuAA',
].join('')

/** Long enough for HS256 (RFC 7518 section 3.2). */
export const jwtSecret = 'generic-secret-jwt-secret-0123456789-0123456789'
