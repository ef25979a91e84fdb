/** Claims that only one vendor's tokens have: Azure AD B2C, Microsoft Entra, Auth0, Adobe and a few others. */
import { factsOf, type Row } from './claims-shape.ts'
import { adobeLink, auth0Link, b2cLink, entraLink } from './recognise-vendors.ts'

const auth0Rights = {
  title: 'Auth0: role-based access control',
  url: 'https://auth0.com/docs/get-started/apis/enable-role-based-access-control-for-apis',
}
const auth0Organizations = {
  title: 'Auth0: tokens and organizations',
  url: 'https://auth0.com/docs/manage-users/organizations/using-tokens',
}
const optional = {
  title: 'Microsoft identity platform: optional claims',
  url: 'https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference',
}
export const b2cAttributes = {
  title: 'Azure AD B2C: user profile attributes',
  url: 'https://learn.microsoft.com/en-us/azure/active-directory-b2c/user-profile-attributes',
}
const usageEngine = {
  title: 'Usage Engine: authentication',
  url: 'https://infozone.atlassian.net/wiki/spaces/DAZ/pages/79921630',
}
const keycloak = {
  title: 'Keycloak: server administration',
  url: 'https://www.keycloak.org/docs/latest/server_admin/',
}
export const cognito = {
  title: 'Amazon Cognito: access tokens',
  url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html',
}

const rows: readonly Row[] = [
  [
    'tfp',
    'Policy',
    'Azure AD B2C: the policy, or user flow, that issued the token; its keys are found at that policy.',
    b2cLink,
  ],
  [
    'ver',
    'Form of the token',
    'Microsoft: which form of token this is, such as 1.0 or 2.0; the names of other claims depend on it.',
    entraLink,
  ],
  [
    'oid',
    'Object',
    'Microsoft: the person or application in the directory, the same for every client.',
    entraLink,
  ],
  [
    'idp',
    'Identity provider',
    'Microsoft: who signed the person in, where that is not the issuer itself.',
    entraLink,
  ],
  [
    'emails',
    'E-mail addresses',
    'Azure AD B2C: the person’s addresses as a list, in place of email.',
    b2cAttributes,
  ],
  ['newUser', 'New user', 'Azure AD B2C: whether the person signed up just now.', b2cAttributes],
  [
    'trustFrameworkPolicy',
    'Policy',
    'Azure AD B2C: the custom policy that ran, under its full name.',
    b2cLink,
  ],
  ['correlationId', 'Correlation', 'Azure AD B2C: the name of this sign-in in the logs.', b2cLink],
  ['tid', 'Tenant', 'Microsoft Entra: the directory that the person signed in to.', entraLink],
  ['appid', 'Application', 'Microsoft Entra, form 1.0: the client that uses the token.', entraLink],
  [
    'app_displayname',
    'Application name',
    'Microsoft Entra: the name of the client, for people only.',
    entraLink,
  ],
  [
    'appidacr',
    'Client authentication',
    'Microsoft Entra, form 1.0: how the client proved who it is: 0 not at all, 1 by a secret, 2 by a certificate.',
    entraLink,
  ],
  [
    'azpacr',
    'Client authentication',
    'Microsoft Entra, form 2.0: how the client proved who it is: 0 not at all, 1 by a secret, 2 by a certificate.',
    entraLink,
  ],
  [
    'upn',
    'User principal name',
    'Microsoft Entra: the person’s sign-in name; it can change and be given to another, so nothing may depend on it.',
    optional,
  ],
  [
    'unique_name',
    'Display name',
    'Microsoft Entra, form 1.0: a name for people to read, and not unique.',
    entraLink,
  ],
  [
    'scp',
    'Scope',
    'What the client may do for the person: words with blanks between them at Microsoft, a list at Okta.',
    entraLink,
    'scope',
  ],
  [
    'idtyp',
    'Kind of subject',
    'Microsoft Entra: app when the token is about an application and no person.',
    optional,
  ],
  [
    'wids',
    'Directory roles',
    'Microsoft Entra: the roles the person has in the whole directory.',
    entraLink,
  ],
  [
    'hasgroups',
    'Has groups',
    'Microsoft Entra: there are groups, too many to be listed in the token.',
    entraLink,
  ],
  [
    'xms_cc',
    'Client capabilities',
    'Microsoft Entra: what the client can cope with, such as being asked for more claims.',
    optional,
  ],
  [
    'ipaddr',
    'Address',
    'Microsoft Entra, form 1.0: the network address that the person signed in from.',
    entraLink,
  ],
  [
    'aio',
    'For Microsoft',
    'Microsoft Entra: kept for Microsoft’s own use; nobody else can read it.',
    entraLink,
  ],
  [
    'rh',
    'For Microsoft',
    'Microsoft Entra: kept for Microsoft’s own use; nobody else can read it.',
    entraLink,
  ],
  [
    'uti',
    'Token identifier',
    'Microsoft Entra: names this one token, as jti does, and stands in the logs.',
    entraLink,
  ],
  [
    'gty',
    'Grant type',
    'Auth0: the grant that the token came from, such as client-credentials.',
    auth0Link,
  ],
  [
    'permissions',
    'Permissions',
    'Auth0: the rights of the person or client at this API, when its roles are switched on.',
    auth0Rights,
  ],
  [
    'org_id',
    'Organization',
    'Auth0: the organization that the person signed in for; to be compared with the wanted one.',
    auth0Organizations,
  ],
  ['org_name', 'Organization name', 'Auth0: the name of that organization.', auth0Organizations],
  ['accountId', 'Account', 'Usage Engine: the account that the access was made in.', usageEngine],
  [
    'scopes',
    'Scopes',
    'Adobe: what the client may do, with commas between the words, where other servers have scope and blanks.',
    adobeLink,
    'scope',
  ],
  ['realm_access', 'Realm roles', 'Keycloak: the roles that hold in the whole realm.', keycloak],
  ['resource_access', 'Client roles', 'Keycloak: the roles that hold at single clients.', keycloak],
  [
    'allowed-origins',
    'Allowed origins',
    'Keycloak: which web pages may use this token from a browser.',
    keycloak,
  ],
  [
    'token_use',
    'Token use',
    'Amazon Cognito: access or id; a reader has to check it, because one must not pass for the other.',
    cognito,
  ],
  ['event_id', 'Event', 'Amazon Cognito: names the sign-in that the token came from.', cognito],
  [
    'origin_jti',
    'Revocation identifier',
    'Amazon Cognito: ties all tokens of one sign-in together, so that they can be revoked together.',
    cognito,
  ],
]

export const vendorClaims = factsOf(rows)
