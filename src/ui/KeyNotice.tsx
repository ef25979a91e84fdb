/** Shown in a tab that was not opened by the printed link: without its key the relay sends nothing. */
import { type JSX, lazy, Show, Suspense } from 'solid-js'
import { useServices } from './services.ts'

const KeyForm = lazy(() => import('./KeyForm.tsx'))

export function KeyNotice(): JSX.Element {
  const services = useServices()
  return (
    <Show when={!services.hasKey()}>
      <Suspense>
        <KeyForm />
      </Suspense>
    </Show>
  )
}
