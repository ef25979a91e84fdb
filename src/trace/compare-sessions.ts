/** Two walks side by side: exchange by exchange, what differs, and what differed first. Secrets are covered. */
import type { Exchange, Session } from '../core/session.ts'
import { differencesOf } from './compare-exchanges.ts'
import type { Secret } from './secrets.ts'

export type Where =
  | 'step'
  | 'route'
  | 'method'
  | 'address'
  | 'parameter'
  | 'header'
  | 'body'
  | 'outcome'
  | 'status'
  | 'problem'
  | 'finding'
  | 'answer'
  | 'gained'
  | 'token'
  | 'timing'

export interface WalkDifference {
  readonly where: Where
  /** Of the parameter, the header, the claim; empty where there is only one of it. */
  readonly name: string
  /** With secrets covered; `undefined` where this side has none. */
  readonly left: string | undefined
  readonly right: string | undefined
  /** No two runs agree in it: a `state`, a code, a token, an instant. Never the first difference. */
  readonly fresh?: true
}

/** Two exchanges of one step, the first try with the first; one side is absent where the other tried more. */
export interface Pair {
  readonly step: string
  readonly left?: Exchange
  readonly right?: Exchange
  readonly differences: readonly WalkDifference[]
}

export interface Comparison {
  readonly pairs: readonly Pair[]
  /** Where the two walks part: the first difference that is not fresh. */
  readonly first?: { readonly step: string; readonly difference: WalkDifference }
}

/** A walk, with what must not be shown of it. */
export interface Side {
  readonly session: Pick<Session, 'exchanges'>
  readonly secrets: readonly Secret[]
}

export function compareSessions(left: Side, right: Side): Comparison {
  const pairs = paired(left.session.exchanges, right.session.exchanges).map(
    (two): Pair => ({ ...two, differences: differencesBetween(two, left, right) }),
  )
  for (const { step, differences } of pairs) {
    const difference = differences.find(({ fresh }) => fresh !== true)
    if (difference !== undefined) return { pairs, first: { step, difference } }
  }
  return { pairs }
}

type Two = Omit<Pair, 'differences'>

/** In the left walk's order; what only the right one did stands after what it did before that. */
function paired(left: readonly Exchange[], right: readonly Exchange[]): readonly Two[] {
  const byTry = new Map(numbered(right))
  const taken = new Set<Exchange>()
  const pairs = numbered(left).map(([key, one]): Two => {
    const other = byTry.get(key)
    if (other !== undefined) taken.add(other)
    return { step: one.step, left: one, ...(other === undefined ? {} : { right: other }) }
  })
  const alone = new Map<Exchange | undefined, Exchange[]>()
  let before: Exchange | undefined
  for (const one of right)
    if (taken.has(one)) before = one
    else alone.set(before, [...(alone.get(before) ?? []), one])
  const after = (one: Exchange | undefined) =>
    (alone.get(one) ?? []).map((other): Two => ({ step: other.step, right: other }))
  return [
    ...after(undefined),
    ...pairs.flatMap((pair) => [pair, ...(pair.right === undefined ? [] : after(pair.right))]),
  ]
}

/** Each under its step and the how-manieth try of it that it is. */
function numbered(exchanges: readonly Exchange[]): readonly (readonly [string, Exchange])[] {
  const tries = new Map<string, number>()
  return exchanges.map((one) => {
    const count = (tries.get(one.step) ?? 0) + 1
    tries.set(one.step, count)
    return [`${count} ${one.step}`, one]
  })
}

function differencesBetween(
  { step, left, right }: Two,
  one: Side,
  other: Side,
): readonly WalkDifference[] {
  if (left !== undefined && right !== undefined)
    return differencesOf(
      { exchange: left, secrets: one.secrets },
      { exchange: right, secrets: other.secrets },
    )
  const done = 'done'
  return [{ where: 'step', name: step, left: left && done, right: right && done }]
}
