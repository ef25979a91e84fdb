/** The walk's name, what it walks, and what can be done with the whole of it. */
import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import { Badge } from './kit/Badge.tsx'
import { Menu } from './kit/Menu.tsx'
import { navigate, parameter, select } from './router.tsx'
import type { Walk } from './walk.ts'
import { targetWord } from './words.ts'

const SessionDelete = lazy(() => import('./SessionDelete.tsx'))
const SessionName = lazy(() => import('./SessionName.tsx'))
const SandboxPanel = lazy(() => import('./SandboxPanel.tsx'))
const LeaveDialog = lazy(() => import('./keep/LeaveDialog.tsx'))

export function WalkHead(props: { walk: Walk }): JSX.Element {
  const session = () => props.walk.session()
  const [naming, setNaming] = createSignal(false)
  const [deleting, setDeleting] = createSignal(false)
  const sandbox = () => session().target === 'sandbox'
  return (
    <div class="walk-head">
      <h1>{session().name}</h1>
      <Badge tone={sandbox() ? 'note' : 'warning'}>{targetWord[session().target]}</Badge>
      <Show when={sandbox()}>
        <Suspense>
          <SandboxPanel base={props.walk.context().at()} />
        </Suspense>
      </Show>
      <Menu
        label="This walk"
        items={[
          { label: 'Export or share', onSelect: () => select({ leave: 'case' }) },
          { label: 'Rename', onSelect: () => setNaming(true) },
          {
            label: 'Start anew',
            onSelect: () =>
              navigate(
                `/start/${session().vendor}?flow=${session().flow}&target=${session().target}`,
              ),
          },
          { label: 'Delete', onSelect: () => setDeleting(true), danger: true },
        ]}
      />
      <Suspense>
        <Show when={parameter('leave')}>
          <LeaveDialog walk={props.walk} />
        </Show>
        <Show when={naming()}>
          <SessionName
            name={session().name}
            onRename={(name) => void props.walk.dispatch({ type: 'named', name })}
            onClose={() => setNaming(false)}
          />
        </Show>
        <Show when={deleting()}>
          <SessionDelete
            summary={session()}
            onDone={() => navigate('/')}
            onClose={() => setDeleting(false)}
          />
        </Show>
      </Suspense>
    </div>
  )
}
