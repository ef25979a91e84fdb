/** Before anything is pasted: what can be, and an example made on the spot. */
import { createSignal, type JSX, Show } from 'solid-js'
import { problemOf } from '../../core/problem.ts'
import type { Pasted } from '../../core/token/shapes.ts'
import { Button } from '../kit/Button.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useServices } from '../services.ts'
import { presetsOf } from './presets.ts'
import { headerFor } from './signing-header.ts'
import type { Workbench } from './workbench.ts'

export interface EmptyInspectorProps {
  readonly bench: Workbench
  readonly pasted: Pasted
  readonly onOpen: (token: string) => void
}

export function EmptyInspector(props: EmptyInspectorProps): JSX.Element {
  return (
    <Show
      when={props.pasted.what === 'nothing'}
      fallback={
        <EmptyState title="No token in this">
          <p>
            A JWT has three parts with dots between them and begins with eyJ. Look whether the whole
            of it was copied.
          </p>
        </EmptyState>
      }
    >
      <EmptyState title="Nothing to inspect yet" actions={<Example {...props} />}>
        <p>
          Here will stand what the token says, and five verdicts about it: whether it can be read,
          its signature, its issuer and audience, its times, and whether it belongs to a run. A
          signed or encrypted token will do, an opaque one, an Authorization header, a whole token
          response, or the address a login came back to.
        </p>
      </EmptyState>
    </Show>
  )
}

/** A fresh key and a fresh token each time: nothing canned. */
function Example(props: EmptyInspectorProps): JSX.Element {
  const services = useServices()
  const [refused, setRefused] = createSignal<string>()
  async function make(): Promise<void> {
    try {
      const { generateKey, signToken } = await import('../../core/token/make.ts')
      const now = Math.floor(services.now() / 1000)
      const [preset] = presetsOf({ now, id: services.id(), run: {} })
      const key = await generateKey('ES256')
      const header = await headerFor(JSON.stringify(preset?.header ?? {}), key, false)
      const token = await signToken({ header, claims: JSON.stringify(preset?.claims ?? {}), key })
      props.bench.hold([key], 'made in this tab, for the example')
      props.onOpen(token)
    } catch (thrown) {
      setRefused(problemOf(thrown).means)
    }
  }
  return (
    <>
      <Button onClick={() => void make()}>Make an example</Button>
      <Show when={refused()}>{(why) => <p role="alert">{why()}</p>}</Show>
    </>
  )
}
