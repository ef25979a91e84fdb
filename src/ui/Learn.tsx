/** What there is to know about a step: what goes wrong, where the vendor departs from the RFCs, sources. */
import { For, type JSX, Show } from 'solid-js'
import type { Step } from '../core/vendor.ts'
import { Disclosure } from './kit/Disclosure.tsx'
import { SourceMark } from './SourceMark.tsx'

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
