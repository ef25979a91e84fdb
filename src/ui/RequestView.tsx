/** A request as HTTP: first line, headers, body. Secrets are covered until revealed, and named in copies. */
import { createMemo, type JSX, Show } from 'solid-js'
import { type HttpRequest, textOf } from '../core/http.ts'
import { curlOf } from '../trace/curl.ts'
import { mask, unmask } from '../trace/mask.ts'
import type { Secret } from '../trace/secrets.ts'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { CopyButton } from './kit/CopyButton.tsx'
import { createReveal } from './kit/clock.ts'
import { Menu } from './kit/Menu.tsx'
import { bodySegments, headerSegments, lineSegments } from './wire.ts'

interface RequestViewProps {
  readonly request: HttpRequest
  readonly secrets: readonly Secret[]
  readonly title: string
  readonly onEdit?: (() => void) | undefined
  /** Given when the request was edited. */
  readonly onReset?: (() => void) | undefined
}

export function RequestView(props: RequestViewProps): JSX.Element {
  const [revealed, toggle] = createReveal()
  const masked = createMemo(() => mask(props.request, props.secrets))
  const shown = createMemo(() => (revealed() ? unmask(props.request) : masked()))
  const hides = () => masked() !== shown() || JSON.stringify(masked()).includes('"secret"')
  const whole = () => [...lineSegments(shown()), { text: '\n' }, ...headerSegments(shown().headers)]
  return (
    <div class="wire is-grantwalk">
      <div class="wire-head">
        <h4>{props.title}</h4>
        <Show when={hides()}>
          <Button
            variant="quiet"
            icon={revealed() ? 'hide' : 'eye'}
            pressed={revealed()}
            onClick={toggle}
          >
            {revealed() ? 'Hide secrets' : 'Reveal secrets'}
          </Button>
        </Show>
        <CopyButton text={() => curlOf(masked())} what="as curl">
          Copy as curl
        </CopyButton>
        <Menu
          label="More ways to copy"
          icon="more"
          iconOnly
          items={[
            {
              label: 'Copy as curl, secrets included',
              onSelect: () => void navigator.clipboard.writeText(curlOf(unmask(props.request))),
            },
            {
              label: 'Copy the address, secrets included',
              onSelect: () => void navigator.clipboard.writeText(props.request.url),
            },
          ]}
        />
        <Show when={props.onReset}>
          {(reset) => (
            <Button variant="quiet" onClick={() => reset()()}>
              Undo the edit
            </Button>
          )}
        </Show>
        <Show when={props.onEdit}>
          {(edit) => (
            <Button variant="quiet" icon="edit" onClick={() => edit()()}>
              Edit
            </Button>
          )}
        </Show>
      </div>
      <CodeBlock label="Request line and headers" bare whole copy={false} content={whole()} />
      <Show when={props.request.body !== undefined}>
        <CodeBlock
          label="Body"
          copy={false}
          content={bodySegments(shown().body ?? [], textOf(props.request))}
        />
      </Show>
    </div>
  )
}
