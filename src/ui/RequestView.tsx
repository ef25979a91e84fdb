/** A request as HTTP: first line, headers, body. Secrets are covered until revealed, and named in copies. */
import { createMemo, type JSX, Show } from 'solid-js'
import { type HttpRequest, textOf } from '../core/http.ts'
import { type MaskedRequest, mask, standingIn, unmask } from '../trace/mask.ts'
import type { Secret } from '../trace/secrets.ts'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { CopyButton } from './kit/CopyButton.tsx'
import { createReveal } from './kit/clock.ts'
import { saysSame } from './same.ts'
import { bodySegments, headerSegments, lineSegments } from './wire.ts'

/** The shell's quoting is fetched when somebody copies. */
const curl = async (request: MaskedRequest) => (await import('../trace/curl.ts')).curlOf(request)

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
  // Other secrets, and it says the same: what is on screen stays, a selection in it, too.
  const masked = createMemo(() => mask(props.request, props.secrets), undefined, {
    equals: saysSame,
  })
  const shown = createMemo(() => (revealed() ? unmask(props.request) : masked()))
  const hides = () => standingIn(masked()).length > 0
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
        <CopyButton text={() => curl(masked())} what="as curl">
          Copy as curl
        </CopyButton>
        <Show when={hides()}>
          <CopyButton text={() => curl(unmask(props.request))} what="as curl, secrets included">
            With secrets
          </CopyButton>
        </Show>
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
