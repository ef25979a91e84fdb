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

/** “Token endpoint”: names are spelled as on the wire, so most label themselves. */
export const facts = (sensitivity: Sensitivity, names: string): [ValueName, ValueFact][] =>
  names.split(' ').map((name) => {
    const words = name.replaceAll('_', ' ')
    return [name, fact(`${words.charAt(0).toUpperCase()}${words.slice(1)}`, sensitivity)]
  })

/** RFC names that mean the same with every vendor. A vendor declares what it has beyond these. */
export const standardValues: Readonly<Record<ValueName, ValueFact>> = {
  ...Object.fromEntries([
    ...facts('public', 'scope audience state nonce token_type expires_at'),
    ...facts('personal', 'login_hint logout_hint'),
    // Every one of them opens something by itself: RFC 6749, 7009, 7521, 7523, 7591, 8628, 8693; OpenID Connect; CIBA.
    ...facts(
      'secret',
      'client_secret password access_token refresh_token software_statement basic_credentials assertion client_assertion id_token_hint logout_token login_hint_token device_code auth_req_id subject_token actor_token registration_access_token initial_access_token',
    ),
  ]),
  client_id: fact('Client ID', 'public'),
  redirect_uri: fact('Redirect URI', 'public'),
  code: fact('Authorization code', 'secret'),
  code_verifier: fact('PKCE code verifier', 'secret'),
  username: fact('User name', 'personal'),
  id_token: fact('ID token', 'secret'),
  expires_in: fact('Lifetime in seconds', 'public'),
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
