/** What oidc-provider leaves to whoever runs it: an exchange of tokens, and details of a permission. */
import type { Configuration, Provider, TokenEndpointGrantContext } from 'oidc-provider'

export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

interface Lent {
  readonly accountId: string
  readonly scope: string
  readonly more?: Readonly<Record<string, string>>
}

/** A token as this server makes them, for a grant of its own. */
async function give(ctx: TokenEndpointGrantContext, { accountId, scope, more }: Lent) {
  const { provider, client } = ctx.oidc
  const grant = new provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope(scope)
  const grantId = await grant.save()
  const token = new provider.AccessToken({ accountId, client, grantId, scope, gty: 'lent' })
  const access_token = await token.save()
  ctx.body = {
    ...{ access_token, token_type: 'Bearer', expires_in: token.expiration, scope },
    ...more,
  }
}

function refuse(ctx: TokenEndpointGrantContext, error: string): void {
  ctx.status = 400
  ctx.body = { error, error_description: 'not known here' }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** RFC 8693 section 2, for the server's own access tokens. */
export function lendGrants(provider: Provider): void {
  provider.registerGrantType(
    EXCHANGE,
    async (ctx) => {
      const said = ctx.oidc.params as Readonly<Record<string, unknown>>
      const subject = await provider.AccessToken.find(text(said['subject_token']))
      if (subject === undefined || said['subject_token_type'] !== ACCESS_TOKEN)
        return refuse(ctx, 'invalid_request')
      const scope = text(said['scope'] ?? subject.scope)
      await give(ctx, {
        ...{ accountId: subject.accountId, scope },
        more: { issued_token_type: ACCESS_TOKEN },
      })
    },
    ['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'scope'],
  )
}

type Features = NonNullable<Configuration['features']>

/** RFC 9396: one type of detail, given as it was asked for. */
export const details = {
  enabled: true as const,
  types: { account_information: { validate: () => undefined } },
  authorizationDetailsForGrantSource: (ctx) =>
    JSON.parse(text(ctx.oidc.params?.['authorization_details']) || '[]'),
  authorizationDetailsForAccessToken: (_ctx, _token, source) => source?.rar,
  authorizationDetailsForIntrospection: (_ctx, token) => token.rar,
} satisfies NonNullable<Features['richAuthorizationRequests']>
