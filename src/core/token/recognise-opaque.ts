/** Opaque tokens whose form is known. Their meaning stays with the server that made them. */
import type { Kind } from './recognise-seen.ts'

const form = (code: string, name: string, pattern: RegExp, because: string): Kind<string> => ({
  code,
  name,
  test: (text) => (pattern.test(text) ? because : undefined),
})

const only =
  'Only the server that made it knows what it means: ask it by introspection, or try the token.'

export const opaqueKinds: readonly Kind<string>[] = [
  form(
    'opaque_uuid',
    'an opaque token in the form of a UUID',
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    `AirVantage (AMM) gives such tokens, as Spring Security does. ${only}`,
  ),
  form(
    'opaque_alphanumeric',
    'an opaque token of 32 letters and digits',
    /^[0-9A-Za-z]{32}$/,
    `Aruba Central gives such tokens. ${only}`,
  ),
  form(
    'paseto',
    'a PASETO',
    /^v[1-4]\.(?:local|public)\.[\w-]+/,
    'It begins with its version and purpose. It is no JWT, and not opened here.',
  ),
  form(
    'opaque_github',
    'a token of GitHub',
    /^(?:gh[oprsu]_|github_pat_)\w+$/,
    `Its beginning says so. ${only}`,
  ),
  form('opaque_google', 'an access token of Google', /^ya29\./, `Its beginning says so. ${only}`),
]
