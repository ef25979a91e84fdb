/** What no two runs have in common, however alike they are: made anew each time, by design. */
import type { WalkDifference, Where } from './compare-sessions.ts'

/** Parameters, values and claims that are random, one-time, or an instant. */
const names = new Set([
  ...['state', 'nonce', 'code', 'code_verifier', 'code_challenge', 'request', 'request_uri'],
  ...['client_assertion', 'assertion', 'jti', 'dpop', 'device_code', 'user_code', 'auth_req_id'],
  ...['access_token', 'refresh_token', 'id_token', 'session_state', 'sid', 'at_hash', 'c_hash'],
  ...['s_hash', 'iat', 'exp', 'nbf', 'auth_time', 'expires_at', 'expires_on', 'not_before'],
  ...['csrf_token', 'software_statement', 'expires_in', 'token', 'subject_token', 'id_token_hint'],
])

const headers = new Set([
  ...['authorization', 'cookie', 'date', 'dpop', 'content-length', 'x-csrf-token'],
  ...['x-request-id', 'traceparent', 'x-correlation-id'],
])

/** A header's scheme, and whether a value is there at all, are the same in every run. */
export function isFresh({ where, name, left, right }: WalkDifference): boolean {
  if (left === undefined || right === undefined) return false
  if (where === 'header') return headers.has(name) && schemeOf(left) === schemeOf(right)
  if (where === 'token') return names.has(name.slice(name.lastIndexOf(' ') + 1))
  return where === 'timing' || (named.has(where) && names.has(name))
}

/** Where names are those of parameters. */
const named: ReadonlySet<Where> = new Set<Where>(['parameter', 'body', 'answer', 'gained'])

const schemeOf = (value: string): string => /^[A-Za-z0-9-]+(?= )/.exec(value)?.[0] ?? ''
