/** An encrypted token: closed until a key at hand opens it, and then shown as what it holds. */
import { type JSX, Match, Show, Switch } from 'solid-js'
import { decryptToken } from '../../core/token/decrypt.ts'
import type { Jwe, Token } from '../../core/token/shapes.ts'
import { JsonView } from '../kit/JsonView.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Visible } from '../kit/Visible.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import { createSettled } from './settled.ts'
import type { Workbench } from './workbench.ts'

export interface DecryptProps {
  readonly token: Jwe
  readonly bench: Workbench
  /** Draws a token that was inside. */
  readonly inside: (token: Token) => JSX.Element
}

export function Decrypt(props: DecryptProps): JSX.Element {
  const outcome = createSettled(
    () => ({ token: props.token, keys: props.bench.keys().map(({ key }) => key) }),
    async ({ token, keys }) => (keys.length === 0 ? undefined : await decryptToken(token, keys)),
  )
  const opened = () => {
    const now = outcome()
    return now?.kind === 'token' ? now : undefined
  }
  const problem = () => {
    const now = outcome()
    return now?.kind === 'problem' ? now.problem : undefined
  }
  return (
    <Switch
      fallback={
        <Notice tone="info" title="It needs a key">
          <p>
            Only the header can be read. Put the key it was encrypted for among the keys above: a
            private key, or the secret that both sides share. It stays in this tab.
          </p>
        </Notice>
      }
    >
      <Match when={opened()}>
        {(found) => (
          <>
            <p role="status">
              It opened with <Visible text={found().key} />.
            </p>
            <Inside {...props} inner={found().token} />
          </>
        )}
      </Match>
      <Match when={problem()}>
        {(found) => <ProblemNote title="It did not open" problem={found()} />}
      </Match>
    </Switch>
  )
}

/** A token inside is judged like any other; claims that were encrypted directly have nobody's signature. */
function Inside(props: DecryptProps & { inner: Token }): JSX.Element {
  const plain = () => props.inner.kind === 'opaque' || props.inner.kind === 'unreadable'
  return (
    <Show when={plain()} fallback={props.inside(props.inner)}>
      <JsonView label="What was inside" text={props.inner.text} />
      <p class="quiet">
        It is no signed token: that it opened says who could read it, and nothing about who wrote
        it.
      </p>
    </Show>
  )
}
