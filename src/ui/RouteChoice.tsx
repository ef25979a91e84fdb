/** Beside Send: whether the next requests of this walk go through the relay or straight from this page. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { once } from '../client/once.ts'
import { sendOver } from '../client/relay.ts'
import type { HttpRequest } from '../core/http.ts'
import type { Send } from '../core/run.ts'
import { Notice } from './kit/Notice.tsx'
import { useServices } from './services.ts'
import type { Way } from './underway.ts'
import type { Walk } from './walk.ts'
import './style/approve.css'

const direct = once(() => import('../client/direct.ts'))

const sendDirect: Send = async (...sent) => sendOver((await direct()).openDirect)(...sent)

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
    const relayed: Way = { route: 'relay', send: services.send }
    setLost(false)
    // Chosen is chosen: Send may be pressed before the code for it is here.
    props.walk.setWay(route === 'direct' ? { route, send: sendDirect } : relayed)
    if (route !== 'direct') return
    try {
      const { droppedHeaders } = await direct()
      setDropped(() => droppedHeaders)
    } catch {
      setLost(true)
      props.walk.setWay(relayed)
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
