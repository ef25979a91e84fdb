/** What Arm's two flows have in common: its addresses, its fields, what goes wrong everywhere. */
import { isRecord, type JsonValue } from '../../core/answer/json.ts'
import { JsonFault, parseJson } from '../../core/answer/json-parser.ts'
import type { Context, Field, Pitfall } from '../../core/vendor.ts'

const segment = (context: Context, name: string): string =>
  encodeURIComponent(context.need(name).trim())

/** B2C names the policy in the path, between tenant and endpoint. */
export const tokenEndpoint = (context: Context): string =>
  `${context.at()}/${segment(context, 'tenant')}/${segment(context, 'policy')}/oauth2/v2.0/token`

export function jwksUri(context: Context): string {
  const policy = (context.values['jwks_policy'] ?? '').trim()
  const chosen = policy === '' ? segment(context, 'policy') : encodeURIComponent(policy)
  return `${context.at()}/${segment(context, 'tenant')}/${chosen}/discovery/v2.0/keys`
}

export const apiBase = (context: Context): string =>
  `${context.at('api')}/e-product-entitlement-customer/v1`

const oneSegment = (value: string): string | undefined =>
  /[/?#\s]/.test(value.trim())
    ? 'This is one part of the address: no slash, no blank, no question mark.'
    : undefined

export const tenant: Field = {
  name: 'tenant',
  label: 'Tenant',
  hint: 'The Azure AD B2C directory behind the Arm account. Your Arm Partner Program Manager names it.',
  example: 'armb2c.onmicrosoft.com',
  sample: 'armb2c.onmicrosoft.com',
  check: oneSegment,
}

export const policy: Field = {
  name: 'policy',
  label: 'Policy',
  hint: 'B2C keeps each way of signing in as a policy; its name stands in the address of the token endpoint.',
  example: 'B2C_1A_ROPC_Auth.ropc',
  sample: 'B2C_1A_ROPC_Auth.ropc',
  check: oneSegment,
}

export const jwks_policy: Field = {
  name: 'jwks_policy',
  label: 'Policy of the keys',
  optional: true,
  hint: 'Leave it empty to ask the policy that gave the token. Arm’s own client asks the sign-in policy instead.',
  example: 'b2c_1a_hv.sign-in.1.1.0',
  check: oneSegment,
}

const PUBLISHED = 'bcca11a6-8f8f-42d9-aa4d-0f46815d9c75'

export const client_id: Field = {
  name: 'client_id',
  label: 'Client ID',
  hint: 'The application ID that Arm gave you with the approval.',
  example: '00000000-0000-0000-0000-000000000000',
  sample: PUBLISHED,
}

export const scope: Field = {
  name: 'scope',
  label: 'Scope',
  hint: 'openid, the client ID once more, and offline_access; the last one is what brings a refresh token.',
  example: 'openid 00000000-0000-0000-0000-000000000000 offline_access',
  sample: `openid ${PUBLISHED} offline_access`,
}

const wholeNumber =
  (most: number) =>
  (value: string): string | undefined =>
    /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most
      ? undefined
      : `Type a whole number from 1 to ${most}.`

export const limit: Field = {
  name: 'limit',
  label: 'limit',
  hint: 'How many items make a page.',
  initial: '10',
  sample: '2',
  check: wholeNumber(100),
}

export const offset: Field = {
  name: 'offset',
  label: 'offset',
  hint: 'The number of the page, counted from 1. It is not the number of items to skip.',
  initial: '1',
  check: wholeNumber(1_000_000),
}

export function jsonObject(value: string): string | undefined {
  try {
    return isRecord(parseJson(value, 8)) ? undefined : notAnObject
  } catch (thrown) {
    if (thrown instanceof JsonFault) return notAnObject
    throw thrown
  }
}

const notAnObject = 'search is a JSON object, for example {"rightTo":"download"}.'

/** The first entry of a list inside an answer, if there is such a list. */
export function firstOf(json: JsonValue | undefined, list: string): JsonValue | undefined {
  const items = isRecord(json) ? json[list] : undefined
  return isList(items) ? items[0] : undefined
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value)

export function textIn(json: JsonValue | undefined, name: string): string | undefined {
  const value = isRecord(json) && Object.hasOwn(json, name) ? json[name] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

export const apiPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    cause: 'The access token is missing, wrong, or older than one hour.',
    remedy: 'Get a new one: refresh it, or take a fresh one from the token page.',
  },
  {
    status: 400,
    says: 'search',
    cause: 'search is not a JSON object, or it was not encoded for the address.',
    remedy: 'Write it as {"name":"value"}; Grantwalk does the encoding.',
  },
  {
    status: 400,
    cause: 'limit or offset is outside what the API takes.',
    remedy: 'Use a limit from 1 to 100 and count the pages from 1.',
  },
  {
    status: 429,
    cause: 'Too many calls in a short time. Arm publishes no number.',
    remedy: 'Wait as many seconds as Retry-After says, then send it again.',
  },
]
