/** One choice of client authentication, honoured at every endpoint (RFC 6749 section 2.3, OpenID Connect Core 9). */
import { importJWK, SignJWT } from 'jose'
import { type ClientAuth, ClientSecretPost, None } from 'oauth4webapi'
import { basicCredentials } from './client-auth.ts'
import { clientKey } from './client-key.ts'
import type { Choice, Context } from './vendor.ts'

export const clientAuthenticationMethods: readonly Choice[] = [
  { value: 'none', label: 'None', hint: 'A public client: its ID alone, and PKCE.' },
  { value: 'client_secret_basic', label: 'Basic', hint: 'The secret in the Authorization header.' },
  { value: 'client_secret_post', label: 'Post', hint: 'The secret in the body.' },
  {
    value: 'client_secret_jwt',
    label: 'Secret JWT',
    hint: 'A small token signed with the secret, which itself is not sent.',
  },
  {
    value: 'private_key_jwt',
    label: 'Private key JWT',
    hint: 'A small token signed with a key that only the client has.',
  },
]

/** How long an assertion holds: long enough to read the request before it is sent. */
const ASSERTION_SECONDS = 300

/** From `token_endpoint_auth_method` and the values it names. */
export function clientAuthentication(context: Context): ClientAuth {
  switch (context.values['token_endpoint_auth_method'] ?? 'none') {
    case 'client_secret_basic':
      return basic(context)
    case 'client_secret_post':
      return ClientSecretPost(context.need('client_secret'))
    case 'client_secret_jwt':
      return asserted(context, () => bySecret(context))
    case 'private_key_jwt':
      return asserted(context, () => byKey(context))
    default:
      return None()
  }
}

const basic =
  (context: Context): ClientAuth =>
  async (_server, { client_id }, _body, headers) => {
    const encoding = context.values['basic_encoding'] === 'raw' ? 'raw' : 'strict'
    const credentials = await basicCredentials(client_id, context.need('client_secret'), encoding)
    headers.set('authorization', `Basic ${credentials}`)
  }

interface Signer {
  readonly header: { readonly alg: string; readonly kid?: string }
  readonly key: CryptoKey | Uint8Array
}

/** RFC 7523 section 3. The audience is the issuer where it is known, as that names one server and no other. */
const asserted =
  (context: Context, signer: () => Promise<Signer>): ClientAuth =>
  async (server, { client_id }, body) => {
    const { header, key } = await signer()
    const now = Math.floor(context.now / 1000)
    const audience = context.values['issuer'] ?? context.values['token_endpoint'] ?? server.issuer
    const assertion = await new SignJWT({ jti: context.random(16) })
      .setProtectedHeader(header)
      .setIssuer(client_id)
      .setSubject(client_id)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + ASSERTION_SECONDS)
      .sign(key)
    body.set('client_id', client_id)
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    body.set('client_assertion', assertion)
  }

const bySecret = async (context: Context): Promise<Signer> => ({
  header: { alg: 'HS256' },
  key: new TextEncoder().encode(context.need('client_secret')),
})

async function byKey(context: Context): Promise<Signer> {
  const { jwk, alg } = await clientKey(context)
  const key = await importJWK(jwk, alg)
  return { header: { alg, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) }, key }
}
