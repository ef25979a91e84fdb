/** What lies beside the token: keys, what is expected of it, and how far clocks may differ. All of it stays in the tab. */
import { type Accessor, createSignal } from 'solid-js'
import type { Key } from '../../core/token/key-shapes.ts'
import type { Expectations } from '../../core/token/shapes.ts'

export interface HeldKey {
  readonly key: Key
  /** Where it comes from, in words: `pasted`, `https://as.example/keys`. */
  readonly from: string
}

/** Clocks of two machines seldom differ by more; RFC 7519 section 4.1.4 allows for a few minutes at most. */
export const USUAL_SKEW = 60

export interface Workbench {
  readonly keys: Accessor<readonly HeldKey[]>
  readonly hold: (keys: readonly Key[], from: string) => void
  readonly drop: (held: HeldKey) => void
  readonly expectations: Accessor<Expectations>
  readonly expect: (expectations: Expectations) => void
  /** Seconds. */
  readonly skew: Accessor<number>
  readonly allow: (seconds: number) => void
}

/** The same key once: the one that came last says where it is from. */
const sameKey = (a: Key, b: Key): boolean =>
  a.kind === b.kind &&
  (a.thumbprint !== undefined
    ? a.thumbprint === b.thumbprint && a.kid === b.kid
    : JSON.stringify(a.material) === JSON.stringify(b.material))

export function createWorkbench(): Workbench {
  const [keys, setKeys] = createSignal<readonly HeldKey[]>([])
  const [expectations, setExpectations] = createSignal<Expectations>({})
  const [skew, setSkew] = createSignal(USUAL_SKEW)
  return {
    keys,
    hold: (added, from) =>
      setKeys((before) => [
        ...before.filter(({ key }) => !added.some((one) => sameKey(one, key))),
        ...added.map((key) => ({ key, from })),
      ]),
    drop: (held) => setKeys((before) => before.filter((one) => one !== held)),
    expectations,
    expect: (next) => void setExpectations(next),
    skew,
    allow: (seconds) => void setSkew(seconds),
  }
}
