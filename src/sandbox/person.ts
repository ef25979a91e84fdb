/** What is told of a person: by scope, or asked for claim by claim (OpenID Connect Core 5.4 and 5.5). */
import type { Account, GrantFacts, Turn } from '../core/simulation.ts'
import { rulesOf, wordsIn } from './openid.ts'

const byScope: Readonly<Record<string, readonly string[]>> = {
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
}

export const claimNames: readonly string[] = ['sub', ...Object.values(byScope).flat()]

export const subjectOf = (turn: Turn, account: Account): string => rulesOf(turn).claims(account).sub

export const accountBySubject = (turn: Turn, sub: unknown): Account | undefined =>
  turn.simulator.accounts.find((account) => subjectOf(turn, account) === sub)

/** The person's claims that a scope, or a wish for single claims, lets out. `sub` is not among them. */
export function claimsFor(
  turn: Turn,
  account: Account,
  asked: { readonly scope: string; readonly names: readonly string[] },
): Readonly<Record<string, unknown>> {
  const scopes = wordsIn(asked.scope).filter((scope) => Object.hasOwn(byScope, scope))
  const names = [...scopes.flatMap((scope) => byScope[scope] ?? []), ...asked.names]
  const known = Object.entries(rulesOf(turn).claims(account))
  return Object.fromEntries(known.filter(([name]) => name !== 'sub' && names.includes(name)))
}

/** The parameter `claims`; `undefined` when it is not what OpenID Connect Core 5.5 describes. */
export function readClaims(text: string): GrantFacts['claims'] {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const namesIn = (part: unknown): readonly string[] =>
      typeof part === 'object' && part !== null ? Object.keys(part) : []
    const { id_token, userinfo }: { id_token?: unknown; userinfo?: unknown } = value
    return { id_token: namesIn(id_token), userinfo: namesIn(userinfo) }
  } catch {
    return undefined
  }
}
