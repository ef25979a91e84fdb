/** A key the person has: pasted, read here, and never sent. */
import { createSignal, type JSX, Show } from 'solid-js'
import type { Problem } from '../../core/problem.ts'
import { readKeys, type SecretEncoding } from '../../core/token/keys.ts'
import type { Note } from '../../core/token/shapes.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { Multiline } from '../kit/Multiline.tsx'
import { NoteList } from './NoteList.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import type { Workbench } from './workbench.ts'

const encodings: readonly { readonly value: SecretEncoding | 'none'; readonly label: string }[] = [
  { value: 'none', label: 'It is no shared secret' },
  { value: 'utf8', label: 'A secret, as plain text (UTF-8)' },
  { value: 'base64', label: 'A secret in base64' },
  { value: 'base64url', label: 'A secret in base64url' },
  { value: 'hex', label: 'A secret in hexadecimal' },
]

export function KeyPaste(props: { id: string; bench: Workbench }): JSX.Element {
  const [text, setText] = createSignal('')
  const [encoding, setEncoding] = createSignal<SecretEncoding | 'none'>('none')
  const [problem, setProblem] = createSignal<Problem>()
  const [notes, setNotes] = createSignal<readonly Note[]>([])

  async function use(): Promise<void> {
    const secret = encoding()
    const read = await readKeys(text(), secret === 'none' ? {} : { secret })
    setProblem(read.kind === 'problem' ? read.problem : undefined)
    setNotes(read.kind === 'keys' ? read.notes : [])
    if (read.kind === 'problem') return
    props.bench.hold(read.keys, 'pasted')
    setText('')
    announce(read.says)
  }

  return (
    <div class="inspect-part">
      <Multiline
        id={`${props.id}-key`}
        label="Key"
        hint="A JWK, a key set, PEM, a certificate, or a shared secret. It stays in this tab."
        rows={4}
        value={text()}
        onInput={setText}
      />
      <ChoiceField
        id={`${props.id}-encoding`}
        label="How it is written"
        value={encoding()}
        options={encodings}
        onSelect={(value) =>
          setEncoding(encodings.find((one) => one.value === value)?.value ?? 'none')
        }
      />
      <div class="actions">
        <Button onClick={() => void use()} disabled={text() === ''}>
          Use this key
        </Button>
      </div>
      <Show when={problem()}>
        {(found) => <ProblemNote title="This is not a key yet" problem={found()} />}
      </Show>
      <NoteList notes={notes()} label="About what was pasted" />
    </div>
  )
}
