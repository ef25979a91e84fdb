/** A body as it came: as text, or as bytes; the first part, and more of it when asked. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { Button } from '../kit/Button.tsx'
import { bytes as size } from '../kit/format.ts'
import { createBodyText } from './body-text.ts'
import { FIRST_PART } from './gathering.ts'
import { hexText, hiddenBytes } from './hex.ts'
import type { Incoming } from './incoming.ts'
import { RawText } from './RawText.tsx'

interface BodyProps {
  readonly incoming: Incoming
  readonly secrets: readonly Secret[]
  readonly label: string
}

export function RawBody(props: BodyProps): JSX.Element {
  const body = createBodyText(
    () => props.incoming,
    () => props.secrets,
  )
  const left = () => props.incoming.received() - body.reach()
  return (
    <>
      <Show
        when={body.shown()}
        fallback={<p class="empty-body quiet">Looking for secrets in it…</p>}
      >
        {(shown) => <RawText text={shown().text} label={props.label} />}
      </Show>
      <Show when={left() > 0}>
        <div class="code-more answer-more">
          <Button onClick={() => void body.more()}>
            {left() > FIRST_PART
              ? `Show next ${size(FIRST_PART)}`
              : `Show the last ${size(left())}`}
          </Button>
          <span class="quiet">
            {size(body.reach())} of {size(props.incoming.received())} shown
          </span>
        </div>
      </Show>
    </>
  )
}

const PAGE = 4_096

export function HexBody(props: BodyProps): JSX.Element {
  const [shown, setShown] = createSignal(PAGE)
  const text = createMemo(() => {
    const first = props.incoming.first()
    return hexText(first.subarray(0, shown()), hiddenBytes(first, props.secrets, shown()))
  })
  const most = () => props.incoming.first().length
  return (
    <>
      <RawText text={text()} label={props.label} columns />
      <Show when={most() > shown()}>
        <div class="code-more answer-more">
          <Button onClick={() => setShown(shown() + PAGE)}>{`Show next ${size(PAGE)}`}</Button>
          <span class="quiet">
            {size(shown())} of {size(props.incoming.received())} shown
          </span>
        </div>
      </Show>
    </>
  )
}
