/** What was pasted or opened, in words, and what can be done with it. Nothing of it is kept before that is asked for. */
import '../style/keep-leave.css'
import { createResource, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Visible } from '../kit/Visible.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import ProblemView from '../ProblemView.tsx'
import { useServices } from '../services.ts'
import { ArriveAddress } from './ArriveAddress.tsx'
import { ArriveCallback } from './ArriveCallback.tsx'
import { ArriveDrafts } from './ArriveDrafts.tsx'
import { ArrivePassphrase } from './ArrivePassphrase.tsx'
import { ArriveSessions } from './ArriveSessions.tsx'
import { toInspector } from './arrive-doing.ts'
import { type Given, type Recognised, recognise } from './arrive-reading.ts'

export default function ArriveDialog(props: { given: Given; onClose: () => void }): JSX.Element {
  const services = useServices()
  const since = services.now()
  const [read] = createResource(
    () => props.given,
    (given) => recognise(given, services),
  )
  const [opened, setOpened] = createSignal<Recognised>()
  const known = () => opened() ?? (read.state === 'ready' ? read() : undefined)
  const file = () => ('file' in props.given ? props.given.file.name : undefined)
  return (
    <Dialog open title="What this is" onClose={() => props.onClose()}>
      <div class="arrive">
        <Show when={file()}>
          {(name) => (
            <p class="mono">
              <Visible text={name()} />
            </p>
          )}
        </Show>
        <Show when={known()} fallback={<Waiting what="the end of it" since={since} />} keyed>
          {(found) => <Found found={found} onOpened={setOpened} />}
        </Show>
        <Show when={read.error !== undefined}>
          <p role="alert">This could not be read to its end, so nothing was taken from it.</p>
        </Show>
        <p class="quiet">It was read in this tab. Nothing was sent, and nothing is kept yet.</p>
      </div>
    </Dialog>
  )
}

type Of<K extends Recognised['kind']> = Extract<Recognised, { kind: K }>

function Found(props: { found: Recognised; onOpened: (arrival: Recognised) => void }): JSX.Element {
  const is = <K extends Recognised['kind']>(kind: K): Of<K> | undefined =>
    isOf(props.found, kind) ? props.found : undefined
  return (
    <Switch>
      <Match when={is('sessions')}>{(found) => <ArriveSessions arrival={found()} />}</Match>
      <Match when={is('callback')}>{(found) => <ArriveCallback arrival={found()} />}</Match>
      <Match when={is('drafts')}>{(found) => <ArriveDrafts arrival={found()} />}</Match>
      <Match when={is('sealed')}>
        {(found) => <ArrivePassphrase text={found().text} onOpened={props.onOpened} />}
      </Match>
      <Match when={is('token')}>{(found) => <Token {...found()} />}</Match>
      <Match when={is('address')}>{(found) => <ArriveAddress {...found()} />}</Match>
      <Match when={is('problem')}>
        {(found) => <ProblemView problem={found().problem} level={2} />}
      </Match>
    </Switch>
  )
}

const isOf = <K extends Recognised['kind']>(found: Recognised, kind: K): found is Of<K> =>
  found.kind === kind

function Token(props: { text: string; says: string }): JSX.Element {
  return (
    <div class="arrive-part">
      <h2>Something for the token inspector</h2>
      <p>{props.says}</p>
      <div class="actions">
        <Button variant="primary" onClick={() => toInspector(props.text)}>
          Inspect it
        </Button>
      </div>
    </div>
  )
}
