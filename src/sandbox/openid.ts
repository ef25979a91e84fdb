/** The vendor's rules of OpenID Connect, for the checks that only run where there are some. */
import type { Turn } from '../core/simulation.ts'
import type { OpenIdKnobs, OpenIdRules } from '../core/simulator-openid.ts'

export function rulesOf(turn: Turn): OpenIdRules {
  const { openid, id } = turn.simulator
  if (openid === undefined) throw new Error(`${id} says nothing of OpenID Connect`)
  return openid
}

export const knobsOf = (turn: Turn): OpenIdKnobs => rulesOf(turn).knobs(turn)

/** The values of a parameter that is a list with blanks. */
export const wordsIn = (text: string | undefined): readonly string[] =>
  (text ?? '').split(' ').filter((word) => word !== '')

/** Whole seconds, as every JWT has them (RFC 7519 section 2). */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
