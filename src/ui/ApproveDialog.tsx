/** The question whether the relay may go somewhere, with what a person needs to see before a yes. */
import { createSignal, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { orderApproval } from '../client/approvals.ts'
import { commandFor, type Look } from '../core/approvals.ts'
import type { Problem } from '../core/problem.ts'
import { Button } from './kit/Button.tsx'
import { CodeBlock } from './kit/CodeBlock.tsx'
import { Dialog } from './kit/Dialog.tsx'
import { KeyValueList } from './kit/KeyValueList.tsx'
import { Notice } from './kit/Notice.tsx'
import ProblemView from './ProblemView.tsx'

interface ApproveDialogProps {
  /** As it was written. */
  readonly origin: string
  readonly onClose: () => void
  readonly onAllowed: () => void
}

type Kind<K extends Look['kind']> = Extract<Look, { kind: K }>

const offerIn = (look: Look | undefined) => (look?.kind === 'offer' ? look : undefined)
const terminalIn = (look: Look | undefined) => (look?.kind === 'terminal' ? look : undefined)
const neverIn = (look: Look | undefined) => (look?.kind === 'never' ? look : undefined)

export function ApproveDialog(props: ApproveDialogProps): JSX.Element {
  const [problem, setProblem] = createSignal<Problem>()
  const [busy, setBusy] = createSignal(false)
  const [look, setLook] = createSignal<Look>()
  // Not a resource: waiting for one would take the button away that focus returns to.
  onMount(() => void ask())

  async function ask(): Promise<void> {
    const ordered = await orderApproval({ act: 'look', origin: props.origin })
    if (ordered.kind === 'refused') setProblem(ordered.problem)
    else if ('look' in ordered.answer) setLook(ordered.answer.look)
  }

  async function allow(origin: string): Promise<void> {
    setBusy(true)
    const ordered = await orderApproval({ act: 'allow', origin })
    setBusy(false)
    if (ordered.kind === 'answered') props.onAllowed()
    else setProblem(ordered.problem)
  }

  return (
    <Dialog
      open
      title={
        offerIn(look())
          ? `Allow ${offerIn(look())?.origin} for this run of Grantwalk?`
          : 'Allow this server'
      }
      onClose={() => props.onClose()}
      actions={
        <>
          <Show when={offerIn(look())}>
            <Button
              variant="primary"
              busy={busy() ? 'Waiting for the relay' : undefined}
              onClick={() => void allow(props.origin)}
            >
              Allow for this run
            </Button>
          </Show>
          <Button onClick={() => props.onClose()}>Close</Button>
        </>
      }
    >
      <div class="approve" role="status">
        <Show when={look() === undefined && problem() === undefined}>
          <p class="quiet">Looking the name up…</p>
        </Show>
        <Switch>
          <Match when={offerIn(look())}>
            {(offer) => <Offer offer={offer()} written={props.origin} />}
          </Match>
          <Match when={terminalIn(look())}>
            {(found) => <Terminal {...props} found={found()} />}
          </Match>
          <Match when={neverIn(look())}>
            {(found) => (
              <Notice tone="danger" title="This cannot be allowed as it is">
                <p>{found().message}</p>
                <p class="mono">{found().reason}</p>
              </Notice>
            )}
          </Match>
          <Match when={look()?.kind === 'allowed'}>
            <p>
              The relay may go there already: send the request again. To go there directly from this
              page, load the page again first.
            </p>
          </Match>
        </Switch>
        <Show when={problem()}>{(found) => <ProblemView problem={found()} level={3} />}</Show>
      </div>
    </Dialog>
  )
}

function Offer(props: { readonly offer: Kind<'offer'>; readonly written: string }): JSX.Element {
  const rows = () => [
    ...(props.written === props.offer.origin ? [] : [{ name: 'Written as', value: props.written }]),
    { name: 'Host', value: props.offer.host },
    { name: 'Addresses', value: props.offer.addresses.join(', ') },
  ]
  return (
    <>
      <KeyValueList rows={rows().map((row) => ({ ...row, still: true }))} />
      <Show when={props.offer.host.includes('xn--')}>
        <Notice tone="warning" title="This name has letters beyond ASCII">
          <p>
            Many letters look alike. What counts is the host above; make sure that it is the server
            you mean.
          </p>
        </Notice>
      </Show>
      <p>
        The relay may then carry your requests there, with the secrets that are in them. It keeps
        this in memory until Grantwalk is stopped, for this origin alone. If the name ever leads
        into a private network, it is refused all the same.
      </p>
      <p class="quiet">
        Requests that go directly from the page follow its own policy, which is read when the page
        is loaded. Load it again to go there directly.
      </p>
    </>
  )
}

const answers: Readonly<Record<string, string>> = {
  no: 'The terminal said no.',
  late: 'Nobody answered in the terminal in time, which is a no.',
  busy: 'Another question is open in the terminal. Answer that one first.',
  nobody: 'Grantwalk was not started from a terminal that could be asked.',
}

/** The command to copy, and, where somebody sits at the terminal, the question put to them. */
function Terminal(props: ApproveDialogProps & { readonly found: Kind<'terminal'> }): JSX.Element {
  const [words, setWords] = createSignal<string>()
  const [waiting, setWaiting] = createSignal(false)
  const gone = new AbortController()
  onCleanup(() => gone.abort())

  async function ask(): Promise<void> {
    setWords()
    setWaiting(true)
    const ordered = await orderApproval({ act: 'ask', origin: props.origin }, gone.signal)
    setWaiting(false)
    if (gone.signal.aborted) return
    if (ordered.kind === 'refused') setWords(ordered.problem.means)
    else if ('asked' in ordered.answer && ordered.answer.asked === 'yes') props.onAllowed()
    else if ('asked' in ordered.answer) setWords(answers[ordered.answer.asked])
  }

  return (
    <>
      <p>{props.found.message}</p>
      <p>
        A page may not open this, so that no page ever can by mistake or by malice. Whoever started
        Grantwalk can: stop it in the terminal, and start it with this.
      </p>
      <Show
        when={commandFor(props.found.origin)}
        fallback={<p>The host is not written plainly enough for a command to copy.</p>}
      >
        {(line) => <CodeBlock label="Command" content={line()} whole />}
      </Show>
      <Show when={props.found.prompt}>
        <p>Or let Grantwalk ask there now, and answer with y within a minute.</p>
        <div class="actions">
          <Button
            busy={waiting() ? 'Waiting for the terminal' : undefined}
            onClick={() => void ask()}
          >
            Ask in the terminal
          </Button>
        </div>
      </Show>
      <Show when={words()}>{(said) => <p>{said()}</p>}</Show>
    </>
  )
}
