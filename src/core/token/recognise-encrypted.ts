/** Encrypted tokens whose header gives away whose they are. */
import type { JsonRecord } from '../answer/json-parser.ts'
import type { Kind } from './recognise-seen.ts'
import { b2cLink } from './recognise-vendors.ts'

export const encryptedKinds: readonly Kind<JsonRecord>[] = [
  {
    code: 'b2c_refresh_token',
    name: 'a refresh token of Azure AD B2C',
    rule: b2cLink,
    test: ({ alg, kid, ver, ser, zip }) =>
      alg === undefined &&
      kid !== undefined &&
      (ver !== undefined || ser !== undefined) &&
      zip !== undefined
        ? 'Its header has kid, ver, zip and ser, but no alg: it looks like a JWT, and only B2C can open it.'
        : undefined,
  },
  {
    code: 'auth0_opaque',
    name: 'an opaque access token of Auth0',
    rule: {
      title: 'Auth0: access tokens',
      url: 'https://auth0.com/docs/secure/tokens/access-tokens',
    },
    test: ({ alg, enc, iss }) =>
      alg === 'dir' && enc === 'A256GCM' && typeof iss === 'string'
        ? 'It is encrypted for Auth0 itself, as happens when the request named no audience: it opens /userinfo and no API of yours.'
        : undefined,
  },
]
