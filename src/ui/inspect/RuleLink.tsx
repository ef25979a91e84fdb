/** Where a sentence comes from. Only an https address becomes a link: a token must not be able to make one. */
import { type JSX, Show } from 'solid-js'
import type { Link } from '../../core/source.ts'

export function RuleLink(props: { rule: Link | undefined }): JSX.Element {
  const safe = () => (props.rule?.url.startsWith('https://') ? props.rule : undefined)
  return (
    <Show when={safe()}>
      {(rule) => (
        <a class="rule-link" href={rule().url} target="_blank" rel="noopener noreferrer">
          {rule().title}
        </a>
      )}
    </Show>
  )
}
