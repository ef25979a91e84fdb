/** Every claim that a specification or one of the vendors names is explained, each once, with its source. */
import { expect, test } from 'vitest'
import { claimFactOf } from './claims.ts'
import { clientClaims } from './claims-client.ts'
import { headerFacts } from './claims-header.ts'
import { jwtClaims } from './claims-jwt.ts'
import { oidcClaims } from './claims-oidc.ts'
import { vendorClaims } from './claims-vendors.ts'
import { dateNames } from './time-dates.ts'

const tables = [jwtClaims, oidcClaims, clientClaims, vendorClaims]
const registered = {
  'RFC 7519': 'iss sub aud exp nbf iat jti',
  'OpenID Connect Core': `name given_name family_name middle_name nickname preferred_username profile picture
    website email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address
    updated_at azp nonce auth_time at_hash c_hash acr amr sub_jwk _claim_names _claim_sources`,
  OAuth:
    'scope client_id act may_act cnf authorization_details htm htu ath roles groups entitlements token_introspection',
  'events and logout': 'events toe txn sid sub_id',
  'software statements': `software_id software_version redirect_uris client_name client_uri logo_uri tos_uri policy_uri
    contacts grant_types response_types token_endpoint_auth_method jwks_uri jwks`,
  'identity assurance':
    'verified_claims place_of_birth nationalities birth_family_name salutation msisdn also_known_as',
  vendors: `tfp ver oid idp emails extension_Department tid appid upn scp azpacr appidacr gty permissions scopes
    accountId https://app.example/roles cognito:groups realm_access`,
}

test.each(Object.entries(registered))('the claims of %s are explained', (_, names) => {
  for (const name of names.split(/\s+/)) {
    const fact = claimFactOf(name, 'claims')
    expect(fact?.means, name).toMatch(/^[A-Z].+\.$/)
    expect(fact?.rule.url, name).toMatch(/^https:\/\//)
  }
})

test('every registered header parameter is explained', () => {
  const names =
    'alg enc zip jku jwk kid x5u x5c x5t x5t#S256 typ cty crit epk apu apv iv tag p2s p2c iss sub aud b64 url nonce ppt'
  for (const name of names.split(' '))
    expect(claimFactOf(name, 'header')?.means, name).toBeDefined()
})

test('no name is explained in two tables', () => {
  const names = tables.flatMap((table) => [...table.keys()])
  expect(new Set(names).size).toBe(names.length)
  expect(headerFacts.size).toBeGreaterThan(25)
})

test('what is a date for the clock is a date on screen, and the other way round', () => {
  const shown = tables.flatMap((table) => [...table].filter(([, fact]) => fact.form === 'time'))
  const known: readonly string[] = dateNames
  expect(shown.map(([name]) => name).sort()).toEqual(
    [...known].filter((name) => name !== 'sip_date').sort(),
  )
})

test('a name that means something to every object means nothing here', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'alg'])
    expect(claimFactOf(name, 'claims')).toBeUndefined()
  expect(claimFactOf('exp', 'header')).toBeUndefined()
})
