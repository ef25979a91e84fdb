/** The state in an address that a browser came back with: to find a walk by, before anything is checked. */
import { claimsOf } from './answer/jwt.ts'

/** Of a signed answer it is read before its signature is checked; that is enough to find, and for nothing else. */
export function stateIn(callback: string): string | undefined {
  const { searchParams, hash } = new URL(callback)
  const fragment = new URLSearchParams(hash.slice(1))
  const said = (name: string) => searchParams.get(name) ?? fragment.get(name) ?? undefined
  const signed = claimsOf(said('response') ?? '')?.claims['state']
  return said('state') ?? (typeof signed === 'string' ? signed : undefined)
}
