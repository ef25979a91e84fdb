/** What can be done with the vault that is there: lock, unlock, its patience, its passphrase. */
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { idleChoices, idleMinutes, setIdleMinutes } from '../../client/vault-tab.ts'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { ChangeDialog } from './ChangeDialog.tsx'
import { createReopen } from './reopening.ts'
import { SetUpDialog } from './SetUpDialog.tsx'
import UnlockDialog from './UnlockDialog.tsx'
import { createVaultState } from './vault-state.ts'

type Asked = 'set-up' | 'unlock' | 'change'

export function VaultSettings(): JSX.Element {
  const reopen = createReopen()
  const seen = createVaultState()
  const [asked, setAsked] = createSignal<Asked>()
  const close = () => setAsked()
  const state = () => seen.latest?.state
  return (
    <section aria-labelledby="vault">
      <h2 id="vault">The vault</h2>
      <Switch>
        <Match when={state() === 'absent'}>
          <Notice
            tone="warning"
            title="The vault is not here"
            actions={<Button onClick={() => setAsked('set-up')}>Set up a new one</Button>}
          >
            <p>
              Its records were deleted, most likely with the data of this site. What you type stays
              in this page and is sealed once there is a vault again.
            </p>
          </Notice>
        </Match>
        <Match when={state() === 'locked'}>
          <p>
            <Badge tone="locked">Locked</Badge> Names and steps of your walks are here; their
            secrets come back when you unlock.
          </p>
          <div class="actions">
            <Button variant="primary" onClick={() => setAsked('unlock')}>
              Unlock
            </Button>
            <Button onClick={() => setAsked('change')}>Change the passphrase</Button>
          </div>
        </Match>
        <Match when={state() === 'open'}>
          <p>
            <Badge tone="gained">Open in this tab</Badge> Locking it locks every tab, and clears
            what they hold in clear.
          </p>
          <Damaged count={seen.latest?.damaged.size ?? 0} />
          <div class="actions">
            <Button icon="lock" onClick={() => seen.latest?.vault.lock()}>
              Lock every tab
            </Button>
            <Button onClick={() => setAsked('change')}>Change the passphrase</Button>
          </div>
        </Match>
      </Switch>
      <IdleChoice />
      <Show when={asked() === 'set-up'}>
        <SetUpDialog onDone={close} onClose={close} />
      </Show>
      <Show when={asked() === 'unlock'}>
        <UnlockDialog onDone={reopen} onClose={close} />
      </Show>
      <Show when={asked() === 'change'}>
        <ChangeDialog onClose={close} />
      </Show>
    </section>
  )
}

function Damaged(props: { count: number }): JSX.Element {
  return (
    <Show when={props.count > 0}>
      <Notice tone="danger" title={`Sealed parts that do not open: ${props.count}`} live="alert">
        <p>
          They were changed outside Grantwalk, or an older version was put in their place. The walks
          go on and ask for their secrets again; what is typed then is sealed anew.
        </p>
      </Notice>
    </Show>
  )
}

function IdleChoice(): JSX.Element {
  const [minutes, setMinutes] = createSignal(String(idleMinutes()))
  return (
    <ChoiceField
      id="idle"
      label="Locks itself when nobody touches Grantwalk for"
      value={minutes()}
      options={idleChoices.map((count) => ({
        value: String(count),
        label: count === 1 ? '1 minute' : `${count} minutes`,
      }))}
      onSelect={(value) => {
        setMinutes(value)
        setIdleMinutes(Number(value))
      }}
    />
  )
}
