/** A body as what it is: a tree, a table, a picture, events, laid out or plain text, or bytes. */
import { createMemo, type JSX, Match, Switch } from 'solid-js'
import type { Secret } from '../../trace/secrets.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { kindOf } from './body-kind.ts'
import { createWholeText } from './body-text.ts'
import { EventsBody } from './EventsBody.tsx'
import { FIRST_PART } from './gathering.ts'
import type { Incoming } from './incoming.ts'
import { JsonBody } from './JsonBody.tsx'
import { PictureBody } from './PictureBody.tsx'
import { HexBody, RawBody } from './RawBody.tsx'
import { TableBody } from './TableBody.tsx'
import { xmlSegments } from './xml.ts'

export interface BodyProps {
  readonly incoming: Incoming
  readonly secrets: readonly Secret[]
}

export function BodyView(props: BodyProps): JSX.Element {
  const kind = createMemo(() => kindOf(props.incoming.head(), props.incoming.first()))
  const is = (...kinds: readonly string[]) => kinds.includes(kind())
  return (
    <Switch fallback={<RawBody {...props} label="Body" />}>
      <Match when={is('empty')}>
        <p class="empty-body quiet">
          {props.incoming.state() === 'streaming'
            ? 'Nothing of the body is here yet.'
            : 'The body is empty.'}
        </p>
      </Match>
      <Match when={is('json')}>
        <JsonBody {...props} label="Body" />
      </Match>
      <Match when={is('xml')}>
        <XmlBody {...props} />
      </Match>
      <Match when={is('csv')}>
        <TableBody {...props} label="Body" />
      </Match>
      <Match when={is('image')}>
        <PictureBody incoming={props.incoming} />
      </Match>
      <Match when={is('events')}>
        <EventsBody {...props} />
      </Match>
      <Match when={is('bytes')}>
        <HexBody {...props} label="Body" />
      </Match>
      <Match when={is('html')}>
        <p class="answer-why quiet">
          A page, shown as the text it is: nothing of it is run or fetched.
        </p>
        <RawBody {...props} label="Body" />
      </Match>
    </Switch>
  )
}

/** What is longer than the first part stays as it came. */
function XmlBody(props: BodyProps): JSX.Element {
  const whole = createWholeText(
    () => props.incoming,
    () => props.secrets,
  )
  const segments = createMemo(() => {
    const text = whole()?.text
    return text === undefined || text.length > FIRST_PART ? undefined : xmlSegments(text)
  })
  return (
    <Switch fallback={<RawBody {...props} label="Body" />}>
      <Match when={segments()}>
        {(found) => <CodeBlock label="Body" bare content={found()} />}
      </Match>
    </Switch>
  )
}
