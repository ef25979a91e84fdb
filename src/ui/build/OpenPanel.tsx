/** Takes a pasted command or a file, and lists the requests that stand in it. Nothing in it is run or fetched. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Arrived } from '../../core/arrive/arrived.ts'
import type { Draft } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { FileField } from '../kit/FileField.tsx'
import { announce } from '../kit/LiveRegion.tsx'
import { Multiline } from '../kit/Multiline.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Visible } from '../kit/Visible.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import ProblemView from '../ProblemView.tsx'
import { type ReadingNow, textOfFile } from './opening.ts'
import { lineOfDraft, nameOfDraft } from './request-names.ts'
import { useShelf } from './shelf.ts'

interface OpenPanelProps {
  /** Read from what was pasted, opened, or dropped on the page. */
  readonly arrival: Arrived | undefined
  readonly reading: ReadingNow | undefined
  readonly onText: (text: string) => void
  readonly onOpen: (draft: Draft) => void
  readonly newId: () => string
}

export function OpenPanel(props: OpenPanelProps): JSX.Element {
  const [text, setText] = createSignal('')
  const [unreadable, setUnreadable] = createSignal(false)
  const take = async (file: File) => {
    try {
      props.onText(await textOfFile(file))
      setUnreadable(false)
    } catch {
      setUnreadable(true)
    }
  }
  return (
    <div class="build-form">
      <Multiline
        id="open-paste"
        label="Paste a curl command"
        hint="Or the text of an OpenAPI 3, Postman 2.1 or HAR file."
        rows={3}
        value={text()}
        onInput={setText}
      />
      <div class="actions">
        <Button onClick={() => props.onText(text())} disabled={text().trim() === ''}>
          Read it
        </Button>
      </div>
      <FileField
        id="open-file"
        label="Open a file"
        hint="It can also be dropped anywhere on this screen. It stays on this machine."
        accept=".json,.yaml,.yml,.har,.txt,.sh"
        onFile={(file) => void take(file)}
        error={unreadable() ? 'The browser could not read this file.' : undefined}
      />
      <Show when={props.reading}>
        {(now) => <Waiting what="what stands in it" since={now().since} onStop={now().stop} />}
      </Show>
      <Show when={props.reading === undefined && props.arrival}>
        {(arrival) => <Found {...props} arrived={arrival()} />}
      </Show>
    </div>
  )
}

function Found(props: OpenPanelProps & { arrived: Arrived }): JSX.Element {
  const drafts = () => (props.arrived.kind === 'drafts' ? props.arrived : undefined)
  const problem = () => (props.arrived.kind === 'problem' ? props.arrived.problem : undefined)
  return (
    <>
      <Show when={problem()}>{(found) => <ProblemView problem={found()} level={3} />}</Show>
      <Show when={drafts()}>
        {(found) => (
          <section class="build-form" aria-label="What was found">
            <h3 class="library-group">
              <Visible text={found().title} /> <span class="count">{found().drafts.length}</span>
            </h3>
            <Notes notes={found().notes} />
            <Keep {...props} found={found()} />
            <ul>
              <For each={found().drafts}>
                {(draft) => (
                  <li class="library-row">
                    <button
                      type="button"
                      class="library-item"
                      onClick={() => props.onOpen({ ...draft, id: props.newId() })}
                    >
                      <span class="library-name">
                        <Visible text={nameOfDraft(draft)} />
                      </span>
                      <span class="library-line mono">
                        <Visible text={lineOfDraft(draft)} />
                      </span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </Show>
    </>
  )
}

type Drafts = Extract<Arrived, { kind: 'drafts' }>

/** Saves all that was found, with its variables as an environment. */
function Keep(props: OpenPanelProps & { found: Drafts }): JSX.Element {
  const shelf = useShelf()
  const [kept, setKept] = createSignal<Drafts>()
  const keep = async () => {
    const { title, drafts, variables } = props.found
    const environment = variables.length > 0 ? props.newId() : undefined
    if (environment !== undefined)
      await shelf.saveEnvironment({ id: environment, name: title, variables })
    for (const draft of drafts)
      await shelf.save(
        { ...draft, id: props.newId(), ...(environment === undefined ? {} : { environment }) },
        title,
      )
    setKept(props.found)
    announce(`Saved ${drafts.length} requests in the folder ${title}`)
  }
  return (
    <Show
      when={kept() !== props.found}
      fallback={<p class="quiet">All of them are saved, in a folder of this name.</p>}
    >
      <div class="actions">
        <Button onClick={() => void keep()}>
          {props.found.variables.length > 0 ? 'Save all, with their variables' : 'Save all'}
        </Button>
      </div>
    </Show>
  )
}

function Notes(props: { notes: Drafts['notes'] }): JSX.Element {
  return (
    <Show when={props.notes.length > 0}>
      <Notice tone="info" title="Worth knowing">
        <ul>
          <For each={props.notes}>
            {(note) => (
              <li>
                <Visible text={note.text} />
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  )
}
