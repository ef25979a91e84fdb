/** The documents that claims about Aruba Central rest on. Read on 2026-11-20. */
import type { Link, Source } from '../../core/source.ts'

const document = (title: string, url: string): Source => ({
  kind: 'document',
  link: { title, url },
})

/** The guide the walk was asked for in: Aruba Central API Reference Guide, 2.5.4. */
export const guideLink: Link = {
  title: 'Aruba Central: getting a token with the OAuth grant',
  url: 'https://www.arubanetworks.com/techdocs/central/latest/content/nms/api/code-grant.htm',
}
export const guide: Source = { kind: 'vendor', link: guideLink }
export const access = document(
  'HPE Aruba developer pages: OAuth access token',
  'https://developer.arubanetworks.com/aruba-central/docs/api-oauth-access-token',
)
export const limits = document(
  'HPE Aruba developer pages: usage and rate limits',
  'https://developer.arubanetworks.com/aruba-central/docs/usage-and-rate-limits',
)
export const pycentral = document(
  'pycentral, Aruba’s own Python client',
  'https://github.com/aruba/pycentral',
)
export const studio = document(
  'Central Automation Studio, Aruba’s own browser tool',
  'https://github.com/aruba/central-automation-studio',
)
/** Answers name the gateway: `via: kong/0.14.1`. */
export const kong: Source = {
  kind: 'inferred',
  link: {
    title: 'Kong 0.14.1, the OAuth 2.0 plugin',
    url: 'https://github.com/Kong/kong/blob/0.14.1/kong/plugins/oauth2/access.lua',
  },
}
export const assumed: Source = { kind: 'assumed' }
