/** The inspector at work: a text comes in, the tokens in it are judged, and tools lie beside them. */
import { createSignal, type JSX, lazy, Show, Suspense, untrack } from 'solid-js'
import { expectationsOf } from '../../core/token/expectations.ts'
import { jwksLocation } from '../../core/token/jwks-location.ts'
import { readPasted } from '../../core/token/pasted.ts'
import type { Token } from '../../core/token/shapes.ts'
import { takeHandedOver } from '../keep/handed-over.ts'
import { Disclosure } from '../kit/Disclosure.tsx'
import { Notice } from '../kit/Notice.tsx'
import { navigate } from '../router.tsx'
import { Compare } from './Compare.tsx'
import { EmptyInspector } from './EmptyInspector.tsx'
import { Expect } from './Expect.tsx'
import { FoundTokens } from './FoundTokens.tsx'
import { Keys } from './Keys.tsx'
import { FromWalk, PasteBox } from './PasteBox.tsx'
import type { Source } from './source.ts'
import { createTurned, LARGE } from './turns.ts'
import { createWorkbench, type Workbench } from './workbench.ts'

const MakeOne = lazy(() => import('./MakeOne.tsx'))

/** While a large text is being read. */
const nothing = readPasted('')

export function Inspector(props: { source: Source }): JSX.Element {
  const walk = () => (props.source.kind === 'walk' ? props.source : undefined)
  const bench = createWorkbench()
  const session = untrack(() => walk()?.session)
  if (session !== undefined)
    bench.expect(
      expectationsOf(
        session,
        untrack(() => walk()?.exchange),
      ),
    )
  const [text, setText] = createSignal(untrack(() => walk()?.text ?? takeHandedOver() ?? ''))
  const pasted = createTurned(text, (now) => now.length > LARGE, readPasted, nothing)
  /** A made token is opened in place of what was there: nobody has to keep it covered. */
  const covered = () => walk() !== undefined && text() === walk()?.text
  /** A value of a walk has a name there, and the name says what it must be. */
  const tokens = () => {
    const found = pasted().tokens
    const name = covered() ? walk()?.name : undefined
    return name === undefined || found.length !== 1 ? found : found.map((one) => ({ ...one, name }))
  }
  let found: HTMLElement | undefined

  function open(token: string): void {
    setText(token)
    queueMicrotask(() => {
      found?.scrollIntoView({ block: 'start' })
      found?.focus({ preventScroll: true })
    })
  }

  return (
    <>
      <Show when={props.source.kind === 'gone' && props.source}>
        {(gone) => (
          <Notice tone="warning" title="Nothing to open from the walk" level={2}>
            <p>{gone().why}</p>
          </Notice>
        )}
      </Show>
      <Show
        when={covered() && walk()}
        fallback={
          <PasteBox
            id="inspect-text"
            label="A token, or what holds one"
            text={text()}
            onText={setText}
            pasted={pasted()}
          />
        }
      >
        {(source) => (
          <FromWalk source={source()} pasted={pasted()} onPaste={() => navigate('/inspect')} />
        )}
      </Show>
      <section
        class="inspect-part"
        aria-label="What was found"
        tabindex="-1"
        ref={(made) => {
          found = made
        }}
      >
        <Show
          when={pasted().tokens.length > 0}
          fallback={<EmptyInspector bench={bench} pasted={pasted()} onOpen={open} />}
        >
          <FoundTokens
            tokens={tokens()}
            bench={bench}
            covered={covered()}
            tools={(token) => (
              <Tools
                token={token}
                bench={bench}
                location={session === undefined ? undefined : jwksLocation(session)}
              />
            )}
          />
        </Show>
      </section>
      <Make bench={bench} onOpen={open} />
    </>
  )
}

interface ToolsProps {
  readonly token: Token
  readonly bench: Workbench
  readonly location: ReturnType<typeof jwksLocation>
}

/** What the verdicts rest on, right under them. */
function Tools(props: ToolsProps): JSX.Element {
  const held = () => props.bench.keys().length
  return (
    <div>
      <Disclosure title="Keys" note={held() === 0 ? 'none yet' : `${held()} at hand`}>
        <Keys id="inspect" bench={props.bench} location={props.location} />
      </Disclosure>
      <Disclosure title="What is expected of it" note="issuer, audience, run and clocks">
        <Expect id="expect" bench={props.bench} />
      </Disclosure>
      <Disclosure title="Compare with another token">
        <Compare id="compare" token={props.token} />
      </Disclosure>
    </div>
  )
}

function Make(props: { bench: Workbench; onOpen: (token: string) => void }): JSX.Element {
  const [wanted, setWanted] = createSignal(false)
  return (
    <Disclosure title="Make one" note="write, sign, copy" onToggle={setWanted}>
      <Show when={wanted()}>
        <Suspense fallback={<p class="quiet">Loading the editor…</p>}>
          <MakeOne id="make" bench={props.bench} onOpen={props.onOpen} />
        </Suspense>
      </Show>
    </Disclosure>
  )
}
