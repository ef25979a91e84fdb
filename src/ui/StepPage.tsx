/** The vendor's own page that a step sends the person to, in another tab. */
import { type JSX, Show } from 'solid-js'
import type { Step } from '../core/vendor.ts'
import { Icon } from './kit/Icon.tsx'
import type { Walk } from './walk.ts'

export function StepPage(props: { walk: Walk; step: Step }): JSX.Element {
  const page = () => props.step.opens?.(props.walk.context())
  return (
    <Show when={page()}>
      {(link) => (
        <div class="step-part">
          <div class="actions">
            <a class="button" href={link().url} target="_blank" rel="noopener noreferrer">
              <Icon name="external" />
              {link().title}
              <span class="quiet"> (another tab)</span>
            </a>
          </div>
        </div>
      )}
    </Show>
  )
}
