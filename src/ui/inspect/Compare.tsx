/** Two tokens side by side: only what differs, header and claims, as JSON. */
import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { compareTokens } from '../../core/token/compare.ts'
import { readPasted } from '../../core/token/pasted.ts'
import type { Difference, Jwe, Jws, Token } from '../../core/token/shapes.ts'
import { Button } from '../kit/Button.tsx'
import { Marked } from './Marked.tsx'
import { PasteBox } from './PasteBox.tsx'

const page = 200

type Structured = Jws | Jwe
const structured = (token: Token | undefined): Structured | undefined =>
  token?.kind === 'jws' || token?.kind === 'jwe' ? token : undefined

export function Compare(props: { id: string; token: Token }): JSX.Element {
  const [text, setText] = createSignal('')
  const pasted = createMemo(() => readPasted(text()))
  const sides = createMemo(() => {
    const left = structured(props.token)
    const right = pasted()
      .tokens.map(({ token }) => structured(token))
      .find((token) => token !== undefined)
    return left === undefined || right === undefined ? undefined : { left, right }
  })
  const differences = createMemo(() => {
    const now = sides()
    return now === undefined ? [] : compareTokens(now.left, now.right)
  })
  return (
    <div class="inspect-part">
      <PasteBox
        id={`${props.id}-other`}
        label="The other token"
        hint="It is compared here, claim by claim. Nothing is sent."
        text={text()}
        onText={setText}
        pasted={pasted()}
      />
      <Switch>
        <Match when={text() === ''}>{null}</Match>
        <Match when={sides() === undefined}>
          <p class="quiet">Both must have a header that can be read. One of these has none.</p>
        </Match>
        <Match when={differences().length === 0}>
          <p>Header and claims are the same. The signatures may still differ.</p>
        </Match>
        <Match when={true}>
          <Differences all={differences()} />
        </Match>
      </Switch>
    </div>
  )
}

function Differences(props: { all: readonly Difference[] }): JSX.Element {
  const [limit, setLimit] = createSignal(page)
  return (
    <>
      <p role="status">
        {props.all.length === 1 ? 'One difference.' : `${props.all.length} differences.`}
      </p>
      <dl class="differences" aria-label="Differences">
        <For each={props.all.slice(0, limit())}>{(one) => <Row one={one} />}</For>
      </dl>
      <Show when={props.all.length > limit()}>
        <div class="actions">
          <Button onClick={() => setLimit((now) => now + page)}>Show more</Button>
        </div>
      </Show>
    </>
  )
}

function Row(props: { one: Difference }): JSX.Element {
  return (
    <div class="difference">
      <dt>
        <span class="mono">
          <Marked text={props.one.name} />
        </span>{' '}
        <span class="claim-label">{props.one.where === 'header' ? 'header' : 'claim'}</span>
      </dt>
      <Side name="this" json={props.one.left} />
      <Side name="other" json={props.one.right} />
    </div>
  )
}

function Side(props: { name: string; json: string | undefined }): JSX.Element {
  return (
    <dd>
      <span>{props.name}</span>
      <Show when={props.json} fallback={<span class="quiet">absent</span>}>
        {(json) => (
          <span class="mono">
            <Marked text={json().slice(0, 4000)} />
          </span>
        )}
      </Show>
    </dd>
  )
}
