/** The nodes of a JSON text in a few large arrays: a million of them fit where objects would not. */

export const kinds = ['object', 'array', 'string', 'number', 'literal'] as const
export type Kind = (typeof kinds)[number]

interface NewNode {
  readonly kind: Kind
  /** `-1` for the root. */
  readonly parent: number
  readonly start: number
  /** Where its name stands, quotes included; `-1` when it has none. */
  readonly from: number
  readonly to: number
  /** The object has this name already. */
  readonly isRepeated: boolean
}

/** One node, taken out for showing. */
export interface JsonNode {
  readonly id: number
  readonly kind: Kind
  readonly parent: number
  readonly depth: number
  /** Its place among its siblings, from 0. */
  readonly place: number
  /** Entries, of a container. */
  readonly count: number
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  readonly isRepeated: boolean
}

export interface Nodes {
  size(): number
  add(node: NewNode): number
  /** The value ends here, and so do all of its entries. */
  close(id: number, end: number): void
  get(id: number): JsonNode
  count(id: number): number
  depth(id: number): number
  /** The first node that is not inside this one. */
  after(id: number): number
  /** The node that stands at a place of the text, its name included. */
  at(position: number): number
}

const FIELDS = 9
const [KIND, PARENT, DEPTH, PLACE, COUNT, START, END, FROM, TO] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const REPEATED = 16

export function createNodes(): Nodes {
  let cells = new Int32Array(FIELDS * 256)
  let after = new Int32Array(256)
  let size = 0
  const read = (id: number, field: number): number => cells[id * FIELDS + field] ?? -1
  const write = (id: number, field: number, value: number): void => {
    cells[id * FIELDS + field] = value
  }
  function grow(): void {
    const larger = new Int32Array(cells.length * 2)
    larger.set(cells)
    cells = larger
    const longer = new Int32Array(after.length * 2)
    longer.set(after)
    after = longer
  }
  /** Where a node begins, with its name. */
  const beginning = (id: number): number => {
    const from = read(id, FROM)
    return from < 0 ? read(id, START) : from
  }
  return {
    size: () => size,
    add({ kind, parent, start, from, to, isRepeated }) {
      if (size === after.length) grow()
      const id = size
      size += 1
      write(id, KIND, kinds.indexOf(kind) + (isRepeated ? REPEATED : 0))
      write(id, PARENT, parent)
      write(id, DEPTH, parent < 0 ? 0 : read(parent, DEPTH) + 1)
      write(id, PLACE, parent < 0 ? 0 : read(parent, COUNT))
      write(id, START, start)
      write(id, FROM, from)
      write(id, TO, to)
      if (parent >= 0) write(parent, COUNT, read(parent, COUNT) + 1)
      return id
    },
    close(id, end) {
      write(id, END, end)
      after[id] = size
    },
    get: (id) => ({
      id,
      kind: kinds[read(id, KIND) % REPEATED] ?? 'literal',
      parent: read(id, PARENT),
      depth: read(id, DEPTH),
      place: read(id, PLACE),
      count: read(id, COUNT),
      start: read(id, START),
      end: read(id, END),
      from: read(id, FROM),
      to: read(id, TO),
      isRepeated: read(id, KIND) >= REPEATED,
    }),
    count: (id) => read(id, COUNT),
    depth: (id) => read(id, DEPTH),
    after: (id) => after[id] ?? size,
    at(position) {
      let low = 0
      let high = size - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (beginning(middle) <= position) low = middle
        else high = middle - 1
      }
      return low
    },
  }
}
