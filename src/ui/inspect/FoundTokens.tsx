/** The tokens that were found, one at a time. */
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { FoundToken, Token } from '../../core/token/shapes.ts'
import { Tabs } from '../kit/Tabs.tsx'
import { TokenView } from './TokenView.tsx'
import type { Workbench } from './workbench.ts'

export interface FoundTokensProps {
  readonly tokens: readonly FoundToken[]
  readonly bench: Workbench
  readonly covered: boolean
  readonly tools: (token: Token) => JSX.Element
}

const kinds: Readonly<Record<Token['kind'], string>> = {
  jws: 'signed',
  jwe: 'encrypted',
  opaque: 'opaque',
  unreadable: 'unreadable',
}

/** Tabs for a few; a list to choose from where they would fill the screen. */
const mostTabs = 8

export function FoundTokens(props: FoundTokensProps): JSX.Element {
  const [chosen, setChosen] = createSignal('0')
  createEffect(
    on(
      () => props.tokens,
      () => setChosen('0'),
      { defer: true },
    ),
  )
  const tabs = () =>
    props.tokens.map(({ name, token }, index) => ({
      id: String(index),
      label: name,
      note: kinds[token.kind],
    }))
  return (
    <Show when={props.tokens.length > 1} fallback={<One {...props} id="0" />}>
      <Show
        when={props.tokens.length <= mostTabs}
        fallback={
          <>
            <label class="found-choice">
              Token{' '}
              <select class="input" onChange={(event) => setChosen(event.currentTarget.value)}>
                <For each={tabs()}>
                  {(tab) => <option value={tab.id}>{`${tab.label}, ${tab.note}`}</option>}
                </For>
              </select>
            </label>
            <One {...props} id={chosen()} />
          </>
        }
      >
        <Tabs label="Tokens found" tabs={tabs()} current={chosen()} onSelect={setChosen}>
          {(id) => <One {...props} id={id} />}
        </Tabs>
      </Show>
    </Show>
  )
}

function One(props: FoundTokensProps & { id: string }): JSX.Element {
  const found = () => props.tokens[Number(props.id)]
  return (
    <Show when={found()} keyed>
      {({ name, token }) => (
        <TokenView
          token={token}
          name={name}
          bench={props.bench}
          covered={props.covered}
          tools={props.tools(token)}
        />
      )}
    </Show>
  )
}
