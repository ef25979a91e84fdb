/** The specifications that the steps of this vendor rest on, beside the RFCs. */
import type { Link, Source } from '../../core/source.ts'

const openid = (title: string, path: string): Link => ({
  title,
  url: `https://openid.net/specs/${path}`,
})

export const core = (section: string, anchor: string): Link =>
  openid(`OpenID Connect Core, section ${section}`, `openid-connect-core-1_0.html#${anchor}`)
export const discovery = openid('OpenID Connect Discovery', 'openid-connect-discovery-1_0.html')
export const multiple = openid(
  'OAuth 2.0 Multiple Response Types',
  'oauth-v2-multiple-response-types-1_0.html',
)
export const formPost = openid(
  'OAuth 2.0 Form Post Response Mode',
  'oauth-v2-form-post-response-mode-1_0.html',
)
export const jarm = openid('JWT Secured Authorization Response Mode', 'oauth-v2-jarm.html')
export const logout = openid('RP-Initiated Logout', 'openid-connect-rpinitiated-1_0.html')

export const documented = (link: Link): Source => ({ kind: 'document', link })
export const assumed: Source = { kind: 'assumed' }

export const ciba = (section: string, anchor: string): Link =>
  openid(
    `CIBA Core, section ${section}`,
    `openid-client-initiated-backchannel-authentication-core-1_0.html#${anchor}`,
  )
