/** Where a claim comes from: a link, or the word that it is a guess. */
import { type JSX, Show } from 'solid-js'
import type { Source } from '../core/source.ts'
import { Badge } from './kit/Badge.tsx'
import { sourceWord } from './words.ts'

/** Every claim says where it comes from; a guess says that it is one. */
export function SourceMark(props: { source: Source }): JSX.Element {
  const link = () => (props.source.kind === 'assumed' ? undefined : props.source.link)
  return (
    <p class="source">
      <Badge tone={props.source.kind === 'assumed' ? 'warning' : 'note'} plain>
        {sourceWord(props.source)}
      </Badge>
      <Show when={link()}>
        {(found) => (
          <a href={found().url} target="_blank" rel="noopener noreferrer">
            {found().title}
          </a>
        )}
      </Show>
    </p>
  )
}
