/** The names of the values a walk carries, how each is called on screen, and how private it is. */

/** Spelled as on the wire, so that a field, a parameter and a document agree letter by letter. */
export type ValueName = string

/** Everything known so far. Absent means unknown; an empty string is a value. */
export type Values = Readonly<Record<ValueName, string>>

/** `secret` opens something, `personal` tells who someone is, `public` is neither. */
export type Sensitivity = 'public' | 'personal' | 'secret'

export interface ValueFact {
  readonly label: string
  readonly sensitivity: Sensitivity
}

const fact = (label: string, sensitivity: Sensitivity): ValueFact => ({ label, sensitivity })

/** RFC names that mean the same with every vendor. A vendor declares what it has beyond these. */
export const standardValues: Readonly<Record<ValueName, ValueFact>> = {
  client_id: fact('Client ID', 'public'),
  client_secret: fact('Client secret', 'secret'),
  redirect_uri: fact('Redirect URI', 'public'),
  scope: fact('Scope', 'public'),
  audience: fact('Audience', 'public'),
  state: fact('State', 'public'),
  nonce: fact('Nonce', 'public'),
  code: fact('Authorization code', 'secret'),
  code_verifier: fact('PKCE code verifier', 'secret'),
  username: fact('User name', 'personal'),
  password: fact('Password', 'secret'),
  access_token: fact('Access token', 'secret'),
  refresh_token: fact('Refresh token', 'secret'),
  id_token: fact('ID token', 'secret'),
  token_type: fact('Token type', 'public'),
  expires_in: fact('Lifetime in seconds', 'public'),
  expires_at: fact('Expires at', 'public'),
  software_statement: fact('Software statement', 'secret'),
  basic_credentials: fact('Basic credentials', 'secret'),
}

/** A name nobody declared is treated as secret: the safe mistake. A contract test finds such names. */
export function factOf(
  declared: Readonly<Record<ValueName, ValueFact>>,
  name: ValueName,
): ValueFact {
  const own = Object.hasOwn(declared, name) ? declared[name] : undefined
  const standard = Object.hasOwn(standardValues, name) ? standardValues[name] : undefined
  return own ?? standard ?? { label: name, sensitivity: 'secret' }
}
