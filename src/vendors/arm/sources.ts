/** The pages that Arm's claims rest on. Read on 2026-11-20. */
import type { Source } from '../../core/source.ts'

const portal =
  'https://anypoint.mulesoft.com/exchange/portals/arm-3/f5af04c7-2f93-4d1e-8355-a60625973e1f/product-entitlement-customer-experience-api/minor/0.0/'

/** The page “Authentication” of Arm's API portal. */
export const authentication = {
  kind: 'vendor',
  link: { title: 'Product Entitlement Customer Experience API: Authentication', url: portal },
} as const satisfies Source
/** Its other pages: use cases, testing, security. */
export const useCases: Source = {
  kind: 'vendor',
  link: { title: 'Product Entitlement Customer Experience API: use cases', url: portal },
}
/** Arm's own open client for this API. */
export const edmgr: Source = {
  kind: 'document',
  link: { title: 'edmgr on PyPI', url: 'https://pypi.org/project/edmgr/' },
}
export const b2c = {
  kind: 'document',
  link: {
    title: 'Azure AD B2C: resource owner password credentials',
    url: 'https://learn.microsoft.com/en-us/azure/active-directory-b2c/add-ropc-policy',
  },
} as const satisfies Source
export const b2cErrors: Source = {
  kind: 'document',
  link: {
    title: 'Azure AD B2C: error codes',
    url: 'https://learn.microsoft.com/en-us/azure/active-directory-b2c/error-codes',
  },
}
export const assumed: Source = { kind: 'assumed' }
