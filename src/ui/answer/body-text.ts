/** The text of an answer's body, decoded and with its secrets covered: the first part at once, the rest on demand. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { charsetOf } from './body-kind.ts'
import { type Covered, coverInPieces } from './covering.ts'
import { FIRST_PART } from './gathering.ts'
import type { Incoming } from './incoming.ts'
import { createSliced } from './slices.ts'

/** Larger bodies are not laid out: they stay text. */
export const LARGEST = 8 * 1024 * 1024

export interface BodyText {
  /** What is shown now; `undefined` for the moment it takes to look for secrets. */
  readonly shown: Accessor<Covered | undefined>
  /** How many bytes of the body that is. */
  readonly reach: Accessor<number>
  /** The next part, of as many bytes as the first. */
  readonly more: () => Promise<void>
}

const isOver = (incoming: Incoming): boolean =>
  incoming.state() !== 'waiting' && incoming.state() !== 'streaming'

/** The parts asked for so far are decoded together, so that no sign and no secret is cut between two. */
export function createBodyText(
  incoming: Accessor<Incoming>,
  secrets: Accessor<readonly Secret[]>,
): BodyText {
  const first = createMemo(() => incoming().first())
  const [later, setLater] = createSignal<Uint8Array<ArrayBuffer>>()
  const bytes = () => later() ?? first()
  const goesOn = () => bytes().length < incoming().received() || !isOver(incoming())
  const text = createMemo(() =>
    new TextDecoder(charsetOf(incoming().head(), first())).decode(bytes()),
  )
  const source = createMemo(() => ({ text: text(), secrets: secrets(), goesOn: goesOn() }))
  const shown = createSliced(source, (from) => coverInPieces(from.text, from.secrets, from.goesOn))
  async function more(): Promise<void> {
    const end = bytes().length + FIRST_PART
    setLater(new Uint8Array(await incoming().blob().slice(0, end).arrayBuffer()))
  }
  return { shown, reach: () => bytes().length, more }
}

/** All of the body, once it is there; `undefined` until then, and for what is too large to lay out. */
export function createWholeText(
  incoming: Accessor<Incoming>,
  secrets: Accessor<readonly Secret[]>,
): Accessor<Covered | undefined> {
  const [bytes, setBytes] = createSignal<Uint8Array<ArrayBuffer>>()
  createEffect(
    on(
      () => isOver(incoming()),
      (over) => {
        if (!over || incoming().received() > LARGEST) return
        if (incoming().received() <= FIRST_PART) {
          setBytes(incoming().first())
          return
        }
        let left = false
        onCleanup(() => {
          left = true
        })
        const gather = async (blob: Blob) => {
          const buffer = await blob.arrayBuffer()
          if (!left) setBytes(new Uint8Array(buffer))
        }
        void gather(incoming().blob())
      },
    ),
  )
  const text = createMemo(() => {
    const all = bytes()
    return all && new TextDecoder(charsetOf(incoming().head(), all)).decode(all)
  })
  const source = createMemo(() => ({ text: text(), secrets: secrets() }))
  return createSliced(source, function* covered(from): Generator<undefined, Covered | undefined> {
    if (from.text === undefined) return undefined
    return yield* coverInPieces(from.text, from.secrets, incoming().truncated())
  })
}
