/** The key that signs: one at hand, a new one, or none on purpose. */
import { createSignal, type JSX } from 'solid-js'
import { problemOf } from '../../core/problem.ts'
import type { Key } from '../../core/token/key-shapes.ts'
import { generateKey, signable } from '../../core/token/make.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField, type Option } from '../kit/ChoiceField.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import type { Workbench } from './workbench.ts'

export interface SigningKeyProps {
  readonly id: string
  readonly bench: Workbench
  readonly chosen: Key | 'none' | undefined
  readonly onChoose: (key: Key | 'none' | undefined) => Promise<void>
}

const nameOf = (key: Key) => `${key.name}, ${key.signs.join(', ')}`

export function SigningKey(props: SigningKeyProps): JSX.Element {
  const [alg, setAlg] = createSignal('ES256')
  const [error, setError] = createSignal<string>()
  const able = () =>
    props.bench
      .keys()
      .map(({ key }) => key)
      .filter(({ kind, signs }) => kind !== 'public' && signs.length > 0)
  const value = () => {
    const chosen = props.chosen
    if (chosen === undefined || chosen === 'none') return chosen ?? ''
    return String(able().indexOf(chosen))
  }
  const options = (): readonly Option[] => [
    { value: '', label: 'Not chosen yet' },
    ...able().map((key, index) => ({ value: String(index), label: nameOf(key) })),
    { value: 'none', label: 'No key: an unsigned token, which servers must refuse' },
  ]
  const choose = (next: string) =>
    void props.onChoose(next === 'none' ? 'none' : next === '' ? undefined : able()[Number(next)])

  async function generate(): Promise<void> {
    try {
      const key = await generateKey(alg())
      props.bench.hold([key], 'made in this tab')
      setError(undefined)
      await props.onChoose(key)
      announce(`A new key for ${alg()}`)
    } catch (thrown) {
      const { means, remedy } = problemOf(thrown)
      setError(`${means} ${remedy}`)
    }
  }

  return (
    <div class="inspect-part">
      <ChoiceField
        id={`${props.id}-signer`}
        label="Sign with"
        hint="A private key or secret among the keys at hand. Paste yours there, or make a new one."
        value={value()}
        options={options()}
        onSelect={choose}
      />
      <div class="make-generate">
        <ChoiceField
          id={`${props.id}-alg`}
          label="A new key for"
          error={error()}
          value={alg()}
          options={signable.map((name) => ({ value: name, label: name }))}
          onSelect={setAlg}
        />
        <Button onClick={() => void generate()}>Generate a key</Button>
        <span class="quiet">It lives in this tab and nowhere else.</span>
      </div>
    </div>
  )
}
