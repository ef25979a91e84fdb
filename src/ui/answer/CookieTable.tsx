/** The cookies an answer sets, each attribute with what it does (RFC 6265 and its revision). */
import { For, type JSX, Show } from 'solid-js'
import { type CookieFault, parseCookie } from '../../core/cookies.ts'
import { Badge } from '../kit/Badge.tsx'
import { Secret } from '../kit/Secret.tsx'
import { Visible } from '../kit/Visible.tsx'

const meanings: Readonly<Record<string, string>> = {
  expires: 'kept until then; a moment in the past deletes it',
  'max-age': 'kept for so many seconds; wins over Expires',
  domain: 'sent to this host and every host below it',
  path: 'sent for addresses under this path',
  secure: 'sent over https only, and to this computer itself',
  httponly: 'no script can read it',
  samesite: 'Strict and Lax keep other sites’ requests from carrying it; None does not',
  partitioned: 'a separate one for each site that embeds this one',
  priority: 'which one Chromium drops first when there are too many',
}

const faults: Readonly<Record<CookieFault, string>> = {
  cookie_syntax: 'A browser would ignore it: it has no name, or holds control characters.',
  cookie_domain: 'A browser would refuse it: it is meant for another site.',
  cookie_prefix: 'A browser would refuse it: its name promises more than its attributes keep.',
  cookie_insecure: 'A browser would refuse it: Secure, but set over plain http.',
}

/** Without the address that set them, whether a browser would take them cannot be told. */
export function CookieTable(props: {
  lines: readonly string[]
  url: string | undefined
}): JSX.Element {
  return (
    <ul class="answer-cookies">
      <For each={props.lines}>{(line) => <CookieRow line={line} url={props.url} />}</For>
    </ul>
  )
}

function CookieRow(props: { line: string; url: string | undefined }): JSX.Element {
  const parts = () => props.line.split(';').map((part) => part.trim())
  const pair = () => pairOf(parts()[0] ?? '')
  const fault = () => {
    if (props.url === undefined || !URL.canParse(props.url)) return undefined
    return parseCookie(props.line, { url: new URL(props.url), at: 0, exchange: '' }).fault
  }
  return (
    <li>
      <div class="cookie-head">
        <strong class="mono">
          <Visible text={pair()[0]} />
        </strong>
        <Show when={pair()[1] !== ''} fallback={<span class="quiet">empty</span>}>
          <Secret value={pair()[1]} label={pair()[0]} kind="cookie" />
        </Show>
      </div>
      <Show when={fault()}>
        {(code) => (
          <p>
            <Badge tone="warning" plain>
              {faults[code()]}
            </Badge>
          </p>
        )}
      </Show>
      <dl>
        <For
          each={parts()
            .slice(1)
            .filter((part) => part !== '')}
        >
          {(part) => (
            <div>
              <dt class="mono">
                <Visible text={part} />
              </dt>
              <dd class="quiet">
                {meanings[pairOf(part)[0].toLowerCase()] ?? 'not an attribute any browser knows'}
              </dd>
            </div>
          )}
        </For>
      </dl>
    </li>
  )
}

function pairOf(part: string): readonly [name: string, value: string] {
  const at = part.indexOf('=')
  return at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
}
