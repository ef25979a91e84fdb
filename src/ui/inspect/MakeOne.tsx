/** Makes a token: header and claims as they are typed, signed here with a key made here or pasted. */
import { createSignal, type JSX, Show, untrack } from 'solid-js'
import { JsonFault, parseJson } from '../../core/answer/json-parser.ts'
import { type Problem, problemOf } from '../../core/problem.ts'
import type { Key } from '../../core/token/key-shapes.ts'
import { signToken } from '../../core/token/make.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { JsonEditor } from '../kit/JsonEditor.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { useServices } from '../services.ts'
import { MadeToken } from './MadeToken.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import { type Preset, presetsOf } from './presets.ts'
import { RuleLink } from './RuleLink.tsx'
import { SigningKey } from './SigningKey.tsx'
import { headerFor } from './signing-header.ts'
import type { Workbench } from './workbench.ts'

export interface MakeOneProps {
  readonly id: string
  readonly bench: Workbench
  readonly onOpen: (token: string) => void
}

const text = (value: unknown) => JSON.stringify(value, null, 2)

/** The strict reader's words, as signing would say them. */
function check(json: string) {
  try {
    parseJson(json, 64)
    return undefined
  } catch (thrown) {
    if (thrown instanceof JsonFault) return { at: thrown.at, message: thrown.message }
    throw thrown
  }
}

export default function MakeOne(props: MakeOneProps): JSX.Element {
  const services = useServices()
  const presets = () =>
    presetsOf({
      now: Math.floor(services.now() / 1000),
      id: services.id(),
      run: props.bench.expectations(),
    })
  const first = untrack(() => presets()[0])
  const [preset, setPreset] = createSignal<Preset | undefined>(first)
  const [header, setHeader] = createSignal(text(first?.header ?? {}))
  const [claims, setClaims] = createSignal(text(first?.claims ?? {}))
  const [key, setKey] = createSignal<Key | 'none'>()
  const [made, setMade] = createSignal<string>()
  const [problem, setProblem] = createSignal<Problem>()

  async function begin(id: string): Promise<void> {
    const next = presets().find((one) => one.id === id)
    setPreset(next)
    setClaims(text(next?.claims ?? {}))
    setHeader(await headerFor(text(next?.header ?? {}), key(), next?.jwk ?? false))
    setMade(undefined)
  }

  async function choose(next: Key | 'none' | undefined): Promise<void> {
    setKey(next)
    setHeader(await headerFor(header(), next, preset()?.jwk ?? false))
  }

  async function sign(): Promise<void> {
    const signer = key()
    if (signer === undefined) return
    try {
      setMade(await signToken({ header: header(), claims: claims(), key: signer }))
      setProblem(undefined)
      announce('The token is made')
    } catch (thrown) {
      setMade(undefined)
      setProblem(problemOf(thrown))
    }
  }

  return (
    <div class="inspect-part">
      <ChoiceField
        id={`${props.id}-preset`}
        label="Begin with"
        value={preset()?.id ?? ''}
        options={presets().map(({ id, label }) => ({ value: id, label }))}
        onSelect={(id) => void begin(id)}
      />
      <Show when={preset()}>
        {(now) => (
          <p class="quiet">
            Names are examples, times are of now. What it must hold: <RuleLink rule={now().rule} />
          </p>
        )}
      </Show>
      <SigningKey id={props.id} bench={props.bench} chosen={key()} onChoose={choose} />
      <div class="make-editors">
        <JsonEditor
          id={`${props.id}-header`}
          label="Header to sign"
          rows={5}
          value={header()}
          onInput={setHeader}
          check={check}
        />
        <JsonEditor
          id={`${props.id}-claims`}
          label="Claims to sign"
          rows={9}
          value={claims()}
          onInput={setClaims}
          check={check}
        />
      </div>
      <div class="actions">
        <Button variant="primary" onClick={() => void sign()} disabled={key() === undefined}>
          {key() === 'none' ? 'Make the unsigned token' : 'Sign the token'}
        </Button>
        <Show when={key() === undefined}>
          <span class="quiet">It needs a key first.</span>
        </Show>
      </div>
      <Show when={problem()}>
        {(found) => <ProblemNote title="It was not signed" problem={found()} />}
      </Show>
      <Show when={made()}>
        {(token) => <MadeToken token={token()} signer={key()} onOpen={props.onOpen} />}
      </Show>
    </div>
  )
}
