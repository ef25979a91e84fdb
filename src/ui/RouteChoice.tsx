/** Beside Send: whether the next requests of this walk go through the relay or straight from this page. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { sendOver } from '../client/relay.ts'
import type { HttpRequest } from '../core/http.ts'
import { Notice } from './kit/Notice.tsx'
import { useServices } from './services.ts'
import type { Walk } from './walk.ts'
import './style/approve.css'

interface RouteChoiceProps {
  readonly walk: Walk
  readonly request: HttpRequest | undefined
}

export default function RouteChoice(props: RouteChoiceProps): JSX.Element {
  const services = useServices()
  const id = createUniqueId()
  const [dropped, setDropped] = createSignal<(request: HttpRequest) => readonly string[]>()
  const [lost, setLost] = createSignal(false)

  async function choose(route: string): Promise<void> {
    setLost(false)
    if (route !== 'direct') {
      props.walk.setWay({ route: 'relay', send: services.send })
      return
    }
    try {
      const { droppedHeaders, openDirect } = await import('../client/direct.ts')
      setDropped(() => droppedHeaders)
      props.walk.setWay({ route: 'direct', send: sendOver(openDirect) })
    } catch {
      setLost(true)
    }
  }

  const isDirect = () => props.walk.way().route === 'direct'
  const left = () => (props.request === undefined ? [] : (dropped()?.(props.request) ?? []))
  return (
    <div class="way">
      <div class="way-line">
        <label for={id}>Send it</label>
        <select
          id={id}
          class="input"
          aria-describedby={`${id}-hint`}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          <option value="relay" selected={!isDirect()}>
            through the relay
          </option>
          <option value="direct" selected={isDirect()}>
            directly, from this page
          </option>
        </select>
      </div>
      <p class="quiet" id={`${id}-hint`}>
        <Show
          when={isDirect()}
          fallback="Your own machine sends it and shows the connection as well. No CORS is needed."
        >
          The browser sends it, without cookies, and shows the answer only if the server allows this
          page (CORS). It goes only to origins that were allowed when this page was loaded. All
          requests of this walk go this way until you choose again or leave it.
        </Show>
      </p>
      <div role="status">
        <Show when={isDirect() && left().length > 0}>
          <Notice tone="warning" title="The browser will leave these headers out" level={4}>
            <p>
              <code>{left().join(', ')}</code>: a page may not set them. The relay sends them.
            </p>
          </Notice>
        </Show>
        <Show when={lost()}>
          <Notice tone="warning" title="It still goes through the relay" level={4}>
            <p>
              This part of Grantwalk could not be fetched. See whether it still runs in the
              terminal, then choose again.
            </p>
          </Notice>
        </Show>
      </div>
    </div>
  )
}
