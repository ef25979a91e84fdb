/** Beside the request: what will be sent, what came back, and the same as a program. */
import { createSignal, type JSX, lazy, Match, Suspense, Switch } from 'solid-js'
import { Tabs } from '../kit/Tabs.tsx'
import { Answers } from './Answers.tsx'
import { useDesk } from './desk.ts'
import { OriginDialog } from './OriginDialog.tsx'
import { Preview } from './Preview.tsx'
import type { Paging } from './pages.ts'
import type { Renewing } from './renewing.ts'
import type { Sending } from './sending.ts'

const CodePanel = lazy(() => import('./CodePanel.tsx'))

interface ResultProps {
  readonly current: string
  readonly onSelect: (id: string) => void
  readonly sending: Sending
  readonly renewing: Renewing
  readonly paging: Paging
}

export function Result(props: ResultProps): JSX.Element {
  const desk = useDesk()
  const [asking, setAsking] = createSignal(false)
  const request = () => {
    const now = desk.composed()
    return now?.kind === 'request' ? now.request : undefined
  }
  const allow = () => {
    const { session } = desk.scope()
    const origin = desk.composed()?.origin
    if (session !== undefined && origin !== undefined) desk.allow(session.id, origin)
    setAsking(false)
  }
  const note = () => props.sending.current()?.incoming.head()?.status
  const waits = () => desk.composed()?.kind === 'problem' && desk.draft().url !== ''
  return (
    <section class="build-result" id="build-result" tabindex="-1" aria-label="Result">
      <h2 class="visually-hidden">Result</h2>
      <Tabs
        label="Result"
        current={props.current}
        onSelect={props.onSelect}
        tabs={[
          { id: 'preview', label: 'As it will be sent', note: waits() ? 'not yet' : undefined },
          { id: 'answer', label: 'Answer', note: note() },
          { id: 'code', label: 'Code' },
        ]}
      >
        {(id) => (
          <Switch>
            <Match when={id === 'preview'}>
              <Preview onAllow={() => setAsking(true)} />
            </Match>
            <Match when={id === 'answer'}>
              <Answers {...props} />
            </Match>
            <Match when={id === 'code'}>
              <Suspense fallback={<p class="quiet">Loading the languages…</p>}>
                <CodePanel request={request()} secrets={desk.secrets()} />
              </Suspense>
            </Match>
          </Switch>
        )}
      </Tabs>
      <OriginDialog
        open={asking()}
        origin={desk.composed()?.origin ?? ''}
        session={desk.walk()?.session.name ?? ''}
        belongs={desk.scope().session?.origins ?? []}
        onAllow={allow}
        onClose={() => setAsking(false)}
      />
    </section>
  )
}
