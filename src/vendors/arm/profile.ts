/** Facts about Arm Product Entitlement. Sources and assumptions: README.md beside this file. */
import type { ValueFact } from '../../core/values.ts'
import type { VendorProfile } from '../../core/vendor.ts'

const fact = (label: string, sensitivity: ValueFact['sensitivity']): ValueFact => ({
  label,
  sensitivity,
})

export const profile: VendorProfile = {
  id: 'arm',
  name: 'Arm Product Entitlement',
  product: 'Product Entitlement Customer Experience API',
  summary:
    'What your company may download from Arm. Two ways in: a token copied from a page, or name and password at Azure AD B2C, with a refresh token.',
  links: [
    {
      title: 'Product Entitlement Customer Experience API',
      url: 'https://anypoint.mulesoft.com/exchange/portals/arm-3/f5af04c7-2f93-4d1e-8355-a60625973e1f/product-entitlement-customer-experience-api/minor/0.0/',
    },
  ],
  values: {
    tenant: fact('Tenant', 'public'),
    policy: fact('Policy', 'public'),
    jwks_policy: fact('Policy of the keys', 'public'),
    username: fact('Arm account email', 'personal'),
    client_authentication: fact('Client authentication', 'public'),
    assertion_key: fact('Private key', 'secret'),
    assertion_public_key: fact('Public key', 'public'),
    client_assertion: fact('Client assertion', 'secret'),
    pasted_token: fact('Token from the page', 'secret'),
    profile_info: fact('Profile info', 'personal'),
    jwks: fact('Key set (JWKS)', 'public'),
    token_header: fact('Header of the access token', 'public'),
    token_claims: fact('Claims of the access token', 'personal'),
    token_expires: fact('The access token says it ends', 'public'),
    id_token_claims: fact('Claims of the ID token', 'personal'),
    token_signature: fact('Signature of the access token', 'public'),
    limit: fact('limit (page size)', 'public'),
    offset: fact('offset (page number)', 'public'),
    search: fact('search (JSON)', 'public'),
    release_search: fact('search for releases (JSON)', 'public'),
    total_items: fact('totalNumberOfItems', 'public'),
    entitlement_id: fact('Entitlement ID', 'public'),
    release_id: fact('Release ID', 'public'),
    artifact_id: fact('Artifact ID', 'public'),
    file_name: fact('File name', 'public'),
    file_md5: fact('MD5 of the file', 'public'),
    country: fact('Declared country', 'public'),
    // Whoever has the signed link can download: it needs no token.
    downloadUrl: fact('Download link', 'secret'),
  },
  hosts: () => ({ main: 'https://account.arm.com', api: 'https://api.arm.com' }),
  origins: ['https://account.arm.com', 'https://api.arm.com'],
  paging: { offset: 'page', limit: 10 },
}
