/** Keys from a server: the exact address is shown and confirmed before anything is sent. */
import { createSignal, type JSX, Show } from 'solid-js'
import type { Problem } from '../../core/problem.ts'
import { type JwksAddress, jwksAddress } from '../../core/token/jwks-location.ts'
import { Button } from '../kit/Button.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Visible } from '../kit/Visible.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { useServices } from '../services.ts'
import { fetchKeys } from './fetch-keys.ts'
import { NoteList } from './NoteList.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import type { Workbench } from './workbench.ts'

export interface KeyFetchProps {
  readonly id: string
  readonly bench: Workbench
  /** The address is the run's own; otherwise the person types it. */
  readonly url?: string | undefined
  /** Where that address comes from. */
  readonly because?: string | undefined
}

type Address = JwksAddress & { readonly kind: 'address' }

interface Asking {
  readonly since: number
  readonly stop: () => void
}

export function KeyFetch(props: KeyFetchProps): JSX.Element {
  const services = useServices()
  const [typed, setTyped] = createSignal('')
  const [fault, setFault] = createSignal<string>()
  const [confirming, setConfirming] = createSignal<Address>()
  /** The metadata that named the address to confirm. */
  const [named, setNamed] = createSignal<string>()
  const [asking, setAsking] = createSignal<Asking>()
  const [problem, setProblem] = createSignal<Problem>()

  const judge = (url: string) => jwksAddress(url, props.bench.expectations().issuer)

  function look(): void {
    const judged = judge(props.url ?? typed())
    setFault(judged.kind === 'problem' ? `${judged.problem.means} ${judged.problem.remedy}` : '')
    setProblem(undefined)
    setNamed(undefined)
    setConfirming(judged.kind === 'address' ? judged : undefined)
  }

  /** Metadata came back. Where it points is judged and confirmed like an address that was typed. */
  function goOn(url: string, from: string): void {
    const judged = judge(url)
    setProblem(judged.kind === 'problem' ? judged.problem : undefined)
    if (judged.kind === 'problem') return
    setNamed(from)
    setConfirming(judged)
  }

  async function ask(url: string): Promise<void> {
    const abort = new AbortController()
    setConfirming(undefined)
    setAsking({ since: services.now(), stop: () => abort.abort() })
    const read = await fetchKeys(services.send, url, abort.signal)
    setAsking(undefined)
    setNamed(undefined)
    if (read.kind === 'elsewhere') {
      goOn(read.url, url)
      return
    }
    setProblem(read.kind === 'problem' ? read.problem : undefined)
    if (read.kind === 'problem') return
    props.bench.hold(read.keys, url)
    announce(read.says)
  }

  return (
    <div class="inspect-part">
      <Show when={props.url === undefined} fallback={<p class="prose quiet">{props.because}</p>}>
        <TextField
          id={`${props.id}-url`}
          label="Address of a key set"
          kind="url"
          mono
          example="https://as.example/.well-known/jwks.json"
          hint="You say where the keys are. What the token names (jku, x5u, iss) is never asked."
          error={fault()}
          value={typed()}
          onInput={setTyped}
          onEnter={look}
        />
      </Show>
      <Show when={confirming() === undefined && asking() === undefined}>
        <div class="actions">
          <Button onClick={look} disabled={props.url === undefined && typed().trim() === ''}>
            {props.url === undefined ? 'Ask this address…' : 'Ask this server for its keys…'}
          </Button>
        </div>
      </Show>
      <Show when={confirming()}>
        {(address) => (
          <Confirm
            address={address()}
            named={named()}
            onYes={() => void ask(address().url)}
            onNo={() => setConfirming(undefined)}
          />
        )}
      </Show>
      <Show when={asking()}>
        {(now) => <Waiting what="the key set" since={now().since} onStop={now().stop} />}
      </Show>
      <Show when={problem()}>
        {(found) => <ProblemNote title="No keys came back" problem={found()} />}
      </Show>
    </div>
  )
}

function Confirm(props: {
  address: Address
  /** The metadata that names it. */
  named: string | undefined
  onYes: () => void
  onNo: () => void
}): JSX.Element {
  // The button that led here is gone: focus comes along, so that Enter or Tab goes on from the question.
  const focus = (group: HTMLDivElement) => queueMicrotask(() => group.focus())
  return (
    <div class="confirm" role="group" aria-label="Confirm the address" tabindex="-1" ref={focus}>
      <Show when={props.named}>
        {(from) => (
          <p>
            <span class="mono">
              <Visible text={from()} />
            </span>{' '}
            is no key set but the server’s metadata. It names the address of the keys (jwks_uri).
          </p>
        )}
      </Show>
      <p>One request goes out through the relay, with no token and nothing of it:</p>
      <p class="mono">
        GET <Visible text={props.address.url} />
      </p>
      <NoteList notes={props.address.notes} label="About this address" />
      <div class="actions">
        <Button variant="primary" icon="send" onClick={() => props.onYes()}>
          {`Ask ${new URL(props.address.url).host}`}
        </Button>
        <Button onClick={() => props.onNo()}>Do not ask</Button>
      </div>
    </div>
  )
}
