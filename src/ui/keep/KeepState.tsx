/** In the header of every screen: the lock of the vault, or the red word where secrets lie open. */
import '../style/keep.css'
import { createSignal, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Link } from '../router.tsx'
import { useServices } from '../services.ts'
import { createReopen } from './reopening.ts'
import { createVaultState } from './vault-state.ts'

const UnlockDialog = lazy(() => import('./UnlockDialog.tsx'))

export default function KeepState(): JSX.Element {
  const { keep } = useServices()
  return (
    <Switch>
      <Match when={keep.mode() === 'vault'}>
        <LockButton />
      </Match>
      <Match when={keep.mode() === 'unprotected'}>
        <Link class="open-secrets" href="/keep">
          <Icon name="warning" /> Secrets unprotected on this device
        </Link>
      </Match>
    </Switch>
  )
}

function LockButton(): JSX.Element {
  const reopen = createReopen()
  const seen = createVaultState()
  const [asking, setAsking] = createSignal(false)
  const state = () => seen.latest?.state
  return (
    <>
      <Show when={state() === 'open'}>
        <Button icon="lock" onClick={() => seen.latest?.vault.lock()}>
          Lock
        </Button>
      </Show>
      <Show when={state() === 'locked'}>
        <Button icon="lock" variant="primary" onClick={() => setAsking(true)}>
          Unlock the vault
        </Button>
      </Show>
      <Show when={asking()}>
        <Suspense>
          <UnlockDialog onDone={reopen} onClose={() => setAsking(false)} />
        </Suspense>
      </Show>
    </>
  )
}
