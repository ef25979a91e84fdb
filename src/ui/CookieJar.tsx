/** The cookies of a walk: each line as the server wrote it, what became of it, and what will be sent back. */
import { For, type JSX, Show } from 'solid-js'
import { type CookieFault, type CookieLine, jarOf, linesOf } from '../core/cookies.ts'
import type { Exchange } from '../core/session.ts'
import { dots } from './cover.ts'
import { Badge } from './kit/Badge.tsx'
import { Disclosure } from './kit/Disclosure.tsx'
import { KeyValueList } from './kit/KeyValueList.tsx'
import { Visible } from './kit/Visible.tsx'
import { useServices } from './services.ts'
import type { Walk } from './walk.ts'

const faults: Readonly<Record<CookieFault, string>> = {
  cookie_syntax: 'not kept: it is no cookie',
  cookie_domain: 'not kept: it names a domain that is not the server’s',
  cookie_prefix: 'not kept: its name promises what its attributes do not hold',
  cookie_insecure: 'not kept: Secure, but the connection is not',
}

export default function CookieJar(props: { walk: Walk }): JSX.Element {
  const services = useServices()
  const jar = () => jarOf(props.walk.session().exchanges, services.now())
  const setters = () => props.walk.session().exchanges.filter((one) => linesOf(one).length > 0)
  const titleOf = (exchange: Exchange) => props.walk.stepOf(exchange.step)?.title ?? exchange.step
  const setBy = (id: string) => {
    const exchange = props.walk.session().exchanges.find((one) => one.id === id)
    return exchange === undefined ? '' : `from “${titleOf(exchange)}”`
  }
  return (
    <Disclosure title="Cookies" note={String(jar().length)}>
      <KeyValueList
        rows={jar().map((cookie) => ({
          name: cookie.name,
          value: cookie.value,
          covered: 'secret',
          note: `${setBy(cookie.exchange)}, goes back to ${cookie.domain}${cookie.path}`,
        }))}
      />
      <For each={setters()}>
        {(exchange) => (
          <>
            <p class="quiet">Set by “{titleOf(exchange)}”:</p>
            <ul class="claims">
              <For each={linesOf(exchange)}>{(line) => <Line line={line} />}</For>
            </ul>
          </>
        )}
      </For>
    </Disclosure>
  )
}

/** The line without its value, which stands covered in the jar above. */
function Line(props: { line: CookieLine }): JSX.Element {
  const shown = () => props.line.line.replace(/=([^;]*)/, `=${dots}`)
  return (
    <li class="mono">
      <Visible text={props.line.combined ? (shown().split(';')[0] ?? '') : shown()} />
      <Show when={props.line.fault}>
        {(fault) => (
          <Badge tone="warning" plain>
            {faults[fault()]}
          </Badge>
        )}
      </Show>
      <Show when={props.line.combined}>
        <Badge tone="warning" plain>
          several cookies in one line
        </Badge>
      </Show>
    </li>
  )
}
