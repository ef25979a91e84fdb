/** An address was pasted: which way into its server to walk, or its request alone. Nothing is asked before. */
import { createResource, createSignal, type JSX, Show } from 'solid-js'
import type { Problem } from '../../core/problem.ts'
import { Button } from '../kit/Button.tsx'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { Visible } from '../kit/Visible.tsx'
import ProblemView from '../ProblemView.tsx'
import { useServices } from '../services.ts'
import { addressToBuilder, walkServer, waysIn } from './arrive-doing.ts'

export function ArriveAddress(props: { url: string; describesServer: boolean }): JSX.Element {
  const services = useServices()
  const [problem, setProblem] = createSignal<Problem>()
  const [ways] = createResource(waysIn)
  const [chosen, setChosen] = createSignal<string>()
  const known = () => (ways.state === 'ready' ? ways() : [])
  const way = () => known().find(({ id }) => id === chosen()) ?? known()[0]
  const walk = async (): Promise<void> => {
    const flow = way()
    if (flow !== undefined) setProblem(await walkServer(props.url, flow, services))
  }
  return (
    <div class="arrive-part">
      <h2>{props.describesServer ? 'Where a server describes itself' : 'An address'}</h2>
      <p class="mono">
        <Visible text={props.url} />
      </p>
      <p>
        {props.describesServer
          ? 'An OAuth or OpenID server can be walked from its own description. '
          : 'Any address of an OAuth or OpenID server will do, an endpoint as well as its issuer. '}
        The first step shows what it would ask the server, and sends it when you say so.
      </p>
      <ChoiceField
        id="arrive-way"
        label="Which way in"
        value={way()?.id ?? ''}
        onSelect={setChosen}
        options={known().map(({ id, title, summary }) => ({
          value: id,
          label: title,
          hint: summary,
        }))}
      />
      <Show when={problem()}>{(found) => <ProblemView problem={found()} level={3} />}</Show>
      <div class="actions">
        <Button variant="primary" disabled={way() === undefined} onClick={() => void walk()}>
          Walk into this server
        </Button>
        <Button onClick={() => void addressToBuilder(props.url, services)}>
          Open it in the request builder
        </Button>
      </div>
    </div>
  )
}
