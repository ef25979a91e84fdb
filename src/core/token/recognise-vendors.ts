/** Whose token it is, and what is peculiar about that vendor's tokens. */
import type { Kind, Seen } from './recognise-seen.ts'
import { under } from './recognise-seen.ts'

const learn = 'https://learn.microsoft.com/en-us'

export const b2cLink = {
  title: 'Azure AD B2C: tokens',
  url: `${learn}/azure/active-directory-b2c/tokens-overview`,
}
export const entraLink = {
  title: 'Microsoft identity platform: access token claims',
  url: `${learn}/entra/identity-platform/access-token-claims-reference`,
}
export const auth0Link = {
  title: 'Auth0: access token profiles',
  url: 'https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles',
}
export const adobeLink = {
  title: 'Adobe: API access to concurrency monitoring usage',
  url: 'https://experienceleague.adobe.com/en/docs/pass/cm/cmu/cmu-api-access',
}
const keycloakLink = {
  title: 'Keycloak: server administration',
  url: 'https://www.keycloak.org/docs/latest/server_admin/',
}
const oktaLink = {
  title: 'Okta: access tokens',
  url: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/',
}
const cognitoLink = {
  title: 'Amazon Cognito: tokens of user pools',
  url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
}
const googleLink = {
  title: 'Google: OpenID Connect',
  url: 'https://developers.google.com/identity/openid-connect/openid-connect',
}

const vendor = (
  code: string,
  name: string,
  rule: Kind<Seen>['rule'] & object,
  test: Kind<Seen>['test'],
): Kind<Seen> => ({ code, name, rule, test })

export const vendorKinds: readonly Kind<Seen>[] = [
  vendor('b2c', 'a token of Azure AD B2C', b2cLink, b2c),
  vendor('entra', 'a token of Microsoft Entra ID', entraLink, entra),
  vendor('auth0', 'a token of Auth0', auth0Link, auth0),
  vendor('adobe', 'a token of Adobe Pass', adobeLink, adobe),
  vendor('keycloak', 'a token of Keycloak', keycloakLink, ({ has, text }) =>
    has('realm_access') || has('resource_access') || (/\/realms\//.test(text('iss')) && has('typ'))
      ? 'Its roles stand in realm_access and resource_access, or its issuer is a realm.'
      : undefined,
  ),
  vendor('okta', 'a token of Okta', oktaLink, ({ has, issuer }) =>
    under(issuer, 'okta.com') || under(issuer, 'oktapreview.com') || has('cid', 'uid')
      ? 'Okta is its issuer, or it has cid (the client) and uid (the person); scp is a list.'
      : undefined,
  ),
  vendor('cognito', 'a token of Amazon Cognito', cognitoLink, ({ issuer, has }) =>
    issuer.startsWith('cognito-idp.') || (has('token_use') && has('event_id'))
      ? 'token_use says whether it is an access or an ID token; the access token has client_id in place of aud.'
      : undefined,
  ),
  vendor('google', 'a token of Google', googleLink, ({ issuer }) =>
    issuer === 'accounts.google.com' ? 'accounts.google.com is its issuer.' : undefined,
  ),
]

function b2c({ has, text, issuer }: Seen): string | undefined {
  const policy = text('tfp') || text('acr')
  if (/^b2c_1/i.test(policy))
    return `${has('tfp') ? 'tfp' : 'acr'} names the policy that issued it, ${policy.slice(0, 80)}. Each policy may have keys of its own, so its JWKS is found at that policy.`
  if (has('tfp') || under(issuer, 'b2clogin.com'))
    return 'Its issuer or the claim tfp shows it. Each policy may have keys of its own, so its JWKS is found at that policy.'
  // Arm's own domain stands before B2C (vendor notes 1.3).
  return issuer === 'account.arm.com' ? 'Its issuer is Arm’s address for B2C.' : undefined
}

const entraHosts = [
  'sts.windows.net',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
]

function entra({ has, issuer, header }: Seen): string | undefined {
  if (!entraHosts.includes(issuer) && !(has('tid') && (has('appid') || has('azpacr'))))
    return undefined
  return header['nonce'] === undefined
    ? 'Its issuer, or tid with appid or azpacr, shows it. ver says which form: 1.0 has appid and upn, 2.0 has azp and preferred_username.'
    : 'Its header has a nonce: this token is for Microsoft’s own APIs, and nobody else can check its signature.'
}

function auth0({ has, text, issuer, claims }: Seen): string | undefined {
  if (has('gty'))
    return `gty names the grant it came from (${text('gty').slice(0, 40)}), and azp the client.`
  if (text('sub').endsWith('@clients'))
    return 'sub ends in @clients: it is about a client, not about a person.'
  if (under(issuer, 'auth0.com')) return 'auth0.com is its issuer.'
  const { permissions } = claims
  return /^[a-z0-9-]+\|/i.test(text('sub')) && (has('azp') || permissions !== undefined)
    ? 'sub names a connection and a person with | between them, as Auth0 does.'
    : undefined
}

function adobe({ issuer, has }: Seen): string | undefined {
  if (issuer !== 'auth.adobe.com') return undefined
  return has('scopes')
    ? 'auth.adobe.com is its issuer. Its scopes stand in a claim called scopes, with commas between them, where RFC 9068 has scope and blanks; there is no aud.'
    : 'auth.adobe.com is its issuer. Its header has only alg; the software is named by sub, and there is no exp.'
}
