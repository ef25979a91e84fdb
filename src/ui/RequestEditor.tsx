/** Lets the person change every part of a request before it is sent. */
import { createSignal, For, type JSX, Show, untrack } from 'solid-js'
import { type HttpRequest, textOf, utf8 } from '../core/http.ts'
import { Button } from './kit/Button.tsx'
import { Multiline } from './kit/Multiline.tsx'
import { TextField } from './kit/TextField.tsx'

interface RequestEditorProps {
  readonly request: HttpRequest
  /** A navigation: the browser sends nothing else of ours. */
  readonly addressOnly?: boolean
  readonly onChange: (request: HttpRequest) => void
  readonly onDone: () => void
}

/** Letters, digits and a few signs (RFC 9110 section 5.6.2). */
const isToken = (text: string) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)

export default function RequestEditor(props: RequestEditorProps): JSX.Element {
  // The text as typed; it becomes a request when it can be one.
  const before = untrack(() => props.request)
  const [method, setMethod] = createSignal(before.method)
  const [url, setUrl] = createSignal(before.url)
  const [headers, setHeaders] = createSignal(
    before.headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
  )
  const [body, setBody] = createSignal(textOf(before))
  const [tried, setTried] = createSignal(false)
  const problems = () => problemsIn(method(), url(), headers())
  const take = () => {
    setTried(true)
    if (problems().length > 0) return
    props.onChange({
      method: method().trim(),
      url: url().trim(),
      headers: headerLines(headers()),
      ...(body() === '' ? {} : { body: utf8(body()) }),
    })
    props.onDone()
  }
  const error = (part: string) =>
    tried() ? problems().find((problem) => problem.part === part)?.text : undefined
  return (
    <div class="wire editor is-grantwalk">
      <div class="fields">
        <Multiline
          id="edit-url"
          label="Address"
          rows={3}
          value={url()}
          onInput={setUrl}
          error={error('url')}
        />
        <Show when={!props.addressOnly}>
          <TextField
            id="edit-method"
            label="Method"
            mono
            value={method()}
            onInput={setMethod}
            error={error('method')}
          />
          <Multiline
            id="edit-headers"
            label="Headers"
            hint="One a line, name and value with a colon between. Host and length are added by the relay."
            rows={Math.max(4, before.headers.length + 1)}
            value={headers()}
            onInput={setHeaders}
            error={error('headers')}
          />
          <Multiline
            id="edit-body"
            label="Body"
            rows={5}
            value={body()}
            onInput={setBody}
            optional
          />
        </Show>
      </div>
      <p class="quiet">
        Secrets are readable while you edit.
        <Show when={props.addressOnly}>
          {' '}
          The browser sends the address and nothing else of ours.
        </Show>
      </p>
      <Show when={tried() && problems().length > 0}>
        <ul role="alert">
          <For each={problems()}>{(problem) => <li>{problem.text}</li>}</For>
        </ul>
      </Show>
      <div class="actions">
        <Button onClick={take}>Use this request</Button>
        <Button variant="quiet" onClick={() => props.onDone()}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

const headerLines = (text: string): HttpRequest['headers'] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const
    })

function problemsIn(method: string, url: string, headers: string) {
  const problems: { readonly part: string; readonly text: string }[] = []
  if (!isToken(method.trim()))
    problems.push({ part: 'method', text: 'A method is one word, such as GET or POST.' })
  if (!/^https?:\/\//i.test(url.trim()) || !URL.canParse(url.trim()))
    problems.push({
      part: 'url',
      text: 'The address must be whole and start with http:// or https://.',
    })
  const bad = headers
    .split('\n')
    .find((line) => line.trim() !== '' && !isToken(line.split(':')[0] ?? ''))
  if (
    bad !== undefined ||
    headers.split('\n').some((line) => line.trim() !== '' && !line.includes(':'))
  )
    problems.push({ part: 'headers', text: 'Every header line is a name, a colon, and a value.' })
  return problems
}
