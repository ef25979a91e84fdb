/** The walk's name, what it walks, and what can be done with the whole of it. */
import { createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { Badge } from './kit/Badge.tsx'
import { Menu } from './kit/Menu.tsx'
import { navigate, parameter } from './router.tsx'
import type { Walk } from './walk.ts'
import { type Act, menuOf } from './walk-acts.ts'
import { targetWord } from './words.ts'

const WalkAct = lazy(() => import('./keep/WalkAct.tsx'))
const SandboxPanel = lazy(() => import('./SandboxPanel.tsx'))
const WalkOrigin = lazy(() => import('./keep/WalkOrigin.tsx'))
const LeaveDialog = lazy(() => import('./keep/LeaveDialog.tsx'))

export function WalkHead(props: { walk: Walk }): JSX.Element {
  const session = () => props.walk.session()
  const [acting, setActing] = createSignal<Act>()
  const sandbox = () => session().target === 'sandbox'
  return (
    <div class="walk-head">
      <h1>{session().name}</h1>
      <Badge tone={sandbox() ? 'note' : 'warning'}>{targetWord[session().target]}</Badge>
      <For each={session().tags}>{(tag) => <span class="quiet">#{tag}</span>}</For>
      <Show when={sandbox()}>
        <Suspense>
          <SandboxPanel base={props.walk.context().at()} />
        </Suspense>
      </Show>
      <Menu label="This walk" items={menuOf(session(), setActing)} />
      <Show when={session().note}>{(note) => <p class="quiet">{note()}</p>}</Show>
      <Suspense>
        <Show when={session().origin}>
          <WalkOrigin walk={session()} />
        </Show>
        <Show when={parameter('leave')}>
          <LeaveDialog walk={props.walk} />
        </Show>
        <Show when={acting()} keyed>
          {(act) => (
            <WalkAct
              act={act}
              walk={session()}
              onEvent={(event) => props.walk.dispatch(event)}
              onDone={() => act === 'delete' && navigate('/')}
              onClose={() => setActing()}
            />
          )}
        </Show>
      </Suspense>
    </div>
  )
}
