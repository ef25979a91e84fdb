/** A token found inside another one, closed until asked for. It is judged on its own: the outer one vouches for nothing. */
import { createSignal, type JSX, Show, untrack } from 'solid-js'
import type { FoundToken } from '../../core/token/shapes.ts'
import { Disclosure } from '../kit/Disclosure.tsx'
import { Notice } from '../kit/Notice.tsx'

/** As deep as the reader goes; below, a token is only named (T76). */
const deepest = 5

export interface NestedTokenProps {
  readonly inner: FoundToken
  readonly level: number
  /** Opened from the start. */
  readonly open?: boolean | undefined
  /** Draws the token, once it is opened. */
  readonly children: () => JSX.Element
}

export function NestedToken(props: NestedTokenProps): JSX.Element {
  const [open, setOpen] = createSignal(untrack(() => props.open ?? false))
  return (
    <div class="nested-token">
      <Disclosure
        title={`A token inside: ${props.inner.name}`}
        note={`level ${props.level}`}
        open={open()}
        onToggle={setOpen}
      >
        <Show when={open()}>
          <Show
            when={props.level <= deepest}
            fallback={
              <Notice tone="info" title="Not opened further">
                <p>
                  Tokens inside tokens are opened {deepest} levels deep. Paste this one by itself.
                </p>
              </Notice>
            }
          >
            {props.children()}
          </Show>
        </Show>
      </Disclosure>
    </div>
  )
}
