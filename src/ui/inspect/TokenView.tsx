/** One token, whole: what it proves and does not, what it looks like, what it says, and what is inside it. */
import { For, type JSX, Match, type ParentProps, Show, Switch, untrack } from 'solid-js'
import { nestedIn } from '../../core/token/nested.ts'
import { recognise } from '../../core/token/recognise.ts'
import type { FoundToken, Jwe, Jws, Recognition, Token } from '../../core/token/shapes.ts'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { Secret } from '../kit/Secret.tsx'
import { Visible } from '../kit/Visible.tsx'
import { Anatomy } from './Anatomy.tsx'
import { Decrypt } from './Decrypt.tsx'
import { NestedToken } from './NestedToken.tsx'
import { NoteList } from './NoteList.tsx'
import { RuleLink } from './RuleLink.tsx'
import { createTurned, LARGE } from './turns.ts'
import { VerdictList } from './Verdicts.tsx'
import { createVerdicts } from './verdict-state.ts'
import type { Workbench } from './workbench.ts'

export interface TokenViewProps {
  readonly token: Token
  /** What it was called where it was found. */
  readonly name: string
  readonly bench: Workbench
  readonly covered: boolean
  /** Tokens inside tokens are opened so deep already. */
  readonly level?: number
  /** What the verdicts rest on, to stand under them. */
  readonly tools?: JSX.Element
}

const structuredOf = (token: Token): Jws | Jwe | undefined =>
  token.kind === 'jws' || token.kind === 'jwe' ? token : undefined

const isLarge = ({ text }: Token): boolean => text.length > LARGE

export function TokenView(props: TokenViewProps): JSX.Element {
  const bench = untrack(() => props.bench)
  const verdicts = createVerdicts(
    () => props.token,
    () => props.name,
    bench,
  )
  /** The verdicts come first. */
  const drawn = createTurned(() => props.token, isLarge, structuredOf, undefined)
  const jwe = () => (props.token.kind === 'jwe' ? props.token : undefined)
  return (
    <div class="token-view">
      <Recognitions found={recognise(props.token)} />
      <Title level={props.level}>Five verdicts</Title>
      <VerdictList verdicts={verdicts()} />
      <NoteList notes={props.token.notes} label="About this token" />
      {props.tools}
      <Title level={props.level}>What it says</Title>
      <Switch>
        <Match when={structuredOf(props.token)}>
          <Show when={drawn()}>
            {(token) => <Anatomy token={token()} covered={props.covered} />}
          </Show>
        </Match>
        <Match when={props.covered}>
          <Secret value={props.token.text} label="The token" kind={props.token.kind} />
        </Match>
        <Match when={true}>
          <p class="quiet">
            {props.token.kind === 'opaque'
              ? 'Nothing that is anyone’s business but its server’s.'
              : 'It was not taken apart. The notes above say why.'}
          </p>
          <CodeBlock label="As it stands" content={props.token.text.slice(0, 4000)} />
        </Match>
      </Switch>
      <Show when={jwe()}>
        {(token) => (
          <Decrypt
            token={token()}
            bench={props.bench}
            inside={(found) => (
              <Inner {...props} found={{ name: 'decrypted', token: found }} open />
            )}
          />
        )}
      </Show>
      <Nested {...props} />
    </div>
  )
}

/** The headings of the page; a token inside another stands under its own. */
function Title(props: ParentProps<{ level: number | undefined }>): JSX.Element {
  return (
    <Show when={props.level === undefined}>
      <h2>{props.children}</h2>
    </Show>
  )
}

function Recognitions(props: { found: readonly Recognition[] }): JSX.Element {
  return (
    <Show when={props.found.length > 0}>
      <ul class="recognitions" aria-label="What it looks like">
        <For each={props.found}>
          {(one) => (
            <li data-code={one.code}>
              Looks like <strong>{one.name}</strong>. <Visible text={one.because} />{' '}
              <RuleLink rule={one.rule} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

/** Drawn one level at a time, each by its own view: what is inside is judged on its own. */
function Nested(props: TokenViewProps): JSX.Element {
  const found = createTurned(() => props.token, isLarge, nestedIn, { levels: [] })
  const level = () => (props.level ?? 0) + 1
  return (
    <>
      <Show when={level() === 1 && found().note}>
        {(note) => <NoteList notes={[note()]} label="About the tokens inside" />}
      </Show>
      <For each={found().levels.filter(({ depth }) => depth === 1)}>
        {(inner) => <Inner {...props} found={inner} />}
      </For>
    </>
  )
}

function Inner(props: TokenViewProps & { found: FoundToken; open?: boolean }): JSX.Element {
  const level = () => (props.level ?? 0) + 1
  return (
    <NestedToken inner={props.found} level={level()} open={props.open}>
      {() => (
        <TokenView
          token={props.found.token}
          name={props.found.name}
          bench={props.bench}
          covered={props.covered}
          level={level()}
        />
      )}
    </NestedToken>
  )
}
