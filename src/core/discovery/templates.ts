/** Where well-known products keep their metadata, for people who know a tenant's name and no address. */
import type { Link } from '../source.ts'

export interface Template {
  readonly id: string
  readonly product: string
  /** `{tenant}` stands for what the person types. */
  readonly issuer: string
  /** Where the document stands, when not at the issuer's well-known path. */
  readonly document?: string
  readonly example: string
  readonly source: Link
}

const link = (title: string, url: string): Link => ({ title, url })

export const templates: readonly Template[] = [
  {
    id: 'entra',
    product: 'Microsoft Entra ID',
    issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
    example: 'contoso.onmicrosoft.com',
    source: link(
      'Microsoft: OpenID Connect on the identity platform',
      'https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc',
    ),
  },
  {
    id: 'auth0',
    product: 'Auth0',
    issuer: 'https://{tenant}.auth0.com/',
    example: 'example.eu',
    source: link(
      'Auth0: OpenID Connect discovery',
      'https://auth0.com/docs/get-started/applications/configure-applications-with-oidc-discovery',
    ),
  },
  {
    id: 'okta',
    product: 'Okta, default server',
    issuer: 'https://{tenant}.okta.com/oauth2/default',
    example: 'dev-123456',
    source: link(
      'Okta: authorization servers',
      'https://developer.okta.com/docs/concepts/auth-servers/',
    ),
  },
  {
    id: 'keycloak',
    product: 'Keycloak, realm at a host',
    issuer: 'https://{tenant}',
    example: 'sso.example.com/realms/shop',
    source: link(
      'Keycloak: securing applications',
      'https://www.keycloak.org/securing-apps/oidc-layers',
    ),
  },
  {
    id: 'google',
    product: 'Google',
    issuer: 'https://accounts.google.com',
    example: 'google',
    source: link(
      'Google: OpenID Connect',
      'https://developers.google.com/identity/openid-connect/openid-connect',
    ),
  },
  {
    id: 'gitlab',
    product: 'GitLab.com',
    issuer: 'https://gitlab.com',
    example: 'gitlab',
    source: link(
      'GitLab as OpenID Connect provider',
      'https://docs.gitlab.com/integration/openid_connect_provider/',
    ),
  },
]

/** The issuer of a tenant; the tenant's text goes in as it stands, blanks around it apart. */
export const issuerFrom = (template: Template, tenant: string): string =>
  template.issuer.replace('{tenant}', tenant.trim().replace(/^\/+|\/+$/g, ''))
