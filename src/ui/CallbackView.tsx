/** The address a redirect came back with, one parameter a line. */
import { createMemo, type JSX } from 'solid-js'
import { segmentsOf } from '../trace/mask.ts'
import type { Secret } from '../trace/secrets.ts'
import { dots } from './cover.ts'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { createReveal } from './kit/clock.ts'
import type { Segment } from './kit/segment.ts'

export function CallbackView(props: { callback: string; secrets: readonly Secret[] }): JSX.Element {
  const [revealed, toggle] = createReveal()
  const content = createMemo(() =>
    segmentsOf(props.callback, revealed() ? [] : props.secrets).map(
      (part): Segment =>
        part.kind === 'secret'
          ? { text: dots, tone: 'secret' }
          : { text: part.text.replaceAll(/[?&#]/g, '\n  $&') },
    ),
  )
  return (
    <div class="wire is-browser">
      <div class="wire-head">
        <h4>The address the browser came back with</h4>
        <Button
          variant="quiet"
          icon={revealed() ? 'hide' : 'eye'}
          pressed={revealed()}
          onClick={toggle}
        >
          {revealed() ? 'Hide secrets' : 'Reveal secrets'}
        </Button>
      </div>
      <CodeBlock label="Address" bare whole copy={false} content={content()} />
    </div>
  )
}
