/** A refusal, in this order: the server's own words, what they most likely mean, what to try. */
import { type JSX, Show } from 'solid-js'
import { isEarly, type Problem, type ProblemKind } from '../core/problem.ts'
import type { Secret } from '../trace/secrets.ts'
import { cover } from './cover.ts'
import { Notice, type NoticeProps } from './kit/Notice.tsx'
import { Visible } from './kit/Visible.tsx'

const manners: Readonly<Record<ProblemKind, { tone: NoticeProps['tone']; title: string }>> = {
  missing_value: { tone: 'info', title: 'Something is still missing' },
  bad_input: { tone: 'warning', title: 'This cannot be right' },
  network_error: { tone: 'failed', title: 'No answer' },
  relay_refused: { tone: 'danger', title: 'The relay did not send this' },
  oauth_error: { tone: 'danger', title: 'The server refused' },
  vendor_error: { tone: 'danger', title: 'The server refused' },
  malformed_response: { tone: 'warning', title: 'The answer is not what it should be' },
  security_stop: { tone: 'danger', title: 'Stopped: going on would be unsafe' },
  limit_reached: { tone: 'warning', title: 'A limit was reached' },
  not_sent: { tone: 'info', title: 'This was not needed' },
}

const early = { tone: 'info', title: 'Not yet' } as const

interface ProblemViewProps {
  readonly problem: Problem
  /** A server may repeat in its error what it was sent. */
  readonly secrets?: readonly Secret[]
  /** Heading level; 4 unless told. */
  readonly level?: NoticeProps['level']
}

export default function ProblemView(props: ProblemViewProps): JSX.Element {
  const manner = () => (isEarly(props.problem.code) ? early : manners[props.problem.kind])
  return (
    <Notice tone={manner().tone} title={manner().title} level={props.level ?? 4}>
      <dl class="problem">
        <Show when={props.problem.said}>
          {(said) => (
            <>
              <dt>It said</dt>
              <dd class="mono">
                <Visible text={cover(said(), props.secrets ?? [])} />
              </dd>
            </>
          )}
        </Show>
        <dt>Most likely</dt>
        <dd>
          <Visible text={props.problem.means} />
        </dd>
        <dt>Try this</dt>
        <dd>
          <Visible text={props.problem.remedy} />
        </dd>
        <dt>Code</dt>
        <dd class="mono">
          <Visible text={props.problem.code} />
          <Show when={props.problem.source}>
            {(source) => (
              <>
                {' · '}
                <a href={source().url} target="_blank" rel="noopener noreferrer">
                  {source().title}
                </a>
              </>
            )}
          </Show>
        </dd>
      </dl>
    </Notice>
  )
}
