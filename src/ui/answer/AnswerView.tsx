/** An answer, recorded or still coming: its status, what it cost, and its body as what it is. */
import { createMemo, type JSX, Show } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { cover } from '../cover.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { ProblemView } from '../ProblemView.tsx'
import type { Incoming } from './incoming.ts'

export interface AnswerViewProps {
  readonly incoming: Incoming
  readonly secrets: readonly Secret[]
  /** Names the part: `Response` unless told. */
  readonly label?: string
}

export default function AnswerView(props: AnswerViewProps): JSX.Element {
  const text = createMemo(() => new TextDecoder().decode(props.incoming.first()))
  return (
    <div class="wire">
      <div class="wire-head">
        <h4>
          {props.label ?? 'Response'}{' '}
          <span class="mono">
            {props.incoming.head()?.status} {props.incoming.head()?.statusText}
          </span>
        </h4>
      </div>
      <Show when={props.incoming.problem()}>
        {(problem) => <ProblemView problem={problem()} secrets={props.secrets} />}
      </Show>
      <CodeBlock label="Body" content={cover(text(), props.secrets)} />
    </div>
  )
}
