/** What a step without a message made: the values it gave, and what to look at in them. */
import { For, type JSX, Show } from 'solid-js'
import { factOf } from '../core/values.ts'
import type { Step } from '../core/vendor.ts'
import { KeyValueList } from './kit/KeyValueList.tsx'
import { Notice } from './kit/Notice.tsx'
import { OpenToken } from './OpenToken.tsx'
import type { Walk } from './walk.ts'

export default function StepMade(props: { walk: Walk; step: Step }): JSX.Element {
  const done = () => props.step.kind === 'local' && props.walk.statusOf(props.step).kind === 'done'
  const rows = () =>
    props.step.gives.map((name) => {
      const { sensitivity } = factOf(props.walk.profile.values, name)
      const value = props.walk.session().values[name] ?? ''
      const note = () => <OpenToken walk={props.walk.session().id} name={name} value={value} />
      return { name, value, note, covered: sensitivity === 'secret' ? 'secret' : undefined }
    })
  return (
    <Show when={done() && rows().length > 0}>
      <section class="step-part" aria-label="What it gave">
        <h3>What it gave</h3>
        <Notice tone="success" level={4} title="Done. You gained">
          <KeyValueList rows={rows()} />
        </Notice>
        <Show when={props.step.look}>
          {(lines) => (
            <Notice tone="info" level={4} title="What to look at">
              <ul>
                <For each={lines()}>{(line) => <li>{line}</li>}</For>
              </ul>
            </Notice>
          )}
        </Show>
      </section>
    </Show>
  )
}
