/** The parts of the request after its first line, one tab each. */
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { Draft, Row } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import { AuthorizationEditor } from './AuthorizationEditor.tsx'
import { authorizationKinds } from './authorizations.ts'
import { BodyEditor } from './BodyEditor.tsx'
import { bodyKinds } from './bodies.ts'
import { useDesk } from './desk.ts'
import { RouteEditor } from './RouteEditor.tsx'
import { RowsEditor } from './RowsEditor.tsx'

const headerNames = [
  'Accept',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Cookie',
  'If-Match',
  'If-None-Match',
  'Origin',
  'Prefer',
  'Range',
  'User-Agent',
  'X-Api-Key',
  'X-Request-Id',
] as const

const used = (rows: readonly Row[]) => rows.filter(({ on }) => on).length || undefined

const kindOf = <T extends string>(
  kinds: readonly { readonly value: T; readonly label: string }[],
  kind: T,
): string | undefined =>
  kind === 'none' ? undefined : kinds.find(({ value }) => value === kind)?.label

export function Editor(): JSX.Element {
  const desk = useDesk()
  const [tab, setTab] = createSignal('query')
  const draft = desk.draft
  return (
    <section class="build-editor" aria-label="Request">
      <h2 class="visually-hidden">Request</h2>
      <Origin />
      <Tabs
        label="Parts of the request"
        current={tab()}
        onSelect={setTab}
        tabs={[
          { id: 'query', label: 'Query', note: used(draft().query) },
          { id: 'headers', label: 'Headers', note: used(draft().headers) },
          { id: 'body', label: 'Body', note: kindOf(bodyKinds, draft().body.kind) },
          {
            id: 'authorization',
            label: 'Authorization',
            note: kindOf(authorizationKinds, draft().authorization.kind),
          },
          { id: 'route', label: 'Route', note: draft().route === 'direct' ? 'direct' : undefined },
        ]}
      >
        {(id) => <Part id={id} draft={draft()} />}
      </Tabs>
    </section>
  )
}

function Part(props: { id: string; draft: Draft }): JSX.Element {
  const desk = useDesk()
  const request = () => {
    const now = desk.composed()
    return now?.kind === 'request' ? now.request : now?.shown
  }
  return (
    <div class="build-part">
      <Switch>
        <Match when={props.id === 'query'}>
          <RowsEditor
            what="query parameter"
            rows={props.draft.query}
            onChange={(query) => desk.change({ query })}
          />
        </Match>
        <Match when={props.id === 'headers'}>
          <RowsEditor
            what="header"
            rows={props.draft.headers}
            known={headerNames}
            onChange={(headers) => desk.change({ headers })}
          />
        </Match>
        <Match when={props.id === 'body'}>
          <BodyEditor body={props.draft.body} onChange={(body) => desk.change({ body })} />
        </Match>
        <Match when={props.id === 'authorization'}>
          <AuthorizationEditor
            authorization={props.draft.authorization}
            session={props.draft.session}
            onChange={(authorization) => desk.change({ authorization })}
            onSession={desk.setSession}
          />
        </Match>
        <Match when={props.id === 'route'}>
          <RouteEditor
            route={props.draft.route}
            request={request()}
            onChange={(route) => desk.change({ route })}
          />
        </Match>
      </Switch>
    </div>
  )
}

/** Where it was taken from, and the way back to what was here before. */
function Origin(): JSX.Element {
  const desk = useDesk()
  return (
    <Show when={desk.draft().origin ?? desk.before()}>
      <p class="build-origin quiet">
        <span>{desk.draft().origin}</span>
        <Show when={desk.before()}>
          <Button variant="quiet" onClick={desk.takeBack}>
            Back to the request before
          </Button>
        </Show>
      </p>
    </Show>
  )
}
