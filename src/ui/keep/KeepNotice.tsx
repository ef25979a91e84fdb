/** On a live walk: asks once where secrets shall rest, and says why some are missing while the vault is locked. */
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Link, segmentAfter } from '../router.tsx'
import { useServices } from '../services.ts'
import { createReopen } from './reopening.ts'
import UnlockDialog from './UnlockDialog.tsx'
import { createVaultState } from './vault-state.ts'

export default function KeepNotice(): JSX.Element {
  const { keep } = useServices()
  return (
    <Switch>
      <Match when={keep.mode() === 'vault'}>
        <Locked />
      </Match>
      <Match when={!keep.chosen()}>
        <Choose />
      </Match>
    </Switch>
  )
}

function Locked(): JSX.Element {
  const reopen = createReopen()
  const seen = createVaultState()
  const [asking, setAsking] = createSignal(false)
  const damage = () => seen.latest?.damaged.get(segmentAfter('/walk/') ?? '')
  return (
    <>
      <Show when={damage()}>
        {(problem) => (
          <Notice tone="danger" title={problem().means} level={2}>
            <p>{problem().remedy}</p>
          </Notice>
        )}
      </Show>
      <Show when={seen.latest?.state === 'locked'}>
        <Notice
          tone="info"
          level={2}
          title="The secrets of this walk are in the locked vault"
          actions={<Button onClick={() => setAsking(true)}>Unlock</Button>}
        >
          <p>
            You can also go on without it: what you type or get now stays in this tab, and is sealed
            once the vault is open.
          </p>
        </Notice>
        <Show when={asking()}>
          <UnlockDialog onDone={reopen} onClose={() => setAsking(false)} />
        </Show>
      </Show>
    </>
  )
}

/** It blocks nothing. */
function Choose(): JSX.Element {
  const { keep } = useServices()
  const [chosen, setChosen] = createSignal(false)
  const stay = () => {
    keep.choose(keep.mode())
    setChosen(true)
  }
  return (
    <Show when={!chosen()}>
      <Notice
        tone="info"
        level={2}
        title="Secrets of this walk stay in this tab"
        actions={
          <>
            <Button onClick={stay}>Leave it so</Button>
            <Link class="button" href="/keep">
              Choose another way
            </Link>
          </>
        }
      >
        <p>
          They are gone when the tab closes, and asked for again. A vault under a passphrase can
          keep them instead.
        </p>
      </Notice>
    </Show>
  )
}
