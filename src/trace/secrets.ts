/** Every secret a session holds, by declaration: typed, gained, or standing in a message. */
import { type Body, type HeaderPairs, textOf } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'
import { factOf, type Sensitivity, type ValueFact, type ValueName } from '../core/values.ts'
import { formPairs, jsonPairs } from './pairs.ts'

export interface Secret {
  readonly name: ValueName
  readonly value: string
}

export type Facts = Readonly<Record<ValueName, ValueFact>>

interface Message {
  readonly headers: HeaderPairs
  readonly body?: Body
}

/** Headers whose value opens something, and the name it is called by. */
const secretHeaders: Readonly<Record<string, ValueName>> = {
  authorization: 'authorization',
  'proxy-authorization': 'authorization',
  'x-csrf-token': 'csrf_token',
}

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
  const offer = (pairs: readonly (readonly [string, string])[]) => {
    for (const [name, value] of pairs)
      if (isDeclared(name, facts) && hidden(name)) keep(name, value)
  }
  for (const [name, value] of Object.entries(session.values)) if (hidden(name)) keep(name, value)
  if (session.pending !== undefined) offer(urlPairs(session.pending.request.url))
  for (const exchange of session.exchanges) {
    if (exchange.outcome.kind === 'accepted') offer(Object.entries(exchange.outcome.gained))
    if (exchange.callback !== undefined) offer(urlPairs(exchange.callback))
    for (const request of [exchange.built, exchange.sent]) offer(urlPairs(request.url))
    for (const message of messagesOf(exchange)) {
      offer(bodyPairs(message))
      if (kinds.includes('secret'))
        for (const [name, value] of headerSecrets(message)) keep(name, value)
    }
  }
  return [...found.values()]
}

const isDeclared = (name: ValueName, facts: Facts) => factOf(facts, name).label !== name

function messagesOf(exchange: Exchange): readonly Message[] {
  const { outcome } = exchange
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  return [exchange.built, exchange.sent, ...(response === undefined ? [] : [response])]
}

function urlPairs(url: string): readonly (readonly [string, string])[] {
  if (!URL.canParse(url)) return []
  const { search, hash } = new URL(url)
  return [...formPairs(search.slice(1)), ...formPairs(hash.slice(1))]
}

function bodyPairs(message: Message): readonly (readonly [string, string])[] {
  const text = textOf(message).trim()
  return text.startsWith('{') || text.startsWith('[') ? jsonPairs(text) : formPairs(text)
}

function headerSecrets({ headers }: Message): readonly (readonly [string, string])[] {
  return headers.flatMap(([header, value]): (readonly [string, string])[] => {
    const name = header.toLowerCase()
    // The scheme stays readable: what follows it is the secret.
    if (name.endsWith('authorization'))
      return [['authorization', value.slice(value.indexOf(' ') + 1)]]
    if (name === 'cookie') return value.split(';').map(cookiePair)
    if (name === 'set-cookie') return [cookiePair(value.split(';')[0] ?? '')]
    const secret = secretHeaders[name]
    return secret === undefined ? [] : [[secret, value]]
  })
}

function cookiePair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=')
  return [`cookie_${pair.slice(0, at).trim()}`, pair.slice(at + 1).trim()]
}
