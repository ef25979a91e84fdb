/** Bytes as they come, put away into Blobs of a few MiB, so that the page's own memory stays small. */

/** What is shown without asking for more. */
export const FIRST_PART = 512 * 1024
const PART = 4 * 1024 * 1024

export interface Gathering {
  add(bytes: Uint8Array<ArrayBuffer>): void
  size(): number
  /** At most `FIRST_PART` bytes; a new array whenever it has grown. */
  first(): Uint8Array<ArrayBuffer>
  blob(): Blob
}

export function createGathering(): Gathering {
  const start = new Uint8Array(FIRST_PART)
  const parts: Blob[] = []
  let loose: Uint8Array<ArrayBuffer>[] = []
  let looseSize = 0
  let size = 0
  let first = start.subarray(0, 0)

  const putAway = () => {
    parts.push(new Blob(loose))
    loose = []
    looseSize = 0
  }
  return {
    add(bytes) {
      const room = FIRST_PART - size
      if (room > 0) start.set(bytes.subarray(0, room), size)
      loose.push(bytes)
      looseSize += bytes.length
      size += bytes.length
      if (looseSize >= PART) putAway()
    },
    size: () => size,
    first() {
      const length = Math.min(size, FIRST_PART)
      if (first.length !== length) first = start.subarray(0, length)
      return first
    },
    blob: () => new Blob([...parts, ...loose]),
  }
}
