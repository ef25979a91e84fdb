/** What the address asks the inspector to open: a value or an answer of a walk. The token itself never stands there. */
import { textOf } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import { factOf } from '../../core/values.ts'
import { vendorOf } from '../../vendors/index.ts'
import { parameter } from '../router.tsx'
import type { Services } from '../services.ts'

/** Where the text comes from. */
export type Source =
  | { readonly kind: 'pasted' }
  | {
      readonly kind: 'walk'
      readonly session: Session
      /** What the walk calls the value. */
      readonly name?: string
      readonly label: string
      readonly text: string
      /** The exchange that gave it, when a certain one was meant. */
      readonly exchange?: string
    }
  /** The walk, or the value in it, is not there. */
  | { readonly kind: 'gone'; readonly why: string }

const gone = (why: string): Source => ({ kind: 'gone', why })

export async function readSource({ sessions }: Pick<Services, 'sessions'>): Promise<Source> {
  const id = parameter('walk')
  if (id === undefined) return { kind: 'pasted' }
  const session = await sessions.load(id)
  if (session === undefined)
    return gone('This walk is not here. It was deleted, or it was walked in another browser.')
  const exchange = parameter('exchange')
  const value = parameter('value')
  if (exchange === undefined) return valueIn(session, value)
  return (value && gainedIn(session, exchange, value)) || answerIn(session, exchange)
}

function valueIn(session: Session, name: string | undefined): Source {
  if (name === undefined) return { kind: 'walk', session, label: '', text: '' }
  const text = Object.hasOwn(session.values, name) ? session.values[name] : undefined
  const label = labelOf(session, name)
  return text === undefined || text === ''
    ? gone(`The walk “${session.name}” has no ${label} now. Run the step that gives it.`)
    : { kind: 'walk', session, name, label, text }
}

const labelOf = (session: Session, name: string) =>
  factOf(vendorOf(session.vendor)?.profile.values ?? {}, name).label

/** A value as that exchange gave it: a later one may have given another. */
function gainedIn(session: Session, id: string, name: string): Source | undefined {
  const outcome = session.exchanges.find((one) => one.id === id)?.outcome
  const gained = outcome?.kind === 'accepted' ? outcome.gained : {}
  const text = Object.hasOwn(gained, name) ? gained[name] : undefined
  return text === undefined
    ? undefined
    : { kind: 'walk', session, name, label: labelOf(session, name), text, exchange: id }
}

function answerIn(session: Session, id: string): Source {
  const exchange = session.exchanges.find((one) => one.id === id)
  const outcome = exchange?.outcome
  if (outcome === undefined || outcome.kind === 'failed' || outcome.response === undefined)
    return gone(`The walk “${session.name}” has no such answer.`)
  return {
    ...{ kind: 'walk', session, label: 'the answer', exchange: id },
    text: textOf(outcome.response),
  }
}
