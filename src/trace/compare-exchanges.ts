/** What differs between two exchanges of one step: what was asked, what came back, how long it took. */
import { textOf } from '../core/http.ts'
import type { Exchange, Outcome } from '../core/session.ts'
import { compareTokens } from '../core/token/compare.ts'
import { readToken } from '../core/token/read.ts'
import type { WalkDifference, Where } from './compare-sessions.ts'
import { isFresh } from './fresh.ts'
import { segmentsOf } from './mask.ts'
import { formPairs } from './pairs.ts'
import type { Secret } from './secrets.ts'

interface ExchangeSide {
  readonly exchange: Exchange
  readonly secrets: readonly Secret[]
}

/** One comparable thing of an exchange. */
type Facet = readonly [where: Where, name: string, value: string]

/** As long as a page of text: a body that differs is looked at where it stands. */
const MOST = 2_000

/** In the order in which it happened: the request, the answer, what was made of it, the time. */
export function differencesOf(left: ExchangeSide, right: ExchangeSide): readonly WalkDifference[] {
  const [one, other] = [facetsOf(left.exchange), facetsOf(right.exchange)]
  const keys = [...new Set([...one.keys(), ...other.keys()])]
  return [
    ...keys.flatMap((key) => {
      const [mine, theirs] = [one.get(key), other.get(key)]
      const { where, name } = mine ?? theirs ?? { where: 'step', name: '' }
      if (isSame(mine?.values, theirs?.values)) return []
      const difference: WalkDifference = {
        ...{ where, name },
        left: covered(mine?.values, left.secrets),
        right: covered(theirs?.values, right.secrets),
      }
      return [marked(difference)]
    }),
    ...tokenDifferences(left, right),
    ...timing(left.exchange, right.exchange),
  ]
}

const marked = (difference: WalkDifference): WalkDifference =>
  isFresh(difference) ? { ...difference, fresh: true } : difference

interface Values {
  readonly where: Where
  readonly name: string
  /** A name may stand there more than once. */
  readonly values: readonly string[]
}

const isSame = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
  one?.length === other?.length && (one ?? []).every((value, at) => value === other?.[at])

function facetsOf(exchange: Exchange): ReadonlyMap<string, Values> {
  const found = new Map<string, Values>()
  for (const [where, name, value] of [...askedOf(exchange), ...cameOf(exchange.outcome)]) {
    const key = `${where} ${name}`
    found.set(key, { where, name, values: [...(found.get(key)?.values ?? []), value] })
  }
  return found
}

function askedOf({ sent, route, callback }: Exchange): readonly Facet[] {
  const { address, parameters } = addressOf(sent.url)
  const body = bodyOf(textOf(sent), 'body')
  const back = callback === undefined ? [] : addressOf(callback).parameters
  return [
    ['route', '', route],
    ['method', '', sent.method],
    ['address', '', address],
    ...parameters.map(([name, value]): Facet => ['parameter', name, value]),
    ...sent.headers.map(([name, value]): Facet => ['header', name.toLowerCase(), value]),
    ...body,
    ...back.map(([name, value]): Facet => ['answer', name, value]),
  ]
}

function cameOf(outcome: Outcome): readonly Facet[] {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  const status = response === undefined ? [] : [['status', '', statusLine(response)] as const]
  const body = response === undefined ? [] : bodyOf(textOf(response), 'answer')
  const judged: readonly Facet[] =
    outcome.kind === 'accepted'
      ? outcome.findings.map(({ code, text }): Facet => ['finding', code, text])
      : [
          ['problem', '', outcome.problem.code],
          ['problem', 'said', outcome.problem.said ?? ''],
        ]
  const gained = outcome.kind === 'accepted' ? Object.entries(outcome.gained) : []
  return [
    ...status,
    ['outcome', '', outcome.kind],
    ...judged,
    // What was gained says it better than the JSON it was read from.
    ...(gained.length > 0 ? [] : body),
    ...gained.map(([name, value]): Facet => ['gained', name, value]),
  ]
}

const statusLine = ({ status, statusText }: { status: number; statusText: string }) =>
  `${status} ${statusText}`.trim()

function addressOf(url: string) {
  if (!URL.canParse(url)) return { address: url, parameters: [] }
  const { origin, pathname, search, hash } = new URL(url)
  return {
    address: `${origin}${pathname}`,
    parameters: [...formPairs(search.slice(1)), ...formPairs(hash.slice(1))],
  }
}

/** Parameter by parameter where it is a form or a flat JSON object, else as one. */
function bodyOf(text: string, where: 'body' | 'answer'): readonly Facet[] {
  if (text === '') return []
  const members = membersOf(text)
  if (members !== undefined) return members.map(([name, value]): Facet => [where, name, value])
  return /^[\w.~%+-]+=[^\s<>{}]*$/.test(text)
    ? formPairs(text).map(([name, value]): Facet => [where, name, value])
    : [[where, '', text]]
}

function membersOf(text: string): readonly (readonly [string, string])[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    return Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'string' ? one : JSON.stringify(one),
    ])
  } catch {
    return undefined
  }
}

function covered(
  values: readonly string[] | undefined,
  secrets: readonly Secret[],
): string | undefined {
  return values?.map((value) => coverText(value, secrets)).join(', ')
}

/** Nothing of a secret but its name and its length. */
function coverText(text: string, secrets: readonly Secret[]): string {
  const shown = segmentsOf(text, secrets)
    .map((one) =>
      one.kind === 'text' ? one.text : `[${one.secret.name}, ${one.text.length} characters]`,
    )
    .join('')
  return shown.length > MOST ? `${shown.slice(0, MOST)}…` : shown
}

/** Of the tokens both gained under one name: header and claims, one by one. */
function tokenDifferences(left: ExchangeSide, right: ExchangeSide): readonly WalkDifference[] {
  const [mine, theirs] = [gainedIn(left.exchange), gainedIn(right.exchange)]
  return Object.entries(mine).flatMap(([token, value]) => {
    const other = Object.hasOwn(theirs, token) ? theirs[token] : undefined
    if (other === undefined || other === value || !isJwt(value) || !isJwt(other)) return []
    return compareTokens(readToken(value), readToken(other)).map((found) =>
      marked({
        where: 'token',
        name: `${token} ${found.where === 'header' ? 'header' : 'claim'} ${found.name}`,
        left: found.left && coverText(found.left, left.secrets),
        right: found.right && coverText(found.right, right.secrets),
      }),
    )
  })
}

const gainedIn = ({ outcome }: Exchange) => (outcome.kind === 'accepted' ? outcome.gained : {})

const isJwt = (value: string) => value.split('.', 4).length === 3

/** Told when it could matter: half a second and twice as long. Never where two walks part. */
function timing(left: Exchange, right: Exchange): readonly WalkDifference[] {
  // How long a person took to log in says nothing.
  if (left.route === 'navigation') return []
  const [one, other] = [left, right].map(({ startedAt, endedAt }) => endedAt - startedAt)
  if (one === undefined || other === undefined) return []
  const [fast, slow] = one < other ? [one, other] : [other, one]
  if (slow - fast < 500 || slow < fast * 2) return []
  return [{ where: 'timing', name: '', left: `${one} ms`, right: `${other} ms`, fresh: true }]
}
