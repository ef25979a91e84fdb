/** Claims whose names are made up by a pattern: a prefix of a vendor, or an address before the name. */
import { factsOf, type Row } from './claims-shape.ts'
import { b2cAttributes, cognito, vendorClaims } from './claims-vendors.ts'
import type { ClaimFact } from './shapes.ts'

const auth0Claims = {
  title: 'Auth0: custom claims',
  url: 'https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims',
}

/** Names that are patterns rather than names. */
const patterns: readonly (readonly [pattern: RegExp, row: Row])[] = [
  [
    /^extension_/,
    [
      'extension_*',
      'Custom attribute',
      'Azure AD B2C: an attribute that this directory made up for its users.',
      b2cAttributes,
    ],
  ],
  [
    /^cognito:/,
    [
      'cognito:*',
      'Amazon Cognito',
      'Amazon Cognito: what the user pool knows of the person, such as groups or the user name.',
      cognito,
    ],
  ],
  [
    /^https?:\/\//i,
    [
      'https://*',
      'Custom claim',
      'A claim that the issuer made up, with an address before its name so that it clashes with no other, as Auth0 wants it.',
      auth0Claims,
    ],
  ],
]

export function vendorClaimOf(name: string): ClaimFact | undefined {
  const found = patterns.find(([pattern]) => pattern.test(name))
  return vendorClaims.get(name) ?? (found && factsOf([found[1]]).get(found[1][0]))
}
