/** Large bodies beside the record, so that reading and writing a walk does not carry them through every change. */
import type { Body, HttpRequest, HttpResponse } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'

/** In characters of a body's text or base64. */
export const LARGE = 64 * 1024

const places = ['built', 'sent', 'response'] as const
type Place = (typeof places)[number]

/** Of one exchange: only those that are large. */
export type Bodies = Readonly<Partial<Record<Place, Body>>>

/** By exchange. */
export type Apart = ReadonlyMap<string, Bodies>

/** What stands in the record instead. */
const reference = { encoding: 'apart', data: '' }

export const bodyKey = (session: string, exchange: string) => `body:${session}:${exchange}`

/** A record without its large bodies, and these. */
export function takenApart(session: Session): { readonly record: unknown; readonly apart: Apart } {
  const apart = new Map<string, Bodies>()
  const exchanges = session.exchanges.map((exchange) => {
    const large = largeOf(exchange)
    if (Object.keys(large).length === 0) return exchange
    apart.set(exchange.id, large)
    return withBodies(exchange, (place, message) =>
      large[place] === undefined ? message : { ...message, body: reference },
    )
  })
  return { record: { ...session, exchanges }, apart }
}

function largeOf({ built, sent, outcome }: Exchange): Bodies {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  const all = { built: built.body, sent: sent.body, response: response?.body }
  return Object.fromEntries(
    Object.entries(all).filter(([, body]) => (body?.data.length ?? 0) > LARGE),
  )
}

/** What is missing shows as an answer that was cut, not as a walk that is lost. */
const missing = (message: object) => ({
  ...message,
  body: { encoding: 'utf8', data: '' },
  ...('status' in message ? { truncated: true } : {}),
})

/** The whole record again, still to be judged by the schema: the disk is untrusted input. */
export function putTogether(record: unknown, bodies: ReadonlyMap<string, unknown>): unknown {
  if (!isObject(record) || !Array.isArray(record['exchanges'])) return record
  const exchanges: readonly unknown[] = record['exchanges']
  return {
    ...record,
    exchanges: exchanges.map((exchange) => {
      if (!isObject(exchange) || typeof exchange['id'] !== 'string') return exchange
      const apart = bodies.get(exchange['id'])
      return withBodies(exchange, (place, message) => {
        if (!isReference(message)) return message
        const body = isObject(apart) ? apart[place] : undefined
        return isObject(body) ? { ...message, body } : missing(message)
      })
    }),
  }
}

type Loose = Readonly<Record<string, unknown>>

/** The exchange with each of its messages changed. */
function withBodies(
  exchange: Exchange | Loose,
  change: (place: Place, message: HttpRequest | HttpResponse | Loose) => unknown,
): Loose {
  const { built, sent, outcome } = exchange
  const response = isObject(outcome) ? outcome['response'] : undefined
  return {
    ...exchange,
    ...(isObject(built) ? { built: change('built', built) } : {}),
    ...(isObject(sent) ? { sent: change('sent', sent) } : {}),
    ...(isObject(outcome) && isObject(response)
      ? { outcome: { ...outcome, response: change('response', response) } }
      : {}),
  }
}

const isObject = (data: unknown): data is Loose =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

const isReference = (message: object): boolean =>
  'body' in message && isObject(message.body) && message.body['encoding'] === 'apart'

export const sameBodies = (one: unknown, other: Bodies): boolean =>
  isObject(one) &&
  places.every((place) => {
    const stored = one[place]
    return isObject(stored) ? stored['data'] === other[place]?.data : other[place] === undefined
  })
