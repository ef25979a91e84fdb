/** An answer, recorded or still coming: its status and meaning, what it cost, and its body as what it is. */
import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import { headersOf } from '../../core/http.ts'
import { segmentsOf } from '../../trace/mask.ts'
import { type Secret, secretsOfAnswer } from '../../trace/secrets.ts'
import ApproveTarget from '../ApproveTarget.tsx'
import { createReveal } from '../kit/clock.ts'
import { bytes } from '../kit/format.ts'
import { announce } from '../kit/LiveRegion.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import ProblemView from '../ProblemView.tsx'
import { sameSecrets } from '../same.ts'
import { AnswerHead } from './AnswerHead.tsx'
import { BodyView } from './BodyView.tsx'
import { CookieTable } from './CookieTable.tsx'
import { HeaderList } from './HeaderList.tsx'
import type { Incoming } from './incoming.ts'
import { RateLine } from './RateLine.tsx'
import { RawBody } from './RawBody.tsx'
import { TimingBar } from './TimingBar.tsx'
import '../style/answer.css'

export interface AnswerViewProps {
  readonly incoming: Incoming
  readonly secrets: readonly Secret[]
  /** Names the part: `Response` unless told. */
  readonly label?: string
  /** Where the request went: with it, cookies are judged as a browser would. */
  readonly url?: string
  /** Heading level; 3 unless told. */
  readonly level?: 2 | 3 | 4
  /** Colours its edge. */
  readonly speaker?: 'api' | 'server'
  /** What it was worth, in the first line. */
  readonly mark?: JSX.Element
  /** An error by its status, and no refusal: who polls is told to wait that way (RFC 8628 section 3.5). */
  readonly isEarly?: boolean
}

/** As much as is looked through for secrets before the button for revealing them is offered. */
const LOOKED_AT = 64 * 1024

export default function AnswerView(props: AnswerViewProps): JSX.Element {
  const [tab, setTab] = createSignal('pretty')
  const [revealed, toggle] = createReveal()
  const none: readonly Secret[] = []
  const head = () => props.incoming.head()
  const cookies = () => {
    const now = head()
    return now === undefined ? [] : headersOf(now, 'set-cookie')
  }
  const start = createMemo(() =>
    new TextDecoder().decode(props.incoming.first().subarray(0, LOOKED_AT)),
  )
  /** What the walk or the request declares, and what opens something by itself: cookies, keys, tokens. */
  const known = createMemo(
    () => {
      const own = secretsOfAnswer(head()?.headers ?? [], start())
      const more = own.filter(({ value }) => !props.secrets.some((one) => one.value === value))
      return more.length === 0 ? props.secrets : [...props.secrets, ...more]
    },
    none,
    { equals: sameSecrets },
  )
  const secrets = () => (revealed() ? none : known())
  const hides = createMemo(
    () =>
      known().length > 0 &&
      [start(), ...(head()?.headers ?? []).map(([, value]) => value)].some((text) =>
        segmentsOf(text, known()).some((part) => part.kind === 'secret'),
      ),
  )
  createEffect(
    on(
      () => props.incoming.state(),
      (state) => {
        if (state === 'done')
          announce(`Answered ${head()?.status ?? ''}, ${bytes(props.incoming.received())}`)
        if (state === 'stopped') announce('Stopped')
        if (state === 'failed') announce('No whole answer')
      },
      { defer: true },
    ),
  )
  return (
    <div
      class="wire answer"
      classList={{ 'is-api': props.speaker === 'api', 'is-server': props.speaker === 'server' }}
    >
      <AnswerHead
        {...props}
        label={props.label ?? 'Response'}
        level={props.level ?? 3}
        mark={props.mark}
        isEarly={props.isEarly === true}
        hides={hides()}
        revealed={revealed()}
        onReveal={toggle}
      />
      <Show when={props.incoming.problem()}>
        {(problem) => (
          <div class="answer-part">
            <ProblemView problem={problem()} secrets={known()} />
            <Show when={props.url}>
              {(url) => (
                <ApproveTarget
                  url={url()}
                  code={problem().code}
                  pin={props.incoming.wire()?.tls?.leaf?.sha256}
                />
              )}
            </Show>
          </div>
        )}
      </Show>
      <RateLine incoming={props.incoming} />
      <TimingBar incoming={props.incoming} />
      <Show when={head()}>
        {(now) => (
          <Tabs
            label={props.label ?? 'Response'}
            current={tab()}
            onSelect={setTab}
            tabs={[
              { id: 'pretty', label: 'Body' },
              { id: 'raw', label: 'Raw' },
              { id: 'headers', label: 'Headers', note: now().headers.length },
              ...(cookies().length > 0
                ? [{ id: 'cookies', label: 'Cookies', note: cookies().length }]
                : []),
            ]}
          >
            {(id) => (
              <Switched id={id} incoming={props.incoming} secrets={secrets()}>
                <CookieTable lines={cookies()} url={props.url} />
              </Switched>
            )}
          </Tabs>
        )}
      </Show>
    </div>
  )
}

function Switched(props: {
  id: string
  incoming: Incoming
  secrets: readonly Secret[]
  children: JSX.Element
}): JSX.Element {
  return (
    <>
      <Show when={props.id === 'pretty'}>
        <BodyView incoming={props.incoming} secrets={props.secrets} />
      </Show>
      <Show when={props.id === 'raw'}>
        <Show
          when={props.incoming.received() > 0}
          fallback={<p class="empty-body quiet">The body is empty.</p>}
        >
          <RawBody incoming={props.incoming} secrets={props.secrets} label="Raw body" />
        </Show>
      </Show>
      <Show when={props.id === 'headers'}>
        <HeaderList headers={props.incoming.head()?.headers ?? []} secrets={props.secrets} />
      </Show>
      <Show when={props.id === 'cookies'}>{props.children}</Show>
    </>
  )
}
