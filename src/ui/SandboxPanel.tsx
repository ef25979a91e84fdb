/** The simulator's clock and switches, so that expiry can be seen without waiting for it. */
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import {
  createSandboxClock,
  type SandboxOrder,
  type SandboxSetting,
  type SandboxState,
} from '../client/sandbox.ts'
import type { SettingValue } from '../core/simulation.ts'
import { Button } from './kit/Button.tsx'
import { CheckField } from './kit/CheckField.tsx'
import { ChoiceField } from './kit/ChoiceField.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { Disclosure } from './kit/Disclosure.tsx'
import { exactTime, span } from './kit/format.ts'
import { announce } from './kit/LiveRegion.tsx'
import { Notice } from './kit/Notice.tsx'
import { TextField } from './kit/TextField.tsx'
import { useServices } from './services.ts'

const leaps = [
  { label: '5 min', seconds: 300 },
  { label: '1 h', seconds: 3600 },
  { label: '2 h', seconds: 7200 },
  { label: '6 h', seconds: 21_600 },
  { label: '24 h', seconds: 86_400 },
  { label: '15 d', seconds: 1_296_000 },
  { label: '30 d', seconds: 2_592_000 },
  { label: '180 d', seconds: 15_552_000 },
]

export default function SandboxPanel(props: { base: string }): JSX.Element {
  const sandbox = createSandboxClock(useServices().send)
  const [open, setOpen] = createSignal(false)
  const [state, { mutate }] = createResource(
    () => (open() ? props.base : undefined),
    (base) => sandbox.read(base),
  )
  async function order(what: SandboxOrder, done: string): Promise<void> {
    const state = await sandbox.order(props.base, what)
    mutate(state)
    announce(state === undefined ? 'The simulator did not answer' : done)
  }
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        Sandbox clock and switches
      </Button>
      <Dialog open={open()} title="The sandbox" onClose={() => setOpen(false)}>
        <Show
          when={state()}
          fallback={
            <Show when={state.state === 'ready'} fallback={<p>Asking the simulator…</p>}>
              <Notice tone="failed" title="The simulator does not answer">
                <p>See whether Grantwalk still runs in the terminal, and open this again.</p>
              </Notice>
            </Show>
          }
        >
          {(known) => <Controls state={known()} onOrder={(what, done) => void order(what, done)} />}
        </Show>
      </Dialog>
    </>
  )
}

interface ControlsProps {
  readonly state: SandboxState
  readonly onOrder: (what: SandboxOrder, done: string) => void
}

function Controls(props: ControlsProps): JSX.Element {
  const ahead = () => {
    const seconds = Math.round(props.state.offset)
    return seconds === 0 ? 'It shows the real time' : `It is ${span(seconds)} ahead`
  }
  return (
    <div class="prose">
      <h2>Clock</h2>
      <p>
        {ahead()}: {exactTime(Date.now() + props.state.offset * 1000)}. Moving it on makes tokens
        and codes age.
      </p>
      <div class="actions">
        <For each={leaps}>
          {({ label, seconds }) => (
            <Button
              label={`Move the clock on by ${label}`}
              onClick={() => props.onOrder({ advance: seconds }, `The clock moved on by ${label}`)}
            >
              {`+ ${label}`}
            </Button>
          )}
        </For>
      </div>
      <Show when={props.state.settings.length > 0}>
        <h2>Switches</h2>
        <div class="fields">
          <For each={props.state.settings}>
            {(setting) => (
              <Knob
                setting={setting}
                onSet={(value) =>
                  props.onOrder(
                    { settings: { [setting.id]: value } },
                    `${setting.label}: ${String(value)}`,
                  )
                }
              />
            )}
          </For>
        </div>
      </Show>
      <Fixtures state={props.state} />
      <div class="actions">
        <Button
          variant="danger"
          onClick={() => props.onOrder({ reset: true }, 'The sandbox was reset')}
        >
          Reset the sandbox
        </Button>
      </div>
      <p class="quiet">
        A reset sets the clock right, the switches back, and forgets every token that was issued.
      </p>
    </div>
  )
}

/** One setting, drawn by its kind. */
function Knob(props: {
  setting: SandboxSetting
  onSet: (value: SettingValue) => void
}): JSX.Element {
  const id = () => `sandbox-${props.setting.id}`
  const choices = () => (props.setting.kind === 'choice' ? props.setting.choices : undefined)
  return (
    <Switch>
      <Match when={choices()}>
        {(options) => (
          <ChoiceField
            id={id()}
            label={props.setting.label}
            hint={props.setting.hint}
            value={String(props.setting.value)}
            onSelect={(value) => props.onSet(value)}
            options={options()}
          />
        )}
      </Match>
      <Match when={props.setting.kind === 'switch'}>
        <CheckField
          label={props.setting.label}
          hint={props.setting.hint}
          checked={props.setting.value === true}
          onChange={(checked) => props.onSet(checked)}
        />
      </Match>
      <Match when={props.setting.kind === 'number'}>
        <TextField
          id={id()}
          label={props.setting.label}
          hint={props.setting.hint}
          kind="number"
          value={String(props.setting.value)}
          onInput={() => undefined}
          onChange={(value) => {
            if (/^\d+$/.test(value)) props.onSet(Number(value))
          }}
        />
      </Match>
    </Switch>
  )
}

/** Whom to log in as, and with which client: the simulator's invented people. */
function Fixtures(props: { state: SandboxState }): JSX.Element {
  return (
    <Disclosure
      title="Accounts and clients"
      note={String(props.state.accounts.length + props.state.clients.length)}
    >
      <Show when={props.state.accounts.length > 0}>
        <table class="fixtures">
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col">Password</th>
              <th scope="col">Good for</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.state.accounts}>
              {(account) => (
                <tr>
                  <td class="mono">{account.username}</td>
                  <td class="mono">{account.password}</td>
                  <td>{account.note}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={props.state.clients.length > 0}>
        <table class="fixtures">
          <thead>
            <tr>
              <th scope="col">Client</th>
              <th scope="col">ID</th>
              <th scope="col">Secret</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.state.clients}>
              {(client) => (
                <tr>
                  <td>{client.client_name}</td>
                  <td class="mono">{client.client_id}</td>
                  <td class="mono">{client.client_secret ?? 'none'}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </Disclosure>
  )
}
