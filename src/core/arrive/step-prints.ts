/** What a vendor's requests look like, told by its own steps: how a recorded request finds its step. */

import { contextOf, startSession } from '../flow.ts'
import { type HttpRequest, utf8 } from '../http.ts'
import { memoryKeys } from '../key-ring.ts'
import type { Exchange, Target } from '../session.ts'
import type { ValueName, Values } from '../values.ts'
import type {
  Context,
  Environment,
  Field,
  Flow,
  RedirectStep,
  RequestStep,
  Step,
  Vendor,
} from '../vendor.ts'
import { parametersOf } from './hop.ts'

/** A vendor at one address: live with the values that lead there, or the simulator. */
export interface Place {
  readonly vendor: Vendor
  readonly environment: Environment
  readonly target: Target
  /** What the address says: a region, or an appliance's own address. */
  readonly values: Values
  /** Any address may be this vendor's, so only the paths tell. */
  readonly guessed: boolean
}

export interface Print {
  readonly flow: Flow
  readonly step: RedirectStep | RequestStep
  readonly method: string
  readonly origin: string
  /** Text that is always so, or the value that stands there. */
  readonly path: readonly (string | { readonly name: ValueName })[]
  readonly trait?: { readonly name: 'grant_type' | 'response_type'; readonly value: string }
}

/** Stands for a value while a request is built only to be looked at. */
const STUB = /gwstub-([A-Za-z_]\w*?)-bustwg/

const stub = (name: ValueName): string => `gwstub-${name}-bustwg`

/** A print for each step of each flow whose request can be built without knowing anything. */
export async function printsOf(place: Place): Promise<readonly Print[]> {
  const prints: Print[] = []
  // Flows share steps, and a step looks the same in each.
  const made = new Map<Step, Print>()
  for (const flow of await place.vendor.flows()) {
    // With nothing but stand-ins first: then each part of the path says which value it is.
    const contexts = [false, true].map((samples) => standIn(place, flow, samples))
    for (const step of flow.steps) {
      if (step.kind === 'local') continue
      const print = made.get(step) ?? (await printOf(flow, step, contexts))
      if (print === undefined) continue
      made.set(step, print)
      prints.push({ ...print, flow })
    }
  }
  return prints
}

async function printOf(
  flow: Flow,
  step: RedirectStep | RequestStep,
  contexts: readonly Context[],
): Promise<Print | undefined> {
  for (const context of contexts) {
    try {
      return read(await step.request(context), flow, step, context.values)
    } catch {
      // A step that computes with its values refuses a stand-in; one that needs more has no print.
    }
  }
  return undefined
}

function standIn(place: Place, flow: Flow, samples: boolean): Context {
  const { vendor, environment, target } = place
  const identity = { id: 'print', name: '', at: 0 }
  const session = startSession(identity, vendor.profile, flow, target, environment)
  const values = stubs(place, flow, samples)
  const known = { ...session, values, exchanges: [cookied(place, values)] }
  const powers = { now: () => 0, random: (bytes: number) => 'r'.repeat(bytes), keys: memoryKeys() }
  return contextOf(known, vendor.profile, environment, powers)
}

/** A login before: cookies are called like the values they become, or nearly so. */
function cookied({ vendor, environment, target }: Place, values: Values): Exchange {
  const { profile } = vendor
  const live = Object.values(profile.hosts(values))[0] ?? 'https://host.invalid'
  const url = target === 'sandbox' ? `${environment.sandbox}/${profile.id}` : live
  const sent: HttpRequest = { method: 'POST', url, headers: [] }
  const named = Object.entries(values).filter(([name]) => /cookie|csrf|session/i.test(name))
  const cookies = named.flatMap(([name, value]) =>
    [name.replaceAll('_', ''), name.replace(/_cookie$/, '')].map(
      (cookie) => ['Set-Cookie', `${cookie}=${value}; Path=/`] as const,
    ),
  )
  const head = { status: 200, statusText: '', httpVersion: '', body: utf8('') }
  return {
    ...{ id: 'login', step: 'login', route: 'relay', startedAt: 0, endedAt: 0, built: sent, sent },
    outcome: {
      kind: 'accepted',
      response: { ...head, headers: cookies },
      gained: {},
      findings: [],
    },
  }
}

function stubs(place: Place, flow: Flow, samples: boolean): Values {
  const values: Record<ValueName, string> = {}
  for (const step of flow.steps)
    for (const name of [...step.needs, ...step.gives]) values[name] = stub(name)
  for (const field of flow.steps.flatMap((step) => step.asks ?? [])) {
    const text = chosen(field, place.environment)
    values[field.name] =
      field.kind === 'choice'
        ? (text ?? '')
        : samples
          ? (text ?? stub(field.name))
          : stub(field.name)
  }
  return { ...values, ...place.values }
}

function chosen(field: Field, environment: Environment): string | undefined {
  const given = field.initial ?? field.sample
  if (given !== undefined) return typeof given === 'string' ? given : given(environment, 0)
  return typeof field.choices === 'object' ? field.choices[0]?.value : undefined
}

function read(
  request: HttpRequest,
  flow: Flow,
  step: RedirectStep | RequestStep,
  values: Values,
): Print {
  const url = new URL(request.url)
  const path = partsOf(url).map((part) => {
    const name = STUB.exec(part)?.[1] ?? sampled(part, step, values)
    return name === undefined ? part : { name }
  })
  const trait = traitOf(request, step)
  const { method } = request
  return { flow, step, method, origin: url.origin, path, ...(trait === undefined ? {} : { trait }) }
}

/** A path in parts, each as it is meant; a slash at the end adds none. */
export const partsOf = ({ pathname }: URL): readonly string[] =>
  pathname
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decoded)

const sampled = (text: string, step: RequestStep | RedirectStep, values: Values) =>
  (step.asks ?? []).find(
    ({ name, kind }) => kind !== 'choice' && text !== '' && values[name] === text,
  )?.name

function traitOf(request: HttpRequest, step: RequestStep | RedirectStep): Print['trait'] {
  const parameters = parametersOf(request)
  const names = ['grant_type', 'response_type'] as const
  for (const name of step.kind === 'redirect' ? (['response_type'] as const) : names) {
    const value = parameters.get(name)
    if (value !== undefined && !STUB.test(value)) return { name, value }
  }
  return undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
