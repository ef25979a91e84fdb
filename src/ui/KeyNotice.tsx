/** Shown in a tab that was not opened by the printed link: without its key the relay sends nothing. */
import { type JSX, lazy, Show, Suspense } from 'solid-js'
import { useServices } from './services.ts'

const KeyForm = lazy(() => import('./KeyForm.tsx'))

export function KeyNotice(): JSX.Element {
  const { hasKey } = useServices()
  // A tab that never had a key is drawn once it is here, so that it pushes nothing down; later it may come late.
  const came = hasKey()
  return (
    <Show when={!hasKey()}>
      <Show when={came} fallback={<KeyForm />}>
        <Suspense>
          <KeyForm />
        </Suspense>
      </Show>
    </Show>
  )
}
