/** A vendor's API calls as drafts: each step's own request, with names where the walk's values stand. */
import type { Draft, Row } from '../core/draft/draft.ts'
import { placeholder, variablesIn } from '../core/draft/variables.ts'
import type { Session } from '../core/session.ts'
import { factOf, type ValueName } from '../core/values.ts'
import type { Environment, Field, Flow, RequestStep, VendorProfile } from '../core/vendor.ts'
import { trialOf } from './draft-trial.ts'

export interface ReadyCall {
  readonly step: string
  readonly draft: Draft
  /** What its variables are for. */
  readonly about: Readonly<Record<ValueName, string>>
}

export interface ReadyFrom {
  readonly profile: VendorProfile
  readonly flow: Flow
  /** A walk of this flow, or one that was only begun. */
  readonly session: Session
  readonly environment: Environment
  /** Whether the drafts mean that walk. Without it, what the walk knows stands in them as it is. */
  readonly bound: boolean
  /** Unix milliseconds. */
  readonly now: number
}

/** Every step that calls the API with the access token, in the order of the flow. */
export async function readyDrafts(from: ReadyFrom): Promise<readonly ReadyCall[]> {
  const ready: ReadyCall[] = []
  for (const step of from.flow.steps) {
    if (step.kind !== 'request' || !step.needs.includes('access_token')) continue
    if (step.gives.includes('access_token')) continue
    const call = await readyDraft(from, step)
    if (call !== undefined) ready.push(call)
  }
  return ready
}

/** Also for one step: `undefined` when it is no call with the access token. */
export async function readyDraft(
  from: ReadyFrom,
  step: RequestStep,
): Promise<ReadyCall | undefined> {
  const { flow, profile, session, bound } = from
  const trial = trialOf(from, step)
  const wanted = await trial.request(new Set())
  if (wanted === undefined) return undefined
  const named = new Set<ValueName>()
  for (const name of trial.known)
    if (await trial.agrees(new Set([...named, name]), wanted)) named.add(name)
  const whole = await trial.draft(named)
  const secret = (name: ValueName) => factOf(profile.values, name).sensitivity === 'secret'
  const plain = bound ? whole : await trial.draft(new Set([...named].filter(secret)))
  if (whole === undefined || plain === undefined || !usesToken(plain)) return undefined
  const abouts = aboutsOf([...(step.asks ?? []), ...fieldsOf(flow)], profile)
  const draft: Draft = {
    ...plain,
    id: `${profile.id}:${flow.id}:${step.id}`,
    name: step.title,
    query: explained(plain.query, whole.query, abouts),
    origin: `${profile.name}: ${step.title}.`,
    ...(bound ? { session: session.id } : {}),
  }
  const names = variablesIn(JSON.stringify(draft))
  return {
    step: step.id,
    draft,
    about: Object.fromEntries(names.map((name) => [name, abouts(name)])),
  }
}

const fieldsOf = (flow: Flow): readonly Field[] => flow.steps.flatMap((step) => step.asks ?? [])

const usesToken = ({ authorization }: Draft): boolean =>
  'token' in authorization && authorization.token === placeholder('access_token')

type Abouts = (name: ValueName) => string

/** What a value is for, in the words of the field that asks for it. */
const aboutsOf =
  (fields: readonly Field[], profile: VendorProfile): Abouts =>
  (name) => {
    const field = fields.find((one) => one.name === name)
    const label = field?.label ?? factOf(profile.values, name).label
    return field?.hint === undefined ? `${label}.` : `${label}. ${field.hint}`
  }

/** @param whole the same rows, with names in every place that has one */
const explained = (rows: readonly Row[], whole: readonly Row[], abouts: Abouts): readonly Row[] =>
  rows.map((row) => {
    const twin = whole.find(({ name }) => name === row.name)
    const [name] = variablesIn(twin?.value ?? row.value)
    return name === undefined ? row : { ...row, about: abouts(name) }
  })
