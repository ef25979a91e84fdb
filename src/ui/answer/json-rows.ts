/** What of a JSON tree is on screen, where a search finds something, and what a node is called. */
import type { JsonNode, Nodes } from './json-nodes.ts'
import type { JsonTree } from './json-tree.ts'

/** Small trees are open whole; of large ones, the first two levels. */
const SMALL = 400
export const MOST_HITS = 5_000

export function firstClosed({ nodes }: JsonTree): ReadonlySet<number> {
  const closed = new Set<number>()
  if (nodes.size() <= SMALL) return closed
  for (let id = 0; id < nodes.size(); id += 1)
    if (nodes.count(id) > 0 && nodes.depth(id) >= 2) closed.add(id)
  return closed
}

/** The nodes that no closed node hides, in order. */
export function rowsOf(nodes: Nodes, closed: ReadonlySet<number>): Int32Array {
  const rows = new Int32Array(nodes.size())
  let count = 0
  for (let id = 0; id < nodes.size(); ) {
    rows[count] = id
    count += 1
    id = closed.has(id) ? nodes.after(id) : id + 1
  }
  return rows.subarray(0, count)
}

/** The row of a node, or of the closed one it is in. */
export function rowOf(rows: Int32Array, id: number): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rows[middle] ?? 0) <= id) low = middle
    else high = middle - 1
  }
  return low
}

/** Names and scalar values that hold the words, each node once, without case. */
export function found({ text, nodes }: JsonTree, wanted: string): readonly number[] {
  if (wanted === '' || nodes.size() === 0) return []
  const hits: number[] = []
  const all = text.toLowerCase()
  const words = wanted.toLowerCase()
  // Lower case may be longer than the text it came from: positions would not fit.
  const where = all.length === text.length ? all : text
  for (let at = where.indexOf(words); at >= 0; at = where.indexOf(words, at + 1)) {
    const id = nodes.at(at)
    if (hits.at(-1) !== id && isIn(nodes.get(id), at)) hits.push(id)
    if (hits.length >= MOST_HITS) break
  }
  return hits
}

/** Blanks, commas and brackets belong to nobody. */
const isIn = (node: JsonNode, at: number): boolean =>
  (at >= node.from && at < node.to) || (node.count === 0 && at >= node.start && at < node.end)

/** Everything around a node that would have to be open for it to be seen. */
export function around(nodes: Nodes, id: number): readonly number[] {
  const parents: number[] = []
  for (let at = nodes.get(id).parent; at >= 0; at = nodes.get(at).parent) parents.push(at)
  return parents
}

/** A normalized path (RFC 9535 section 2.7), for example `$['list'][0]`. */
export function pathOf({ text, nodes }: JsonTree, id: number): string {
  const parts: string[] = []
  for (let node = nodes.get(id); node.parent >= 0; node = nodes.get(node.parent))
    parts.push(node.from < 0 ? `[${node.place}]` : `['${quoted(nameOf(text, node))}']`)
  return `$${parts.reverse().join('')}`
}

/** A member's name with its escapes resolved. */
export function nameOf(text: string, node: JsonNode): string {
  const name: unknown = JSON.parse(text.slice(node.from, node.to))
  return String(name)
}

const named: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  "'": "\\'",
  '\\': '\\\\',
}

const quoted = (name: string): string =>
  name.replace(/[\p{Cc}'\\]/gu, (sign) => {
    const code = sign.charCodeAt(0)
    return named[sign] ?? (code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : sign)
  })
