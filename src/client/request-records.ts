/** What is stored of requests of the person's own, and what a record must look like to be read again. */
import * as v from 'valibot'
import type { Draft, Environment } from '../core/draft/draft.ts'

/** A request that was sent, without its answer's body. */
export interface Call {
  readonly id: string
  /** Unix milliseconds. */
  readonly at: number
  readonly draft: Draft
  /** `relay` or `direct`, as it was sent. */
  readonly route: Draft['route']
  /** Absent when nobody answered. */
  readonly status?: number
  /** From sending to the end of the answer. */
  readonly ms: number
  /** Of the answer's body. */
  readonly bytes: number
  /** Why there was no answer: the code of the problem. */
  readonly problem?: string
}

/** A request that is kept, in a folder of that name or in none. */
export interface SavedRequest {
  readonly draft: Draft
  readonly folder?: string
  /** Unix milliseconds. */
  readonly savedAt: number
}

const instant = v.pipe(v.number(), v.minValue(0), v.maxValue(8.6e15))
const count = v.pipe(v.number(), v.minValue(0))
const row = {
  name: v.string(),
  value: v.string(),
  on: v.boolean(),
  about: v.exactOptional(v.string()),
}
const rows = v.array(v.object(row))
const file = v.object({
  name: v.string(),
  type: v.string(),
  data: v.pipe(v.string(), v.union([v.literal(''), v.pipe(v.string(), v.base64())])),
})
const route = v.picklist(['relay', 'direct'])

const body = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('form'), rows }),
  v.object({ kind: v.literal('json'), text: v.string() }),
  v.object({ kind: v.literal('text'), text: v.string(), type: v.string() }),
  v.object({
    kind: v.literal('multipart'),
    parts: v.array(v.object({ ...row, file: v.exactOptional(file) })),
  }),
  v.object({ kind: v.literal('file'), file: v.exactOptional(file) }),
])

const authorization = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('bearer'), token: v.string() }),
  v.object({ kind: v.literal('basic'), username: v.string(), password: v.string() }),
  v.object({
    kind: v.literal('dpop'),
    token: v.string(),
    key: v.string(),
    nonce: v.exactOptional(v.string()),
  }),
  v.object({
    kind: v.literal('api_key'),
    in: v.picklist(['header', 'query', 'cookie']),
    name: v.string(),
    value: v.string(),
  }),
  v.object({ kind: v.literal('aruba'), token: v.string(), tenant: v.string() }),
])

const draft = v.object({
  id: v.string(),
  name: v.string(),
  method: v.string(),
  url: v.string(),
  query: rows,
  headers: rows,
  body,
  authorization,
  route,
  session: v.exactOptional(v.string()),
  environment: v.exactOptional(v.string()),
  origin: v.exactOptional(v.string()),
})

const environment = v.object({
  id: v.string(),
  name: v.string(),
  variables: v.array(
    v.object({
      name: v.string(),
      kind: v.picklist(['text', 'number', 'boolean', 'secret']),
      value: v.string(),
      origins: v.exactOptional(v.array(v.string())),
    }),
  ),
})

const saved = v.object({ draft, folder: v.exactOptional(v.string()), savedAt: instant })

const call = v.object({
  id: v.string(),
  at: instant,
  draft,
  route,
  status: v.exactOptional(v.number()),
  ms: count,
  bytes: count,
  problem: v.exactOptional(v.string()),
})

/** The disk is untrusted input: what cannot be read is left alone, and left out. */
const readable =
  <T>(schema: v.GenericSchema<unknown, T>) =>
  (records: readonly unknown[]): readonly T[] =>
    records.flatMap((record) => {
      const result = v.safeParse(schema, record)
      return result.success ? [result.output] : []
    })

export const readSaved: (records: readonly unknown[]) => readonly SavedRequest[] = readable(saved)
export const readCalls: (records: readonly unknown[]) => readonly Call[] = readable(call)
export const readEnvironments: (records: readonly unknown[]) => readonly Environment[] =
  readable(environment)
