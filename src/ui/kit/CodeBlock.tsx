/** The wire's voice: monospace text in its own scrolling box, with its name, a wrap switch and a copy button. */
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { bytes } from './format.ts'
import { Segments, type SegmentsProps } from './Segments.tsx'
import { head, type Segment, textOf } from './segment.ts'

export interface CodeBlockProps extends Omit<SegmentsProps, 'segments'> {
  /** Names the box, visibly: `Body`. */
  label: string
  content: string | readonly Segment[]
  /** What Copy copies, when it is not the text shown; `false` for no button. */
  copy?: string | (() => string) | false | undefined
  /** Lines wrap unless told. */
  wrap?: boolean | undefined
  /** As high as its text, instead of scrolling. */
  whole?: boolean | undefined
  /** Draw no bar above: the surroundings name it and copy it. */
  bare?: boolean | undefined
  /** More buttons in the bar. */
  tools?: JSX.Element
  /** Characters shown before "Show all". */
  limit?: number | undefined
}

export function CodeBlock(props: CodeBlockProps): JSX.Element {
  const [chosen, setChosen] = createSignal<boolean>()
  const wrap = () => chosen() ?? props.wrap ?? true
  const [all, setAll] = createSignal(false)
  const segments = createMemo<readonly Segment[]>(() =>
    typeof props.content === 'string' ? [{ text: props.content }] : props.content,
  )
  const length = () => segments().reduce((sum, segment) => sum + segment.text.length, 0)
  const limit = () => (all() ? Number.POSITIVE_INFINITY : (props.limit ?? 50_000))
  return (
    <div class="code" classList={{ whole: props.whole }}>
      <Show when={!props.bare}>
        <div class="code-bar">
          <span class="code-label">{props.label}</span>
          {props.tools}
          <Button
            variant="quiet"
            icon="wrap"
            label={`Wrap lines of ${props.label}`}
            pressed={wrap()}
            onClick={() => setChosen(!wrap())}
          />
          <Show when={props.copy !== false}>
            <CopyButton
              text={props.copy || (() => textOf(segments()))}
              what={props.label}
              iconOnly
            />
          </Show>
        </div>
      </Show>
      <Scroller label={props.label} wrap={wrap()} exact={typeof props.content !== 'string'}>
        <Segments
          segments={length() > limit() ? head(segments(), limit()) : segments()}
          lit={props.lit}
          onLit={props.onLit}
          onGo={props.onGo}
        />
      </Scroller>
      <Show when={length() > limit()}>
        <div class="code-more">
          <Button onClick={() => setAll(true)}>{`Show all ${bytes(length())}`}</Button>
        </div>
      </Show>
    </div>
  )
}

/** Can be focused, and so scrolled by keyboard, exactly when there is something to scroll. */
function Scroller(props: {
  label: string
  wrap: boolean
  /** Made of segments, as an address is: it may break at any letter. */
  exact: boolean
  children: JSX.Element
}): JSX.Element {
  const [scrolls, setScrolls] = createSignal(false)
  let box: HTMLPreElement | undefined
  const measure = () => {
    if (!box) return
    setScrolls(box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
  }
  onMount(() => {
    const watch = new ResizeObserver(measure)
    if (box) watch.observe(box)
    if (box?.firstElementChild) watch.observe(box.firstElementChild)
    onCleanup(() => watch.disconnect())
  })
  createEffect(on(() => props.wrap, measure, { defer: true }))
  return (
    <pre
      ref={(made) => {
        box = made
      }}
      classList={{ wraps: props.wrap, exact: props.exact }}
      tabindex={scrolls() ? 0 : undefined}
      role={scrolls() ? 'group' : undefined}
      aria-label={scrolls() ? props.label : undefined}
    >
      <code>{props.children}</code>
    </pre>
  )
}
