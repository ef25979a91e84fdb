/** The token inspector: what the address names of a walk, or whatever is pasted. */
import '../style/inspect.css'
import { createResource, type JSX, Match, Show, Switch } from 'solid-js'
import { parameter } from '../router.tsx'
import { useServices } from '../services.ts'
import { createTitle } from '../title.ts'
import { Inspector } from './Inspector.tsx'
import { readSource } from './source.ts'

export default function InspectPage(): JSX.Element {
  const services = useServices()
  const asked = () =>
    JSON.stringify(['walk', 'value', 'exchange'].map((name) => parameter(name) ?? ''))
  const [source] = createResource(asked, () => readSource(services))
  createTitle(() => 'Token inspector')
  return (
    <div class="page wide inspect">
      <div class="inspect-head">
        <h1>Token inspector</h1>
        <p class="prose">
          Paste a token, or anything that holds one: a header, a token response, an address. It is
          read in this tab. Pasting sends nothing anywhere.
        </p>
      </div>
      <Switch>
        <Match when={source.error !== undefined}>
          <p role="alert">
            The browser refuses its storage to this page, so no walk can be opened.
          </p>
        </Match>
        <Match when={source.state === 'ready'}>
          <Show when={source()} keyed>
            {(ready) => <Inspector source={ready} />}
          </Show>
        </Match>
        <Match when={true}>
          <p class="quiet">Opening…</p>
        </Match>
      </Switch>
    </div>
  )
}
