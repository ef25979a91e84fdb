/** Why something did not work, in the problem's own words, with what to try. */
import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { Problem } from '../../core/problem.ts'
import { Notice } from '../kit/Notice.tsx'
import { Visible } from '../kit/Visible.tsx'
import { RuleLink } from './RuleLink.tsx'

export function ProblemNote(props: { title: string; problem: Problem }): JSX.Element {
  return (
    <Notice
      tone={props.problem.kind === 'security_stop' ? 'danger' : 'warning'}
      title={props.title}
      live="alert"
    >
      <p>
        <Visible text={props.problem.means} /> <Visible text={props.problem.remedy} />{' '}
        <RuleLink rule={props.problem.source} />
      </p>
      <Show when={props.problem.said}>
        {(said) => (
          <p class="quiet">
            It said: <Visible text={said().slice(0, 500)} />
          </p>
        )}
      </Show>
    </Notice>
  )
}
