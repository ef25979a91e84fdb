/** A walk that branches off another: all of it up to one step, and nothing of what came after. */
import { originAfter } from './origin.ts'
import type { Exchange, Session } from './session.ts'
import type { ValueName } from './values.ts'
import type { Flow } from './vendor.ts'

/**
 * Values that only later steps gave are taken away; what an earlier message gave and a later one gave anew
 * is as the earlier one left it. What the person typed stays. So does what an earlier step asked for or
 * computed, even if a message repeated or renewed it since: it had it then, and what it was is not written down.
 * @param as who the new walk is; `at` in Unix milliseconds
 */
export function forkAt(
  session: Session,
  flow: Flow,
  stepId: string,
  as: { readonly id: string; readonly at: number },
): Session {
  const at = flow.steps.findIndex(({ id }) => id === stepId)
  const step = flow.steps[at]
  const { pending: _pending, pinned: _pinned, ...rest } = session
  const exchanges = step === undefined ? [] : keptOf(session, flow, at)
  const typed = valuesAt(session, flow, at, exchanges)
  return {
    ...rest,
    ...{ id: as.id, createdAt: as.at, updatedAt: as.at },
    name: `${session.name}, from “${step?.title ?? 'the beginning'}”`,
    origin: originAfter(
      session,
      `Forked from “${session.name}” after the step “${step?.title ?? 'none'}”.`,
    ),
    values: exchanges.reduce((values, one) => ({ ...values, ...gainedIn(one) }), typed),
    exchanges,
  }
}

/** Of steps this flow no longer has, those that were over by then. */
function keptOf({ exchanges }: Session, flow: Flow, at: number): readonly Exchange[] {
  const place = (id: string) => flow.steps.findIndex((step) => step.id === id)
  const mine = exchanges.filter((one) => place(one.step) >= 0 && place(one.step) <= at)
  const end = mine.at(-1)?.endedAt ?? 0
  return exchanges.filter(
    (one) => mine.includes(one) || (place(one.step) < 0 && one.endedAt <= end),
  )
}

/** Typed values stay, also where a later step gives such a value: told apart by what it gave. */
function valuesAt(
  { values, exchanges }: Session,
  flow: Flow,
  at: number,
  kept: readonly Exchange[],
): Session['values'] {
  const gone = exchanges.filter((one) => !kept.includes(one)).map(gainedIn)
  const made = flow.steps.map((step) => (step.kind === 'local' ? step.gives : []))
  const before = new Set(made.slice(0, at + 1).flat())
  const asked = flow.steps.flatMap((step) => (step.asks ?? []).map(({ name }) => name))
  const later = new Set(
    made
      .slice(at + 1)
      .flat()
      .filter((name) => !before.has(name) && !asked.includes(name)),
  )
  const filled = flow.steps
    .slice(0, at + 1)
    .flatMap((step) => (step.asks ?? []).filter(({ optional }) => optional !== true))
  const early = new Set([...before, ...filled.map(({ name }) => name)])
  const wasGiven = (name: ValueName, value: string) =>
    !early.has(name) && gone.some((gained) => Object.hasOwn(gained, name) && gained[name] === value)
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !later.has(name) && !wasGiven(name, value)),
  )
}

/** Requests and redirects say what they gave in their exchange. */
const gainedIn = ({ outcome }: Exchange): Session['values'] =>
  outcome.kind === 'accepted' ? outcome.gained : {}
