/** Where the secrets of live walks rest: three ways, and what each of them means. */
import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Mode } from '../../client/care.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField, type Option } from '../kit/ChoiceField.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Notice } from '../kit/Notice.tsx'
import { createChanging } from './changing.ts'
import { SetUpDialog } from './SetUpDialog.tsx'
import UnlockDialog from './UnlockDialog.tsx'

const modes: readonly (Option & { readonly value: Mode })[] = [
  {
    value: 'session',
    label: 'In the tab only',
    hint: 'On disk is the walk without its secrets. The tab has them until it closes; opened again, the walk asks for them.',
  },
  {
    value: 'vault',
    label: 'In a vault',
    hint: 'Sealed under a passphrase of yours, and there again the next day. Each tab asks for the passphrase; a lost one cannot be recovered.',
  },
  {
    value: 'unprotected',
    label: 'Unprotected on this device',
    hint: 'As they are, in the browser’s files. For mocks and accounts that are thrown away.',
  },
]

export function ModeChoice(): JSX.Element {
  const changing = createChanging()
  const pick = (value: string) => {
    const mode = modes.find((one) => one.value === value)?.value
    if (mode !== undefined) changing.choose(mode)
  }
  return (
    <>
      <ChoiceField
        id="mode"
        label="Where secrets of live walks are kept"
        value={changing.shown()}
        options={modes}
        disabled={changing.progress() !== undefined}
        onSelect={pick}
      />
      <div role="status">
        <Show when={changing.progress()}>
          {(progress) => (
            <p class="quiet">
              {progress().done} of {progress().of} walks looked at.
            </p>
          )}
        </Show>
        <Show when={changing.said()}>{(words) => <p>{words()}</p>}</Show>
      </div>
      <Show when={changing.shown() === 'unprotected' && changing.asking() === undefined}>
        <Notice tone="danger" title="Secrets lie open on this device" level={2}>
          <p>
            Whoever can read the files of this browser can read the passwords, keys and tokens of
            your live walks.
          </p>
        </Notice>
      </Show>
      <Switch>
        <Match when={changing.asking() === 'set-up'}>
          <SetUpDialog onDone={changing.goOn} onClose={changing.cancel} />
        </Match>
        <Match when={changing.asking() === 'unlock'}>
          <UnlockDialog onDone={changing.goOn} onClose={changing.cancel} />
        </Match>
        <Match when={changing.asking() === 'unprotected'}>
          <SureOfThat onGo={changing.goOn} onClose={changing.cancel} />
        </Match>
      </Switch>
    </>
  )
}

function SureOfThat(props: { onGo: () => void; onClose: () => void }): JSX.Element {
  return (
    <Dialog
      open
      title="Keep secrets unprotected?"
      onClose={() => props.onClose()}
      actions={
        <>
          <Button variant="danger" onClick={() => props.onGo()}>
            Keep them unprotected
          </Button>
          <Button onClick={() => props.onClose()}>Cancel</Button>
        </>
      }
    >
      <p>
        Passwords, keys and tokens of live walks will be written to the browser’s files as they are.
        Choosing another way later takes them out again, but remnants can stay in those files until
        the browser tidies up. Use this for nothing that matters.
      </p>
    </Dialog>
  )
}
