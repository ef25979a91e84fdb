/** What only the relay saw: the head exactly as it left, where it went, TLS, and how long each part took. */
import { type JSX, Show } from 'solid-js'
import type { Wire } from '../core/wire.ts'
import type { Secret } from '../trace/secrets.ts'
import { cover } from './cover.ts'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { duration } from './kit/format.ts'
import { KeyValueList, type Row } from './kit/KeyValueList.tsx'

export function WireView(props: { wire: Wire; secrets: readonly Secret[] }): JSX.Element {
  const covered = (text: string) => cover(text, props.secrets)
  const head = () => covered(props.wire.sentHead ?? '')
  return (
    <div class="step-part">
      <Show when={props.wire.sentHead}>
        <CodeBlock label="Head, byte for byte" copy={false} content={head()} />
      </Show>
      <KeyValueList rows={rowsOf(props.wire, covered)} />
    </div>
  )
}

function rowsOf(
  { hops, tls, timings, redirects, wireBytes }: Wire,
  covered: (text: string) => string,
): readonly Row[] {
  const plain = (name: string, value: string): Row => ({ name, value, still: true })
  return [
    ...hops.map((hop) => plain(`hop ${hop.n}`, `${hop.method} to ${hop.address} port ${hop.port}`)),
    ...redirects.map((one) =>
      plain(`redirect ${one.status}`, `${one.decision}: ${covered(one.location)} (${one.reason})`),
    ),
    ...(tls === undefined
      ? [plain('tls', 'none: plain http')]
      : [
          plain(
            'tls',
            `${tls.protocol}, ${tls.cipher}, ${tls.authorized ? 'trusted' : (tls.error ?? 'not trusted')}`,
          ),
        ]),
    ...(timings === undefined
      ? []
      : Object.entries(timings).map(([name, ms]: [string, number]) => plain(name, duration(ms)))),
    ...(wireBytes === undefined ? [] : [plain('bytes on the wire', String(wireBytes))]),
  ]
}
