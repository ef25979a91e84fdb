/** The five verdicts of every token that an exchange of a walk gave, beside that exchange. */
import '../style/inspect.css'
import { createMemo, For, type JSX } from 'solid-js'
import type { Exchange, Session } from '../../core/session.ts'
import { expectationsOf } from '../../core/token/expectations.ts'
import { readToken } from '../../core/token/read.ts'
import type { Token } from '../../core/token/shapes.ts'
import { keySetIn, walkKeys } from '../../core/walk-keys.ts'
import { createSettled } from './settled.ts'
import { VerdictList } from './Verdicts.tsx'
import { createVerdicts } from './verdict-state.ts'
import { createWorkbench, type HeldKey, type Workbench } from './workbench.ts'

interface TokenVerdictsProps {
  readonly session: Session
  readonly exchange: Exchange
}

const titles: Readonly<Record<string, string>> = {
  id_token: 'What the ID token proves',
  access_token: 'What the access token proves',
}

export default function TokenVerdicts(props: TokenVerdictsProps): JSX.Element {
  const names = createMemo(() =>
    Object.keys(titles).filter((name) => {
      const token = tokenIn(props.exchange, name)
      return token?.kind === 'jws' || token?.kind === 'jwe'
    }),
  )
  return (
    <For each={names()}>
      {(name) => (
        <section class="token-verdicts" aria-label={titles[name]}>
          <h4>{titles[name]}</h4>
          <Judged {...props} name={name} />
        </section>
      )}
    </For>
  )
}

function tokenIn({ outcome }: Exchange, name: string): Token | undefined {
  const text = outcome.kind === 'accepted' ? outcome.gained[name] : undefined
  return text === undefined || text === '' ? undefined : readToken(text)
}

/** Held to the keys and expectations of the walk as it was when the token came. */
function Judged(props: TokenVerdictsProps & { name: string }): JSX.Element {
  const token = createMemo(() => tokenIn(props.exchange, props.name) ?? readToken(''))
  const held = createSettled(
    () => ({ token: token(), session: props.session }),
    ({ token: one, session }) => keysFor(one, session),
  )
  const bench: Workbench = {
    ...createWorkbench(),
    keys: () => held() ?? [],
    expectations: () => expectationsOf(props.session, props.exchange.id),
  }
  const verdicts = createVerdicts(
    () => token(),
    () => props.name,
    bench,
  )
  return <VerdictList verdicts={verdicts()} />
}

async function keysFor(token: Token, session: Session): Promise<readonly HeldKey[]> {
  const alg = token.kind === 'jws' ? token.header['alg'] : undefined
  const from = keySetIn(session.exchanges, session.values['jwks_uri'])?.sent.url ?? 'this walk'
  try {
    return ((await walkKeys(session, alg)) ?? []).map((key) => ({ key, from }))
  } catch {
    // A key set that must not be trusted was refused where it was fetched; here it counts as none.
    return []
  }
}
