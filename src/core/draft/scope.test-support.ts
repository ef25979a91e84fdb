/** A scope, drafts and what becomes of them, in a test's hand. */
import { type HttpRequest, toBase64Url } from '../http.ts'
import type { Sensitivity, ValueFact } from '../values.ts'
import { type Composed, compose, type Scope } from './compose.ts'
import { type Draft, emptyDraft, type Row } from './draft.ts'

export const fact = (sensitivity: Sensitivity): ValueFact => ({ label: 'A value', sensitivity })

export const scope: Scope = {
  session: {
    id: 's',
    name: 'My walk',
    values: { access_token: 't0k/n+', entitlement_id: 'a b/c', username: 'jane', limit: '10' },
    facts: { entitlement_id: fact('public'), limit: fact('public') },
    origins: ['https://api.example'],
  },
  approved: [],
  now: 1_800_000_000_000,
  random: (bytes) => toBase64Url(new Uint8Array(bytes).fill(0xab)),
}

export const draftOf = (more: Partial<Draft>): Draft => ({
  ...emptyDraft('d'),
  url: 'https://api.example/v1',
  ...more,
})
export const row = (name: string, value: string, on = true): Row => ({ name, value, on })

export async function requestOf(
  more: Partial<Draft>,
  other: Partial<Scope> = {},
): Promise<HttpRequest> {
  const composed = await compose(draftOf(more), { ...scope, ...other })
  if (composed.kind === 'problem') throw new Error(JSON.stringify(composed.problems))
  return composed.request
}

export async function problemsOf(more: Partial<Draft>, other: Partial<Scope> = {}) {
  const composed = await compose(draftOf(more), { ...scope, ...other })
  if (composed.kind === 'request') throw new Error(JSON.stringify(composed.request))
  return composed
}

export const codes = (composed: Composed): readonly string[] =>
  composed.kind === 'problem' ? composed.problems.map(({ code }) => code) : []
