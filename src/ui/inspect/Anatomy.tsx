/** A token taken apart: as it travels on one side, what it says on the other. */
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { JsonRecord } from '../../core/answer/json.ts'
import { claimFactOf } from '../../core/token/claims.ts'
import type { Jwe, Jws } from '../../core/token/shapes.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { JsonView } from '../kit/JsonView.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import { ClaimTable } from './ClaimTable.tsx'
import { RawToken } from './RawToken.tsx'

const jwsParts = ['Header', 'Payload', 'Signature'] as const
const jweParts = ['Header', 'Encrypted key', 'Initialization vector', 'Ciphertext', 'Tag'] as const

export interface AnatomyProps {
  readonly token: Jws | Jwe
  /** From a walk: what opens something stays covered. */
  readonly covered: boolean
}

export function Anatomy(props: AnatomyProps): JSX.Element {
  const names = () => (props.token.kind === 'jws' ? jwsParts : jweParts)
  const parts = () => props.token.parts.map((text, index) => [names()[index] ?? '', text] as const)
  return (
    <div class="anatomy">
      <RawToken
        label="The token as it travels"
        text={props.token.text}
        parts={parts()}
        covered={props.covered}
      />
      <div>
        <Part
          title="Header"
          kind="is-header"
          record={props.token.header}
          text={props.token.headerText}
          where="header"
        />
        <Show when={props.token.kind === 'jws' && props.token}>
          {(token) => <PayloadPart token={token()} />}
        </Show>
      </div>
    </div>
  )
}

function PayloadPart(props: { token: Jws }): JSX.Element {
  const payload = () => props.token.payload
  const claims = () => {
    const now = payload()
    return now.kind === 'claims' ? now : undefined
  }
  const text = () => {
    const now = payload()
    return now.kind === 'text' ? now.text : undefined
  }
  const hex = () => {
    const now = payload()
    return now.kind === 'bytes' ? now.hex : undefined
  }
  return (
    <Switch>
      <Match when={claims()}>
        {(found) => (
          <Part
            title="Claims"
            kind="is-payload"
            record={found().claims}
            text={found().text}
            where="claims"
          />
        )}
      </Match>
      <Match when={text() !== undefined}>
        <section class="token-section is-payload inspect-part">
          <h3>Payload</h3>
          <p class="quiet">These are no claims: the payload is text, or JSON that is no object.</p>
          <CodeBlock label="Payload as text" content={text() ?? ''} />
        </section>
      </Match>
      <Match when={hex() !== undefined}>
        <section class="token-section is-payload inspect-part">
          <h3>Payload</h3>
          <p class="quiet">These are no claims and no text: the payload is bytes.</p>
          <CodeBlock label="Payload as hexadecimal" content={hex() ?? ''} />
        </section>
      </Match>
    </Switch>
  )
}

interface PartProps {
  readonly title: string
  readonly kind: string
  readonly record: JsonRecord
  readonly text: string
  readonly where: 'header' | 'claims'
}

const views = [
  { id: 'explained', label: 'Explained' },
  { id: 'json', label: 'JSON' },
] as const

function Part(props: PartProps): JSX.Element {
  const [view, setView] = createSignal('explained')
  return (
    <section class={`token-section ${props.kind}`}>
      <h3>{props.title}</h3>
      <Tabs label={props.title} tabs={views} current={view()} onSelect={setView}>
        {(id) => (
          <Show
            when={id === 'json'}
            fallback={
              <ClaimTable
                label={props.title}
                record={props.record}
                factOf={(name) => claimFactOf(name, props.where)}
              />
            }
          >
            <JsonView label={`${props.title}, letter for letter`} text={props.text} whole />
          </Show>
        )}
      </Tabs>
    </section>
  )
}
