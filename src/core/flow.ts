/** What follows from a session and a flow: the context of a step, its status, and the next session. */
import type { KeyRing } from './key-ring.ts'
import { isEarly, missing, type Problem, Refusal } from './problem.ts'
import type { Session, SessionEvent, Target } from './session.ts'
import { factOf, type ValueName, type Values } from './values.ts'
import type { Choice, Context, Environment, Field, Flow, Step, VendorProfile } from './vendor.ts'

/** Effects a context may use, handed in by whoever owns them. */
export interface Powers {
  /** Unix milliseconds. */
  readonly now: () => number
  readonly random: (bytes: number) => string
  readonly keys: KeyRing
}

/** A fresh walk, with the fields filled that may be: fixtures in the sandbox, harmless defaults live. */
export function startSession(
  identity: { readonly id: string; readonly name: string; readonly at: number },
  profile: VendorProfile,
  flow: Flow,
  target: Target,
  environment: Environment,
): Session {
  const values: Record<ValueName, string> = {}
  for (const field of flow.steps.flatMap((step) => step.asks ?? [])) {
    const initial = target === 'sandbox' ? (field.sample ?? field.initial) : field.initial
    if (initial !== undefined)
      values[field.name] = typeof initial === 'string' ? initial : initial(environment, identity.at)
  }
  return {
    version: 2,
    id: identity.id,
    name: identity.name,
    vendor: profile.id,
    flow: flow.id,
    target,
    createdAt: identity.at,
    updatedAt: identity.at,
    values,
    exchanges: [],
  }
}

const noAddress = (text: string, name: string): Problem => ({
  kind: 'bad_input',
  code: 'no_address',
  means: `“${text}” is not an address, so ${name} cannot be reached.`,
  remedy: 'Correct the address in the first step.',
})

export function contextOf(
  session: Session,
  profile: VendorProfile,
  environment: Environment,
  powers: Powers,
): Context {
  const { values, target, exchanges } = session
  return {
    target,
    values,
    exchanges,
    now: powers.now(),
    random: powers.random,
    keys: powers.keys,
    need(name) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined || value === '')
        throw new Refusal(missing(name, factOf(profile.values, name).label))
      return value
    },
    at(host = 'main') {
      if (target === 'sandbox') return `${environment.sandbox}/${profile.id}`
      const base = profile.hosts(values)[host]
      if (base === undefined) throw new Refusal(missing(host, `The address of ${profile.name}`))
      if (!URL.canParse(base)) throw new Refusal(noAddress(base, profile.name))
      return base
    },
  }
}

/** The flow with the steps it has here and now: switches bring steps along, and take them away. */
export function flowFor(flow: Flow, { values, target }: Session): Flow {
  const steps = flow.steps.filter((step) => step.when?.(values, target) ?? true)
  return steps.length === flow.steps.length ? flow : { ...flow, steps }
}

/** The fields a step asks for here and now. */
export function fieldsOf(step: Step, session: Session): readonly Field[] {
  return (step.asks ?? []).filter((field) => field.when?.(session.values, session.target) ?? true)
}

/** What a field offers to choose from, here and now. */
export function choicesOf({ choices = [] }: Field, values: Values): readonly Choice[] {
  return typeof choices === 'function' ? choices(values) : choices
}

export interface FieldProblem {
  readonly name: ValueName
  readonly text: string
}

/** What is wrong with the fields, in words; empty when the step may run. */
export function problemsOf(step: Step, session: Session): readonly FieldProblem[] {
  return fieldsOf(step, session).flatMap((field): FieldProblem[] => {
    const value = session.values[field.name] ?? ''
    if (value === '')
      return field.optional ? [] : [{ name: field.name, text: `Fill in ${field.label}.` }]
    const text = field.check?.(value)
    return text === undefined ? [] : [{ name: field.name, text }]
  })
}

export type Status =
  | { readonly kind: 'locked'; readonly missing: readonly ValueName[] }
  | { readonly kind: 'ready' | 'waiting' | 'done' | 'stale' | 'refused' | 'failed' }

const knows = (values: Values, name: ValueName): boolean =>
  Object.hasOwn(values, name) && values[name] !== ''

/** Derived, never stored. */
export function statusOf(flow: Flow, step: Step, session: Session): Status {
  const lacking = step.needs.filter((name) => !knows(session.values, name))
  if (lacking.length > 0) return { kind: 'locked', missing: lacking }
  if (session.pending?.step === step.id) return { kind: 'waiting' }
  const complete = step.gives.every((name) => knows(session.values, name))
  if (step.kind === 'local')
    return { kind: complete && problemsOf(step, session).length === 0 ? 'done' : 'ready' }
  const last = session.exchanges.findLast((exchange) => exchange.step === step.id)
  if (last === undefined) return { kind: 'ready' }
  const { outcome } = last
  if (outcome.kind === 'refused' && isEarly(outcome.problem.code)) return { kind: 'ready' }
  // A replay that is refused takes nothing away: what the step gave before is still good.
  const holds = step.gives.length > 0 && complete && !overtaken(flow, step, session)
  if (outcome.kind !== 'accepted' && !(holds && wasAccepted(step, session)))
    return { kind: outcome.kind }
  return { kind: complete && !overtaken(flow, step, session) ? 'done' : 'stale' }
}

