/** What there is to know about a step: what goes wrong, where the vendor departs from the RFCs, sources. */
import { For, type JSX, Show } from 'solid-js'
import type { Source } from '../core/source.ts'
import type { Step } from '../core/vendor.ts'
import { Badge } from './kit/Badge.tsx'
import { Disclosure } from './kit/Disclosure.tsx'
import { sourceWord } from './words.ts'

export default function Learn(props: { step: Step }): JSX.Element {
  return (
    <section class="step-part learn" aria-label="Good to know">
      <Show when={props.step.deviations?.length}>
        {(count) => (
          <Disclosure title="Where this departs from the RFCs" note={String(count())} open>
            <ul class="claims">
              <For each={props.step.deviations}>
                {(deviation) => (
                  <li>
                    <p>{deviation.how}</p>
                    <p>
                      {deviation.rule}{' '}
                      <a href={deviation.rfc.url} target="_blank" rel="noopener noreferrer">
                        {deviation.rfc.title}
                      </a>
                    </p>
                    <SourceMark source={deviation.source} />
                  </li>
                )}
              </For>
            </ul>
          </Disclosure>
        )}
      </Show>
      <Show when={props.step.pitfalls?.length}>
        {(count) => (
          <Disclosure title="What can go wrong" note={String(count())}>
            <dl class="pitfalls">
              <For each={props.step.pitfalls}>
                {(pitfall) => (
                  <>
                    <dt>
                      <span class="mono">
                        {[pitfall.status, pitfall.says && `“${pitfall.says}”`]
                          .filter(Boolean)
                          .join(' ')}
                      </span>{' '}
                      {pitfall.cause}
                    </dt>
                    <dd>{pitfall.remedy}</dd>
                  </>
                )}
              </For>
            </dl>
          </Disclosure>
        )}
      </Show>
      <Show when={props.step.notes?.length}>
        {(count) => (
          <Disclosure title="Notes" note={String(count())} open>
            <ul class="claims">
              <For each={props.step.notes}>
                {(note) => (
                  <li>
                    <p>{note.text}</p>
                    <SourceMark source={note.source} />
                  </li>
                )}
              </For>
            </ul>
          </Disclosure>
        )}
      </Show>
      <Show when={props.step.links?.length}>
        <p class="links">
          Read more:{' '}
          <For each={props.step.links}>
            {(link, index) => (
              <>
                {index() > 0 ? ', ' : ''}
                <a href={link.url} target="_blank" rel="noopener noreferrer">
                  {link.title}
                </a>
              </>
            )}
          </For>
        </p>
      </Show>
    </section>
  )
}

/** Every claim says where it comes from; a guess says that it is one. */
function SourceMark(props: { source: Source }): JSX.Element {
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
