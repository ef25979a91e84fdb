/** Every secret a session holds, by declaration: typed, gained, or standing in a message. */
import {
  type Body,
  bytesOf,
  type HeaderPairs,
  type HttpRequest,
  headersOf,
  textOf,
  utf8,
} from '../core/http.ts'
import { isPlaceholder } from '../core/placeholder.ts'
import type { Exchange, Session } from '../core/session.ts'
import {
  factOf,
  type Sensitivity,
  standardValues,
  type ValueFact,
  type ValueName,
} from '../core/values.ts'
import { formPairs, jsonPairs, spottedIn } from './pairs.ts'

export interface Secret {
  readonly name: ValueName
  readonly value: string
}

export type Facts = Readonly<Record<ValueName, ValueFact>>

interface Message {
  readonly headers: HeaderPairs
  readonly body?: Body
}

/** Headers whose value opens something: X-Api-Key, X-CSRF-Token, Ocp-Apim-Subscription-Key. */
const opensSomething = /(?:^|-)(?:key|token|secret|auth|authentication)(?:-|$)/

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
  /** Strangers in a message are not secrets: only declared names count there. */
  const offer = (pairs: Pairs) => {
    for (const [name, value] of pairs)
      if (isDeclared(name, facts) && hidden(name)) keep(name, value)
  }
  for (const [name, value] of Object.entries(session.values)) if (hidden(name)) keep(name, value)
  offer(pairsIn(session))
  // Where no parser gets through, a name and what follows it still say enough.
  for (const [name, value] of spottedIn(textsOf(session), namesOf(facts).filter(hidden)))
    if (!found.has(plainly(value))) keep(name, value)
  if (kinds.includes('secret'))
    for (const message of messagesIn(session))
      for (const [name, value] of headerSecrets(message)) keep(name, value)
  return [...found.values()]
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

/** Every text of a session that came from outside, or went there. */
const textsOf = (session: Session): readonly string[] => [
  ...addressesIn(session),
  ...session.exchanges.flatMap(({ wire }) => wire?.sentHead ?? []),
  ...messagesIn(session).flatMap((one) => [textOf(one), ...one.headers.map(([, value]) => value)]),
]

const isDeclared = (name: ValueName, facts: Facts) =>
  Object.hasOwn(facts, name) || Object.hasOwn(standardValues, name)

function messagesIn({ pending, exchanges }: Session): readonly Message[] {
  const left = pending === undefined ? [] : [pending.request]
  return [...exchanges.flatMap(messagesOf), ...left]
}

function messagesOf({ built, sent, outcome }: Exchange): readonly Message[] {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  return [built, sent, ...(response === undefined ? [] : [response])]
}

type Pairs = readonly (readonly [string, string])[]

/** Everything in a session that has a name: gained, in addresses, in bodies. */
function pairsIn(session: Session): Pairs {
  return [
    ...session.exchanges.flatMap(gainedIn),
    ...addressesIn(session).flatMap(urlPairs),
    ...messagesIn(session).flatMap(bodyPairs),
  ]
}

const gainedIn = ({ outcome }: Exchange): Pairs =>
  outcome.kind === 'accepted' ? Object.entries(outcome.gained) : []

function addressesIn(session: Session): readonly string[] {
  const left = session.pending === undefined ? [] : [session.pending.request.url]
  const walked = session.exchanges.flatMap(({ built, sent, callback, wire }) => [
    built.url,
    sent.url,
    ...(callback === undefined ? [] : [callback]),
    ...(wire?.hops ?? []).map(({ url }) => url),
    ...(wire?.redirects ?? []).map(({ location }) => location),
  ])
  const answered = messagesIn(session).flatMap((message) => headersOf(message, 'location'))
  return [...walked, ...left, ...answered]
}

/** An address may be relative: a Location often is (RFC 9110 section 10.2.2). */
function urlPairs(address: string): Pairs {
  const base = 'https://relative.invalid'
  if (!URL.canParse(address, base)) return []
  const { search, hash, password } = new URL(address, base)
  return [
    ...(password === '' ? [] : [['password', password] as const]),
    ...formPairs(search.slice(1)),
    ...formPairs(hash.slice(1)),
  ]
}

function bodyPairs(message: Message): Pairs {
  const text = textOf(message).trim()
  return text.startsWith('{') || text.startsWith('[') ? jsonPairs(text) : formPairs(text)
}

function headerSecrets({ headers }: Message): Pairs {
  return headers.flatMap(([header, value]): Pairs => {
    const name = header.toLowerCase()
    // The scheme stays readable: what follows it is the secret.
    if (name.endsWith('authorization')) {
      const credentials = value.slice(value.indexOf(' ') + 1)
      return [['authorization', credentials], ...passwordIn(value)]
    }
    if (name === 'cookie') return value.split(';').map(cookiePair)
    if (name === 'set-cookie') return [cookiePair(value.split(';')[0] ?? '')]
    if (name === 'www-authenticate') return []
    if (name === 'x-csrf-token') return [['csrf_token', value]]
    return opensSomething.test(name) ? [[`header_${name}`, value]] : []
  })
}

/** The half of a Basic header that nobody may see (RFC 7617); nothing where it is something else. */
function passwordIn(header: string): Pairs {
  const credentials = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header.trim())?.[1]
  if (credentials === undefined) return []
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytesOf({ encoding: 'base64', data: credentials }),
    )
    const colon = text.indexOf(':')
    const password = text.slice(colon + 1)
    return colon < 0 ? [] : [['basic_password', password], ...decodedToo(password)]
  } catch {
    return []
  }
}

/** Both halves may have been form-encoded first (RFC 6749 section 2.3.1). */
function decodedToo(password: string): Pairs {
  const [decoded = ''] = new URLSearchParams(`v=${password.replaceAll('&', '%26')}`).values()
  return decoded === password ? [] : [['basic_password', decoded]]
}

function cookiePair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=')
  return [`cookie_${pair.slice(0, at).trim()}`, pair.slice(at + 1).trim()]
}
