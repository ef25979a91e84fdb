/** How the request travels, and what each way shows and hides. */
import { createMemo, type JSX, Show } from 'solid-js'
import type { Draft } from '../../core/draft/draft.ts'
import type { HttpRequest } from '../../core/http.ts'
import { ChoiceField } from '../kit/ChoiceField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { createLater } from './later.ts'

interface RouteEditorProps {
  readonly route: Draft['route']
  readonly request: HttpRequest | undefined
  readonly onChange: (route: Draft['route']) => void
}

export function RouteEditor(props: RouteEditorProps): JSX.Element {
  const direct = createLater(
    () => (props.route === 'direct' ? true : undefined),
    () => import('../../client/direct.ts'),
  )
  const dropped = createMemo(() =>
    props.route === 'direct' && props.request !== undefined
      ? (direct.value()?.droppedHeaders(props.request) ?? [])
      : [],
  )
  return (
    <div class="build-form">
      <ChoiceField
        id="build-route"
        label="Way to the server"
        value={props.route}
        options={[
          {
            value: 'relay',
            label: 'Through the relay',
            hint: 'Your own machine sends it, outside the browser. Every header goes as written, every answer can be read, and the connection, its certificate and its times are shown. It goes only where the relay’s policy lets it.',
          },
          {
            value: 'direct',
            label: 'Straight from this page',
            hint: 'The browser sends it, with an Origin header and perhaps a preflight. It shows whether the server allows pages to call it (CORS); where it does not, no answer can be read. Cookies are not sent, and the page’s own policy blocks servers that are not built in.',
          },
        ]}
        onSelect={(route) => props.onChange(route === 'direct' ? 'direct' : 'relay')}
      />
      <Show when={dropped().length > 0}>
        <Notice tone="warning" title="The browser will leave these headers out">
          <p>
            <code>{dropped().join(', ')}</code>: a page may not set them. The relay sends them.
          </p>
        </Notice>
      </Show>
    </div>
  )
}
