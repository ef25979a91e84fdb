/** Every secret a session holds, by declaration: typed, gained, or standing in a message. */
import { type HeaderPairs, type HttpRequest, headersOf, textOf, utf8 } from '../core/http.ts'
import { isPlaceholder } from '../core/placeholder.ts'
import type { Exchange, Session } from '../core/session.ts'
import {
  factOf,
  type Sensitivity,
  standardValues,
  type ValueFact,
  type ValueName,
} from '../core/values.ts'
import { bodyPairs, headerSecrets, type Message, type Pairs, urlPairs } from './message-pairs.ts'
import { spottedIn } from './pairs.ts'

export interface Secret {
  readonly name: ValueName
  readonly value: string
}

export type Facts = Readonly<Record<ValueName, ValueFact>>

/**
 * Secrets in the order they were met, each value once.
 * @param kinds what counts: by default `secret` only; an export also hides what is `personal`
 */
export function secretsOf(
  session: Session,
  facts: Facts,
  kinds: readonly Sensitivity[] = ['secret'],
): readonly Secret[] {
  const found = new Map<string, Secret>()
  const hidden = (name: ValueName) => kinds.includes(factOf(facts, name).sensitivity)
  const keep = (name: ValueName, value: string) => {
    if (value !== '' && !found.has(value)) found.set(value, { name, value })
  }
  for (const [name, value] of Object.entries(session.values)) if (hidden(name)) keep(name, value)
  const reads = readingsOf(session, facts, kinds)
  for (const { pairs } of reads) for (const [name, value] of pairs) keep(name, value)
  // Where no parser gets through, a name and what follows it still say enough.
  for (const { spotted } of reads)
    for (const [name, value, plain] of spotted) if (!found.has(plain)) keep(name, value)
  if (kinds.includes('secret'))
    for (const { headers } of reads) for (const [name, value] of headers) keep(name, value)
  return [...found.values()]
}

/** What one exchange says, whoever asks. */
interface Reading {
  /** Strangers in a message are not secrets: only names that count are here. */
  readonly pairs: Pairs
  /** Names that count, and what follows them, anywhere in its texts: as written, and plainly. */
  readonly spotted: readonly (readonly [name: ValueName, value: string, plain: string])[]
  readonly headers: Pairs
}

/** An exchange never changes, so each is read once, and not all of them at every change of a walk. */
const readings = new WeakMap<Exchange, Map<string, Reading>>()

function readingsOf(
  { pending, exchanges }: Session,
  facts: Facts,
  kinds: readonly Sensitivity[],
): readonly Reading[] {
  const names = namesOf(facts).filter((name) => kinds.includes(factOf(facts, name).sensitivity))
  const wanted = names.join()
  const left =
    pending === undefined ? [] : [reading([pending.request.url], [pending.request], names)]
  const walked = exchanges.map((exchange) => {
    const known = readings.get(exchange) ?? new Map<string, Reading>()
    readings.set(exchange, known)
    const read = known.get(wanted) ?? readingOf(exchange, names)
    known.set(wanted, read)
    return read
  })
  return [...walked, ...left]
}

function readingOf(exchange: Exchange, names: readonly ValueName[]): Reading {
  const { built, sent, callback, wire, outcome } = exchange
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  const requests = sent === built ? [sent] : [built, sent]
  const messages = [...requests, ...(response === undefined ? [] : [response])]
  const addresses = [
    ...requests.map(({ url }) => url),
    ...(callback === undefined ? [] : [callback]),
    ...(wire?.hops ?? []).map(({ url }) => url),
    ...(wire?.redirects ?? []).map(({ location }) => location),
  ]
  const gained = outcome.kind === 'accepted' ? Object.entries(outcome.gained) : []
  return reading(addresses, messages, names, gained, wire?.sentHead)
}

function reading(
  addresses: readonly string[],
  messages: readonly Message[],
  names: readonly ValueName[],
  gained: Pairs = [],
  head: string = '',
): Reading {
  const places = [...addresses, ...messages.flatMap((one) => headersOf(one, 'location'))]
  const texts = messages.flatMap((one) => [textOf(one), ...one.headers.map(([, value]) => value)])
  return {
    pairs: [...gained, ...places.flatMap(urlPairs), ...messages.flatMap(bodyPairs)].filter(
      ([name]) => names.includes(name),
    ),
    spotted: spottedIn([...places, head, ...texts], names).map(([name, value]) => [
      name,
      value,
      plainly(value),
    ]),
    headers: messages.flatMap(headerSecrets),
  }
}

/** Of a request that was not sent yet, beyond what the walk holds: an assertion is new in every preview. */
export const secretsOfRequest = (request: HttpRequest, facts: Facts): readonly Secret[] =>
  [...urlPairs(request.url), ...bodyPairs(request)]
    .filter(([name]) => isDeclared(name, facts) && factOf(facts, name).sensitivity === 'secret')
    .filter(([, value]) => value !== '' && !isPlaceholder(value))
    .map(([name, value]) => ({ name, value }))

/**
 * What an answer gives away by itself, where no walk declares anything: credentials and cookies in its headers,
 * and values whose name is a standard one.
 * @param start of its body; it may be cut anywhere
 */
export function secretsOfAnswer(headers: HeaderPairs, start: string): readonly Secret[] {
  const found = new Map<string, Secret>()
  const keep = ([name, value]: readonly [string, string]) => {
    if (value !== '' && !found.has(value) && found.size < MOST) found.set(value, { name, value })
  }
  const message: Message = { headers, body: utf8(start) }
  const opens = (name: ValueName) => factOf(standardValues, name).sensitivity === 'secret'
  const places = headersOf({ headers }, 'location')
  for (const pair of headerSecrets(message)) keep(pair)
  for (const pair of [...bodyPairs(message), ...places.flatMap(urlPairs)])
    if (isDeclared(pair[0], {}) && opens(pair[0])) keep(pair)
  // Anybody's text may explain what a client_secret is: only what is as long as one counts.
  for (const [name, value] of spottedIn([start, ...places], namesOf({}).filter(opens)))
    if (value.length >= TELLING && !found.has(plainly(value))) keep([name, value])
  return [...found.values()]
}

/** So many of an answer’s own: each is looked for in many writings, and a server may send a flood of them. */
const MOST = 100

/** Shorter words behind a name are more often prose than secrets. */
const TELLING = 16

/** As it was before it was written into an address, where it can be told. */
function plainly(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

const namesOf = (facts: Facts): readonly ValueName[] => [
  ...new Set([...Object.keys(facts), ...Object.keys(standardValues)]),
]

const isDeclared = (name: ValueName, facts: Facts) =>
  Object.hasOwn(facts, name) || Object.hasOwn(standardValues, name)
