/** IndexedDB as far as `store.ts` uses it, in memory: ordered keys, one transaction after the other, all or nothing. */

interface Range {
  readonly prefix: string
  readonly after: string | undefined
}

/** What lies there, and what goes wrong next. */
export const disk = {
  records: new Map<string, unknown>(),
  /** Thrown when a transaction that wrote something ends, as a full disk does. */
  full: undefined as Error | undefined,
  /** Thrown when the database is opened, as private windows do. */
  refused: undefined as Error | undefined,
  /** Runs once, before the next transaction that writes: another tab that is faster. */
  meanwhile: undefined as (() => void) | undefined,
  reset() {
    this.records.clear()
    this.full = undefined
    this.refused = undefined
    this.meanwhile = undefined
  },
  keys: (prefix: string) => [...disk.records.keys()].filter((key) => key.startsWith(prefix)).sort(),
}

class Request {
  result: unknown
  readonly work: () => unknown
  readonly done: Promise<unknown>
  readonly listeners: (() => void)[] = []
  finish: () => void = () => undefined
  constructor(work: () => unknown) {
    this.work = work
    this.done = new Promise((resolve) => {
      this.finish = () => resolve(this.result)
    })
  }
  addEventListener(_type: 'success', listener: () => void) {
    this.listeners.push(listener)
  }
}

class Transaction {
  readonly records = new Map(disk.records)
  readonly requests: Request[] = []
  aborted = false
  wrote = false
  readonly transaction = this
  readonly done: Promise<void>
  constructor() {
    this.done = Promise.resolve().then(() => this.run())
    this.done.catch(() => undefined)
  }
  abort() {
    this.aborted = true
  }
  private async run() {
    for (let next = this.requests.shift(); next !== undefined; next = this.requests.shift()) {
      next.result = next.work()
      for (const listener of next.listeners) if (!this.aborted) listener()
      if (this.aborted) throw new DOMException('aborted', 'AbortError')
      next.finish()
      await Promise.resolve()
    }
    if (!this.wrote) return
    if (disk.full !== undefined) throw disk.full
    disk.records = this.records
  }
  private ask(work: () => unknown): Request {
    const request = new Request(work)
    this.requests.push(request)
    return request
  }
  private selected({ prefix, after = '' }: Range): string[] {
    return [...this.records.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
  }
  get = (key: string) => this.ask(() => structuredClone(this.records.get(key)))
  getAll = (range: Range, limit?: number) =>
    this.ask(() =>
      this.selected(range)
        .slice(0, limit)
        .map((key) => structuredClone(this.records.get(key))),
    )
  getAllKeys = (range: Range) => this.ask(() => this.selected(range))
  count = (range: Range) => this.ask(() => this.selected(range).length)
  clear = () => this.change(() => this.records.clear())
  put(value: unknown, key: string) {
    const copy = structuredClone(value)
    return this.change(() => this.records.set(key, copy))
  }
  delete(key: string | Range) {
    return this.change(() => {
      for (const one of typeof key === 'string' ? [key] : this.selected(key))
        this.records.delete(one)
    })
  }
  private change(work: () => unknown): Request {
    this.wrote = true
    return this.ask(work)
  }
}

export const keysOf = (prefix: string, after?: string): Range => ({ prefix, after })

export const settled = (one: Request | Transaction): Promise<unknown> => one.done

let last: Promise<unknown> = Promise.resolve()

export function store(
  mode: 'readonly' | 'readwrite',
  work: (db: Transaction) => unknown,
): Promise<unknown> {
  const mine = last.then(async () => {
    if (disk.refused !== undefined) throw disk.refused
    if (mode === 'readwrite') {
      const faster = disk.meanwhile
      disk.meanwhile = undefined
      faster?.()
    }
    const transaction = new Transaction()
    try {
      return await work(transaction)
    } finally {
      await transaction.done.catch(() => undefined)
    }
  })
  last = mine.catch(() => undefined)
  return mine
}
