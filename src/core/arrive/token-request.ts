/** A token request out of a command or a collection, as the beginning of a walk with its fields filled in. */
import { compose } from '../draft/compose.ts'
import type { Draft, Variable } from '../draft/draft.ts'
import { variablesIn } from '../draft/variables.ts'
import { startSession } from '../flow.ts'
import type { HttpRequest } from '../http.ts'
import type { Session } from '../session.ts'
import type { Values } from '../values.ts'
import { bestReading, type Reading } from './best-flow.ts'
import { hopOf } from './hop.ts'
import type { Matcher } from './places.ts'
import { saidValues } from './said-values.ts'

/** More token requests than this are a collection for the builder. */
const MOST = 20

export interface Begun {
  readonly reading: Reading
  readonly session: Session
}

export interface Beginning {
  readonly id: () => string
  readonly now: () => number
  readonly origin: string
}

/** A walk for each token request to a vendor known here. Nothing is sent. */
export async function begunBy(
  {
    drafts,
    variables,
  }: { readonly drafts: readonly Draft[]; readonly variables: readonly Variable[] },
  match: Matcher,
  beginning: Beginning,
): Promise<readonly Begun[]> {
  const begun: Begun[] = []
  for (const draft of drafts.filter(asksForToken).slice(0, MOST)) {
    const request = await requestOf(draft, variables, beginning.now())
    const reading = request === undefined ? undefined : await readingOf(request, match)
    if (reading !== undefined) begun.push({ reading, session: sessionOf(reading, beginning) })
  }
  return begun
}

const asksForToken = ({ url, query, body }: Draft): boolean => {
  const rows = body.kind === 'form' ? body.rows : []
  const named = [...query, ...rows].some(({ name, on }) => on && name === 'grant_type')
  const text = body.kind === 'json' || body.kind === 'text' ? body.text : ''
  return named || /[?&]grant_type=/.test(url) || /(?:^|[&"'])grant_type\b/.test(text)
}

const unbound = ({ name, kind, value }: Variable): Variable => ({ name, kind, value })

/** With the collection's own variables put in. What has no value keeps its braces, and is left out later. */
async function requestOf(
  draft: Draft,
  variables: readonly Variable[],
  now: number,
): Promise<HttpRequest | undefined> {
  const composed = await compose(draft, {
    // They came in the same file as the request, so they were meant for where it goes.
    environment: { id: '', name: '', variables: variables.map(unbound) },
    approved: [],
    now,
    random: (bytes) => '0'.repeat(bytes),
  })
  const request = composed.kind === 'request' ? composed.request : composed.shown
  return URL.canParse(request.url) ? request : undefined
}

async function readingOf(request: HttpRequest, match: Matcher): Promise<Reading | undefined> {
  const hop = hopOf({ request, startedAt: 0, ms: 0 })
  if (hop?.role !== 'token') return undefined
  const matches = await match(request.method, new URL(request.url), hop.parameters)
  return bestReading([{ ...hop, matches }])
}

function sessionOf({ place, flow, told }: Reading, { id, now, origin }: Beginning): Session {
  const { profile } = place.vendor
  const name = `${profile.name}: ${flow.title}`
  const identity = { id: id(), name, at: now() }
  const begun = startSession(identity, profile, flow, place.target, place.environment)
  const values: Record<string, string> = { ...begun.values, ...place.values }
  for (const one of told) Object.assign(values, written(saidValues(one, flow, values)))
  return { ...begun, values, origin }
}

/** What a variable or a form’s stand-in left open is no value. */
const written = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) =>
        variablesIn(value).length === 0 && !/^(?:<[^<>]*>|\$\{?\w+\}?|%\w+%)$/.test(value),
    ),
  )
