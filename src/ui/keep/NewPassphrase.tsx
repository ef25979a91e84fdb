/** A passphrase typed twice, with an honest estimate of it. */
import '../style/keep.css'
import { createUniqueId, type JSX, Show } from 'solid-js'
import { LEAST_LENGTH, type Strength, strengthOf } from '../../core/vault/passphrase.ts'
import { TextField } from '../kit/TextField.tsx'

export interface Typed {
  readonly first: string
  readonly again: string
}

export const nothingTyped: Typed = { first: '', again: '' }

/** Good enough, and the same both times. */
export const isReady = ({ first, again }: Typed): boolean =>
  strengthOf(first).enough && first === again

interface NewPassphraseProps {
  readonly typed: Typed
  readonly onType: (typed: Typed) => void
  readonly onEnter: () => void
}

export function NewPassphrase(props: NewPassphraseProps): JSX.Element {
  const [id, again] = [createUniqueId(), createUniqueId()]
  const differs = () => props.typed.again !== '' && props.typed.again !== props.typed.first
  return (
    <>
      <TextField
        id={id}
        kind="password"
        label="New passphrase"
        hint={`At least ${LEAST_LENGTH} characters. Four or five words that do not belong together are easy to keep in mind.`}
        value={props.typed.first}
        onInput={(first) => props.onType({ ...props.typed, first })}
      />
      <Meter strength={strengthOf(props.typed.first)} empty={props.typed.first === ''} />
      <TextField
        id={again}
        kind="password"
        label="The same once more"
        value={props.typed.again}
        error={differs() ? 'The two are not the same.' : undefined}
        onInput={(text) => props.onType({ ...props.typed, again: text })}
        onEnter={props.onEnter}
      />
    </>
  )
}

function Meter(props: { strength: Strength; empty: boolean }): JSX.Element {
  const id = createUniqueId()
  return (
    <div class="strength">
      <meter
        aria-labelledby={id}
        min="0"
        max="80"
        low="44"
        high="60"
        optimum="80"
        value={props.strength.enough ? Math.min(80, props.strength.bits) : 8}
        classList={{ 'is-empty': props.empty }}
      />
      <p id={id} role="status">
        <Show when={!props.empty} fallback="How hard it is to guess shows here.">
          {props.strength.says}
        </Show>
      </p>
    </div>
  )
}
