/** A request that was sent in a walk, opened as a draft: its secrets are variables in it, every one. */
import type { Draft, Variable } from '../core/draft/draft.ts'
import { lift } from '../core/draft/lift.ts'
import { literal, meantBy, partsOf, placeholder } from '../core/draft/variables.ts'
import type { HttpRequest } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'
import { draftFrom, rewrite } from './draft-request.ts'
import { segmentsOf } from './mask.ts'
import { type Facts, type Secret, secretsOf } from './secrets.ts'

export interface OpenedDraft {
  readonly draft: Draft
  /** Secrets the walk does not hold any more, or never held: for the tab's environment. */
  readonly variables: readonly Variable[]
}

/** @param title of the exchange's step, as the person knows it */
export function draftOfExchange(
  session: Session,
  facts: Facts,
  exchange: Exchange,
  identity: { readonly id: string; readonly title: string },
): OpenedDraft {
  const { id, title } = identity
  const whole = draftFrom(escaped(exchange.sent), { id, name: title })
  const secrets = secretsOf(session, facts)
  const variables: Variable[] = []
  const nameOf = namer(session, new URL(exchange.sent.url).origin, variables)
  const covered = rewrite(whole, (text, place) => {
    if (place !== 'url') return cover(text, secrets, nameOf, place)
    const at = text.indexOf('?')
    return at < 0
      ? cover(text, secrets, nameOf, 'text')
      : cover(text.slice(0, at), secrets, nameOf, 'text') +
          cover(text.slice(at), secrets, nameOf, 'query')
  })
  const lifted = lift(
    {
      ...covered,
      session: session.id,
      route: exchange.route === 'direct' ? 'direct' : 'relay',
      origin: `${session.name}: ${title}.`,
    },
    { id: '', name: '', variables },
  )
  return { draft: lifted.draft, variables: [...variables, ...lifted.variables] }
}

/** Braces that stood in the request mean themselves. */
const escaped = (request: HttpRequest): HttpRequest => ({
  ...request,
  url: literal(request.url),
  headers: request.headers.map(([name, value]) => [literal(name), literal(value)] as const),
  ...(request.body?.encoding === 'utf8'
    ? { body: { ...request.body, data: literal(request.body.data) } }
    : {}),
})

type NameOf = (secret: Secret, value: string) => string

/** The walk's own name for a value it still holds; otherwise a variable that goes where it went. */
function namer(session: Session, origin: string, variables: Variable[]): NameOf {
  return ({ name }, value) => {
    const held = Object.entries(session.values).filter(([, known]) => known === value)
    const mine = held.find(([known]) => known === name) ?? held[0]
    if (mine !== undefined) return mine[0]
    const base = `own_${name.replace(/\W+/g, '_')}`
    for (let count = 1; ; count += 1) {
      const own = count === 1 ? base : `${base}_${count}`
      const taken = variables.find((variable) => variable.name === own)
      if (taken?.value === value) return own
      if (taken !== undefined) continue
      variables.push({ name: own, kind: 'secret', value, origins: [origin] })
      return own
    }
  }
}

/** Cuts a text at its secrets. In a query, values are encoded when the request is put together. */
function cover(
  text: string,
  secrets: readonly Secret[],
  nameOf: NameOf,
  place: 'text' | 'json' | 'query',
): string {
  const meant = partsOf(text).map((piece) => (piece.kind === 'text' ? meantBy(piece) : piece.text))
  return segmentsOf(meant.join(''), secrets)
    .map((segment) => {
      if (segment.kind === 'text') return literal(segment.text)
      const { secret, form } = segment
      const whole = form === 'raw' || (place === 'json' && form === 'json')
      if (place === 'query') return placeholder(nameOf(secret, decoded(segment.text)))
      // Encoded some other way, what is written there is what has to be written there again.
      return placeholder(nameOf(secret, whole ? secret.value : segment.text))
    })
    .join('')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
