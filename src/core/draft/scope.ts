/** What the variables of a draft mean: the environment's first, then the session's, then what is made up. */
import { bytesOf } from '../http.ts'
import type { Session } from '../session.ts'
import { factOf, type ValueFact, type ValueName, type Values } from '../values.ts'
import type { Environment as Surroundings, VendorProfile } from '../vendor.ts'
import type { Environment } from './draft.ts'
import type { Lookup, Meaning, VariableSource } from './variables.ts'

/** A walk, as far as its values may be used in a request of the person's own. */
export interface SessionScope {
  readonly id: string
  readonly name: string
  readonly values: Values
  /** The vendor's, so that it is known what is secret. */
  readonly facts: Readonly<Record<ValueName, ValueFact>>
  /** The only places its secrets go without asking (T68). */
  readonly origins: readonly string[]
}

export interface Scope {
  readonly session?: SessionScope
  readonly environment?: Environment
  /** Origins the person allowed, for this request, to get the session's secrets. */
  readonly approved: readonly string[]
  /** Unix milliseconds. */
  readonly now: number
  /** base64url text of so many random bytes. */
  readonly random: (bytes: number) => string
}

/** Where a session's secrets belong: the hosts of its vendor, or the sandbox. Never where an edited request went. */
export function originsOf(
  session: Pick<Session, 'target' | 'values'>,
  profile: VendorProfile,
  surroundings: Pick<Surroundings, 'sandbox'>,
): readonly string[] {
  const bases =
    session.target === 'sandbox'
      ? [surroundings.sandbox]
      : Object.values(profile.hosts(session.values))
  return [
    ...new Set(bases.filter((base) => URL.canParse(base)).map((base) => new URL(base).origin)),
  ].filter((origin) => origin !== 'null')
}

export const sessionScope = (
  session: Session,
  profile: VendorProfile,
  surroundings: Pick<Surroundings, 'sandbox'>,
): SessionScope => ({
  id: session.id,
  name: session.name,
  values: session.values,
  facts: profile.values,
  origins: originsOf(session, profile, surroundings),
})

/** Names that are made up anew for each request. */
export const builtIns: Readonly<Record<string, string>> = {
  $timestamp: 'The time now, in Unix seconds',
  $uuid: 'A new random UUID',
  $random: 'Sixteen random characters',
}

function builtIn(name: string, { now, random }: Scope): string | undefined {
  if (name === '$timestamp') return String(Math.floor(now / 1000))
  if (name === '$uuid') return uuid(random(16))
  return name === '$random' ? random(12) : undefined
}

/** Version 4 (RFC 9562 section 5.4), from sixteen random bytes as base64url. */
function uuid(text: string): string {
  const data = text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = bytesOf({ encoding: 'base64', data })
  const hex = Array.from({ length: 16 }, (_, at) => {
    const byte = bytes[at] ?? 0
    const set = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte
    return set.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const known = (value: string, source: VariableSource, secret: boolean): Meaning => ({
  kind: 'known',
  value,
  source,
  secret,
})

/**
 * What names mean, by where the request goes. `undefined` while that is not known: no secret then. What
 * is made up is made up once, so that a name means the same everywhere in one request.
 */
export function lookupsOf(scope: Scope): (origin: string | undefined) => Lookup {
  const { session, environment, approved } = scope
  const own = new Map(environment?.variables.map((variable) => [variable.name, variable]))
  const made = new Map<string, string>()

  const goes = (origin: string | undefined, origins: readonly string[]): boolean =>
    origin !== undefined && (origins.includes(origin) || approved.includes(origin))

  /** The person's own secrets go where the person sends them, unless they came from somewhere. */
  function ownMeaning(name: string, origin: string | undefined): Meaning | undefined {
    const mine = own.get(name)
    // A secret variable whose value stayed in another tab is as good as none.
    if (mine === undefined || (mine.kind === 'secret' && mine.value === '')) return undefined
    const { kind, value, origins } = mine
    if (kind === 'secret' && origins !== undefined && !goes(origin, origins))
      return { kind: 'withheld', by: { name: environment?.name ?? '', origins } }
    return known(value, 'environment', kind === 'secret')
  }

  function sessionMeaning(name: string, origin: string | undefined): Meaning | undefined {
    if (session === undefined || !Object.hasOwn(session.values, name)) return undefined
    const value = session.values[name] ?? ''
    if (value === '') return undefined
    const secret = factOf(session.facts, name).sensitivity === 'secret'
    return secret && !goes(origin, session.origins)
      ? { kind: 'withheld', by: session }
      : known(value, 'session', secret)
  }

  function madeUp(name: string): Meaning | undefined {
    const value = made.get(name) ?? builtIn(name, scope)
    if (value === undefined) return undefined
    made.set(name, value)
    return known(value, 'built_in', false)
  }

  return (origin) => (name) =>
    ownMeaning(name, origin) ?? sessionMeaning(name, origin) ?? madeUp(name) ?? { kind: 'unknown' }
}