const wasAccepted = (step: Step, session: Session): boolean =>
  session.exchanges.some(
    (exchange) => exchange.step === step.id && exchange.outcome.kind === 'accepted',
  )

/** A step before it, one that gives what it needs, was run again after it. */
function overtaken(flow: Flow, step: Step, session: Session): boolean {
  const accepted = (id: string) =>
    session.exchanges.findLastIndex(
      (exchange) => exchange.step === id && exchange.outcome.kind === 'accepted',
    )
  const mine = accepted(step.id)
  return flow.steps
    .slice(0, flow.steps.indexOf(step))
    .filter((before) => before.gives.some((name) => step.needs.includes(name)))
    .some((before) => accepted(before.id) > mine)
}

/** What running a step again makes untrue: values that only later steps gave, and nobody typed. */
export function clearedBy(flow: Flow, step: Step, session: Session): readonly ValueName[] {
  const at = flow.steps.indexOf(step)
  const kept = new Set(flow.steps.slice(0, at + 1).flatMap((other) => other.gives))
  // What a step both asks for and gives was typed by the person, or filled in for them.
  const later = flow.steps
    .slice(at + 1)
    .flatMap(({ gives, asks = [] }) => gives.filter((name) => asks.every((f) => f.name !== name)))
  return [...new Set(later)].filter((name) => !kept.has(name) && knows(session.values, name))
}

/** What a changed value makes untrue: what local steps computed from it, and what follows from that. */
export function outdatedBy(flow: Flow, name: ValueName, session: Session): readonly ValueName[] {
  const asked = new Set(flow.steps.flatMap((step) => (step.asks ?? []).map((field) => field.name)))
  const changed = new Set([name])
  for (const step of flow.steps) {
    const uses = [...step.needs, ...(step.asks ?? []).map((field) => field.name)]
    if (step.kind !== 'local' || !uses.some((used) => changed.has(used))) continue
    for (const given of step.gives) if (!asked.has(given)) changed.add(given)
  }
  return [...changed].filter((one) => one !== name && knows(session.values, one))
}

/** When the vendor takes the next call of a paced step. Unix milliseconds; 0 when it never said no. */
export function freeAt(flow: Flow, step: Step, session: Session): number {
  const { pace } = step
  if (pace === undefined) return 0
  const same = flow.steps.filter((other) => other.pace?.group === pace.group).map(({ id }) => id)
  const last = session.exchanges.findLast((exchange) => same.includes(exchange.step))
  // From its end on: by then the vendor has counted it, however long it was on its way.
  return last === undefined ? 0 : last.endedAt + pace.milliseconds
}

/** The earliest step that gives a value, or asks for it: where to send a person who lacks it. */
export function giverOf(flow: Flow, name: ValueName): Step | undefined {
  return flow.steps.find(
    (step) => step.gives.includes(name) || step.asks?.some((field) => field.name === name),
  )
}

/** Needs that no earlier step gives or asks for. A flow that has one can never be finished. */
export function deadEnds(flow: Flow): readonly string[] {
  const known = new Set<ValueName>()
  return flow.steps.flatMap((step) => {
    const lacking = step.needs.filter((name) => !known.has(name))
    for (const field of step.asks ?? []) known.add(field.name)
    for (const name of step.gives) known.add(name)
    return lacking.map((name) => `${flow.id}/${step.id} needs ${name}`)
  })
}

/** The only function that writes a session. */
export function reduce(session: Session, event: SessionEvent): Session {
  const next = { ...session, updatedAt: event.at }
  switch (event.type) {
    case 'named':
      return { ...next, name: event.name }
    // What is said about a walk is no step of it: its place among the newest stays.
    case 'tagged':
      return { ...session, tags: [...new Set(event.tags)] }
    case 'noted':
      return { ...session, note: event.note }
    case 'pinned': {
      const { pinned: _pinned, ...loose } = session
      return event.pinned ? { ...session, pinned: true } : loose
    }
    case 'filled':
    case 'made':
      return { ...next, values: { ...session.values, ...event.values } }
    case 'left':
      return { ...next, pending: event.pending }
    case 'cleared':
      return {
        ...next,
        values: Object.fromEntries(
          Object.entries(session.values).filter(([name]) => !event.names.includes(name)),
        ),
      }
    case 'exchanged': {
      const { pending, ...rest } = next
      const { exchange } = event
      const gained = exchange.outcome.kind === 'accepted' ? exchange.outcome.gained : {}
      return {
        ...rest,
        ...(pending === undefined || pending.exchange === exchange.id ? {} : { pending }),
        values: { ...session.values, ...gained },
        exchanges: [...session.exchanges, exchange],
      }
    }
  }
}
