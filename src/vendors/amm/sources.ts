/** The pages that AMM's claims rest on. Read on 2026-11-20. */
import type { Link, Source } from '../../core/source.ts'

const base = 'https://source.sierrawireless.com/airvantage/amm/reference/API/'

const page = (title: string, path: string): Link => ({ title, url: `${base}${path}` })

export const overview: Source = { kind: 'vendor', link: page('AMM API overview', '') }
export const clients: Source = {
  kind: 'document',
  link: page('AMM API client management', 'API_client_management'),
}
export const access: Source = {
  kind: 'document',
  link: page('AMM API access control', 'API_access_control'),
}
export const usage: Source = {
  kind: 'document',
  link: page('AMM API usage control', 'API_usage_control'),
}
export const endpoints: Source = {
  kind: 'document',
  link: page('AMM API data endpoints', 'API-data_endpoints'),
}
/** AMM answers word for word as this archived product does. */
export const spring: Source = {
  kind: 'inferred',
  link: {
    title: 'Spring Security OAuth 2.x source',
    url: 'https://github.com/spring-attic/spring-security-oauth',
  },
}
export const assumed: Source = { kind: 'assumed' }
