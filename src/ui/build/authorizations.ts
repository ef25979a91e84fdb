/** The kinds of authorization: their names, how each begins, and what each sends. */
import type { Authorization } from '../../core/draft/draft.ts'
import type { Link } from '../../core/source.ts'
import { rfc } from '../../core/source.ts'

export type AuthorizationKind = Authorization['kind']

export const authorizationKinds: readonly {
  readonly value: AuthorizationKind
  readonly label: string
}[] = [
  { value: 'none', label: 'None' },
  { value: 'bearer', label: 'Bearer' },
  { value: 'basic', label: 'Basic' },
  { value: 'dpop', label: 'DPoP' },
  { value: 'api_key', label: 'API key' },
  { value: 'aruba', label: 'Aruba customer' },
]

interface About {
  readonly text: string
  readonly rule?: Link
}

export const authorizationAbout: Readonly<Record<AuthorizationKind, About>> = {
  none: { text: 'Nothing is added. A header you write yourself is sent as it is.' },
  bearer: {
    text: 'Whoever holds the token may use it. Sent as Authorization: Bearer.',
    rule: rfc(6750, '2.1'),
  },
  basic: {
    text: 'User name and password in base64, which hides nothing. Sent as Authorization: Basic.',
    rule: rfc(7617, '2'),
  },
  dpop: {
    text: 'The token with a proof, signed for this very request, that you hold its key. A new proof is made each time.',
    rule: rfc(9449, '4'),
  },
  api_key: { text: 'A key under a name of the server’s choice, where the server wants it.' },
  aruba: {
    text: 'A provider’s bearer token, and the TenantID of the customer it is used for.',
  },
}

/** Begins with the names a walk's values have: usually that is all there is to do. */
export function authorizationAs(kind: AuthorizationKind, before: Authorization): Authorization {
  if (kind === before.kind) return before
  const token = 'token' in before ? before.token : '{{access_token}}'
  switch (kind) {
    case 'none':
      return { kind }
    case 'bearer':
      return { kind, token }
    case 'basic':
      return { kind, username: '{{client_id}}', password: '{{client_secret}}' }
    case 'dpop':
      return { kind, token, key: '' }
    case 'api_key':
      return { kind, in: 'header', name: 'X-Api-Key', value: '' }
    case 'aruba':
      return { kind, token, tenant: '' }
  }
}
