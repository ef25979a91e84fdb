/** One difference: what it is of, and both sides. */
import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { WalkDifference } from '../../trace/compare-sessions.ts'
import { Visible } from '../kit/Visible.tsx'
import { nameOf } from './compare-words.ts'

export function CompareOne(props: { difference: WalkDifference }): JSX.Element {
  return (
    <div class="compare-one">
      <dt>
        {nameOf(props.difference)}
        <Show when={props.difference.fresh}>
          <span class="quiet"> (new in every run)</span>
        </Show>
      </dt>
      <Side side="Left" text={props.difference.left} />
      <Side side="Right" text={props.difference.right} />
    </div>
  )
}

function Side(props: { side: string; text: string | undefined }): JSX.Element {
  return (
    <dd>
      <span class="quiet">{props.side}: </span>
      <Show when={props.text !== undefined} fallback={<span class="quiet">not there</span>}>
        <span class="mono">
          <Visible text={props.text === '' ? '(empty)' : (props.text ?? '')} />
        </span>
      </Show>
    </dd>
  )
}
