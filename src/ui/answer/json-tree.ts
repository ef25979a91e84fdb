/** JSON as a flat list of nodes that point into the text: nothing is converted, so nothing is lost or reordered. */
import { createNodes, type Kind, type Nodes } from './json-nodes.ts'

export interface JsonTree {
  readonly text: string
  readonly nodes: Nodes
}

/** `at` counts UTF-16 units. */
export interface JsonTrouble {
  readonly trouble: string
  readonly at: number
}

/** More would take more memory than reading them is worth. */
export const MOST_NODES = 1_000_000
/** Nodes read before the page gets a chance to breathe. */
const STRIDE = 4_000

class Trouble extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

interface Reader {
  readonly text: string
  readonly nodes: Nodes
  at: number
  /** The containers that are open, and for objects the names they have so far. */
  readonly open: { readonly node: number; readonly names: Set<string> | undefined }[]
}

/** Yields now and then, so that whoever runs it can stop or pause. */
export function* readTree(text: string): Generator<undefined, JsonTree | JsonTrouble> {
  // A leading byte order mark is no part of JSON, and is forgiven (RFC 8259 section 8.1).
  const reader: Reader = {
    text,
    nodes: createNodes(),
    at: text.startsWith('\ufeff') ? 1 : 0,
    open: [],
  }
  try {
    let wanted: Wanted = 'value'
    for (let read = 1; wanted !== 'end'; read += 1) {
      wanted = step(reader, wanted)
      if (read % STRIDE === 0) yield undefined
    }
    blanks(reader)
    if (reader.at < text.length) throw new Trouble('something follows after the end', reader.at)
    return { text, nodes: reader.nodes }
  } catch (thrown) {
    if (thrown instanceof Trouble) return { trouble: thrown.message, at: thrown.at }
    throw thrown
  }
}

/** What may come next: a value, the first entry or the end of a container, what follows an entry. */
type Wanted = 'value' | 'first' | 'after' | 'end'

function step(reader: Reader, wanted: Wanted): Wanted {
  blanks(reader)
  const { text, open, at } = reader
  const container = open.at(-1)
  if (container !== undefined && wanted !== 'value') {
    const closing = container.names === undefined ? ']' : '}'
    if (text[at] === closing) return close(reader)
    if (wanted === 'after') {
      if (text[at] !== ',') throw new Trouble(`a comma or ${closing} is expected`, at)
      reader.at += 1
      blanks(reader)
    }
  }
  return value(reader, container?.names)
}

function close(reader: Reader): Wanted {
  const { open, nodes } = reader
  reader.at += 1
  const done = open.pop()
  if (done !== undefined) nodes.close(done.node, reader.at)
  return open.length === 0 ? 'end' : 'after'
}

function value(reader: Reader, names: Set<string> | undefined): Wanted {
  const { text, nodes, open } = reader
  if (nodes.size() >= MOST_NODES)
    throw new Trouble('there are more values than are shown', reader.at)
  const parent = open.at(-1)?.node ?? -1
  const name = names === undefined ? undefined : memberName(reader)
  const start = reader.at
  const kind = kindAt(text, start)
  const isRepeated = name !== undefined && names?.has(name.key) === true
  const node = nodes.add({
    kind,
    parent,
    start,
    isRepeated,
    from: name?.from ?? -1,
    to: name?.to ?? -1,
  })
  if (name !== undefined) names?.add(name.key)
  if (kind === 'object' || kind === 'array') {
    reader.at += 1
    open.push({ node, names: kind === 'object' ? new Set() : undefined })
    return 'first'
  }
  reader.at = endOfScalar(text, start, kind)
  nodes.close(node, reader.at)
  return open.length === 0 ? 'end' : 'after'
}

function memberName(reader: Reader): {
  readonly key: string
  readonly from: number
  readonly to: number
} {
  const { text, at: from } = reader
  if (text[from] !== '"') throw new Trouble('a name in double quotes is expected', from)
  const to = endOfString(text, from)
  reader.at = to
  blanks(reader)
  if (text[reader.at] !== ':') throw new Trouble('a colon is expected', reader.at)
  reader.at += 1
  blanks(reader)
  return { key: text.slice(from, to), from, to }
}

function blanks(reader: Reader): void {
  const { text } = reader
  for (;;) {
    const code = text.charCodeAt(reader.at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
    reader.at += 1
  }
}

function kindAt(text: string, at: number): Kind {
  const first = text[at] ?? ''
  if (first === '{') return 'object'
  if (first === '[') return 'array'
  if (first === '"') return 'string'
  if (first === '-' || (first >= '0' && first <= '9')) return 'number'
  return 'literal'
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y

function endOfScalar(text: string, start: number, kind: Kind): number {
  if (kind === 'string') return endOfString(text, start)
  const pattern = kind === 'number' ? number : literal
  pattern.lastIndex = start
  if (!pattern.test(text))
    throw new Trouble(start >= text.length ? 'it ends too early' : 'a value is expected', start)
  return pattern.lastIndex
}

/** By hand: a pattern would need a stack as deep as the text is long. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code === 0x5c) at = endOfEscape(text, at)
    else if (Number.isNaN(code) || code < 0x20) throw new Trouble('a text does not end', at)
  }
}

function endOfEscape(text: string, at: number): number {
  const sign = text[at + 1] ?? ''
  if (sign !== '' && '"\\/bfnrt'.includes(sign)) return at + 1
  if (sign === 'u' && /^[0-9a-f]{4}$/i.test(text.slice(at + 2, at + 6))) return at + 5
  throw new Trouble('an escape that JSON does not know', at)
}
