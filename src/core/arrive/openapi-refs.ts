/** `$ref` within one document. What stands in another file or on another host is named, never fetched. */
import type { ArrivalNote } from './arrived.ts'
import { isList, isRecord, type JsonRecord, type JsonValue, member, textIn } from './tree.ts'

/** One open document, what it may still cost, and what was found wanting. */
export interface Spec {
  readonly root: JsonRecord
  readonly notes: ArrivalNote[]
  /** Signs of sample bodies that may still be written: a small file can repeat a large example. */
  left: number
  /** Looks that may still be taken: a small file can point to one schema from everywhere. */
  looks: number
  /** A reference can make one large object count as many. */
  readonly entries: WeakMap<JsonRecord, Entries>
}

export type Entries = readonly (readonly [name: string, value: JsonValue])[]

const MOST_ENTRIES = 200

/** The first members of an object, taken once however often it is pointed to. */
export function entriesIn(spec: Spec, record: JsonRecord | undefined): Entries {
  if (record === undefined) return []
  const known = spec.entries.get(record)
  if (known !== undefined) return known
  const all = Object.entries(record)
    .filter(([name]) => name.length <= 200)
    .slice(0, MOST_ENTRIES)
  spec.entries.set(record, all)
  return all
}

const MOST_HOPS = 20

const tooTangled: ArrivalNote = {
  code: 'too_tangled',
  text: 'The document refers to itself so often that the last requests are not filled in.',
}

/** The value itself, or what its reference leads to. `undefined` when it leads nowhere. */
export function resolved(spec: Spec, value: JsonValue | undefined): JsonRecord | undefined {
  let here = value
  spec.looks -= 1
  if (spec.looks < 0) {
    if (spec.looks === -1) spec.notes.push(tooTangled)
    return undefined
  }
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    if (!isRecord(here)) return undefined
    const ref = textIn(here, '$ref')
    if (ref === undefined) return here
    if (!ref.startsWith('#')) {
      spec.notes.push({
        code: 'remote_ref',
        text: `${ref.slice(0, 100)} stands in another file, which is not fetched. Bundle the document into one.`,
      })
      return undefined
    }
    here = pointed(spec.root, ref.slice(1))
  }
  return undefined
}

/** RFC 6901, as a fragment (section 6). */
function pointed(root: JsonRecord, pointer: string): JsonValue | undefined {
  if (pointer === '') return root
  let here: JsonValue | undefined = root
  for (const part of pointer.slice(0, 2000).split('/').slice(1)) {
    const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (isList(here)) here = /^\d{1,6}$/.test(name) ? here[Number(name)] : undefined
    else here = isRecord(here) ? member(here, name) : undefined
  }
  return here
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
