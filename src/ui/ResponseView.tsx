/** An answer: status, headers, body, laid out or raw. Text from servers is only ever text. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { bytesOf, type HttpResponse, textOf } from '../core/http.ts'
import type { Exchange } from '../core/session.ts'
import { segmentsOf } from '../trace/mask.ts'
import type { Secret } from '../trace/secrets.ts'
import { cover } from './cover.ts'
import { Badge } from './kit/Badge.tsx'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { createReveal } from './kit/clock.ts'
import { JsonView } from './kit/JsonView.tsx'
import { Bytes, Duration } from './kit/Quantity.tsx'
import { Tabs } from './kit/Tabs.tsx'
import { headerSegments } from './wire.ts'
import { actorOf, outcomeWord } from './words.ts'

interface ResponseViewProps {
  readonly response: HttpResponse
  readonly exchange: Exchange
  readonly secrets: readonly Secret[]
}

export function ResponseView(props: ResponseViewProps): JSX.Element {
  const [tab, setTab] = createSignal('pretty')
  const [revealed, toggle] = createReveal()
  const actor = () => actorOf(props.exchange)
  const raw = createMemo(() => textOf(props.response))
  const cut = (text: string) => segmentsOf(text, revealed() ? [] : props.secrets)
  const covered = (text: string) => cover(text, revealed() ? [] : props.secrets)
  const headers = () =>
    headerSegments(props.response.headers.map(([name, value]) => [name, cut(value)] as const))
  const hides = createMemo(() =>
    [raw(), ...props.response.headers.map(([, value]) => value)].some((text) =>
      segmentsOf(text, props.secrets).some((part) => part.kind === 'secret'),
    ),
  )
  const status = () => [props.response.status, props.response.statusText].join(' ').trim()
  return (
    <div
      class="wire"
      classList={{ 'is-api': actor().tone === 'api', 'is-server': actor().tone === 'server' }}
    >
      <div class="wire-head">
        <h4>
          Response <span class="mono">{status()}</span>
        </h4>
        <Badge tone={outcomeWord(props.exchange.outcome).tone} plain>
          {outcomeWord(props.exchange.outcome).text}
        </Badge>
        <Duration milliseconds={props.exchange.endedAt - props.exchange.startedAt} />
        <Bytes count={bytesOf(props.response.body).length} />
        <Show when={props.response.truncated}>
          <Badge tone="warning">cut short</Badge>
        </Show>
        <Show when={hides()}>
          <Button
            variant="quiet"
            icon={revealed() ? 'hide' : 'eye'}
            pressed={revealed()}
            onClick={toggle}
          >
            {revealed() ? 'Hide secrets' : 'Reveal secrets'}
          </Button>
        </Show>
      </div>
      <Tabs
        label="Response"
        current={tab()}
        onSelect={setTab}
        tabs={[
          { id: 'pretty', label: 'Body' },
          { id: 'raw', label: 'Raw' },
          { id: 'headers', label: 'Headers', note: props.response.headers.length },
        ]}
      >
        {(id) => (
          <Show
            when={id !== 'headers'}
            fallback={<CodeBlock label="Headers" bare content={headers()} />}
          >
            <Show when={raw() !== ''} fallback={<p class="empty-body quiet">The body is empty.</p>}>
              <Show
                when={id === 'pretty'}
                fallback={<CodeBlock label="Raw body" bare content={covered(raw())} />}
              >
                <JsonView label="Body" bare text={covered(raw())} />
              </Show>
            </Show>
          </Show>
        )}
      </Tabs>
    </div>
  )
}
