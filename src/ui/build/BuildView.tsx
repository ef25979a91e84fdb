/** The builder laid out: library, request, result. What is open lives in the address, never a value. */
import {
  createEffect,
  createSignal,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js'
import type { KeptDraft } from '../../client/kept-draft.ts'
import type { Draft } from '../../core/draft/draft.ts'
import { SegmentNav } from '../kit/SegmentNav.tsx'
import { useServices } from '../services.ts'
import { BuildHead } from './BuildHead.tsx'
import type { Builder } from './builder.ts'
import { createDesk, DeskContext } from './desk.ts'
import { Editor } from './Editor.tsx'
import { EnvironmentEditing } from './EnvironmentPicker.tsx'
import { Library } from './Library.tsx'
import { NamesContext } from './names.ts'
import { createOpening, textOfFile } from './opening.ts'
import { createPaging } from './pages.ts'
import { RequestLine } from './RequestLine.tsx'
import { Result } from './Result.tsx'
import { createRenewing } from './renewing.ts'
import { SendBar } from './SendBar.tsx'
import { createSending } from './sending.ts'
import { createShelf, ShelfContext } from './shelf.ts'

export function BuildView(props: { builder: Builder }): JSX.Element {
  const services = useServices()
  const builder = untrack(() => props.builder)
  const shelf = createShelf(builder.requests)
  const desk = createDesk(services, shelf.environments)
  const sending = createSending(services, builder, desk, () => void shelf.reload())
  const renewing = createRenewing(services, desk, sending)
  const paging = createPaging(services, desk, sending)
  const [part, setPart] = createSignal('request')
  const [tab, setTab] = createSignal('ready')
  const [result, setResult] = createSignal('preview')
  const opening = createOpening(services, builder, desk, shelf, () => setPart('request'))
  onMount(() => void opening.fromAddress())
  onMount(warm)
  keepDraft(desk.draft, builder.kept)
  const show = (which: string) => {
    setResult(which)
    setPart('result')
    requestAnimationFrame(() => keepFocus('build-result'))
  }
  const send = async () => {
    if (sending.running() !== undefined) return
    const sent = sending.send(desk.draft(), 'Answer', true)
    show('answer')
    if ((await sent) === undefined) show('preview')
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    if (event.target instanceof Element && event.target.closest('dialog') !== null) return
    event.preventDefault()
    event.stopPropagation()
    void send()
  }
  const drop = async (event: DragEvent) => {
    const file = event.dataTransfer?.files[0]
    if (file === undefined) return
    event.preventDefault()
    setTab('open')
    setPart('library')
    opening.read(await textOfFile(file))
  }
  return (
    <DeskContext.Provider value={desk}>
      <ShelfContext.Provider value={shelf}>
        <NamesContext.Provider value={desk.names}>
          <div
            class="build"
            data-part={part()}
            // Ahead of the editor in it, which has another use for the same keys.
            ref={(made) => made.addEventListener('keydown', keys, true)}
            onDragOver={(event) =>
              event.dataTransfer?.types.includes('Files') && event.preventDefault()
            }
            onDrop={(event) => void drop(event)}
          >
            <BuildHead newId={services.id} />
            <SegmentNav
              label="Parts of the builder"
              current={part()}
              onSelect={setPart}
              parts={[
                { id: 'library', label: 'Library' },
                { id: 'request', label: 'Request' },
                { id: 'result', label: 'Result', note: sending.tries().length || undefined },
              ]}
            />
            <Library
              tab={tab()}
              onTab={setTab}
              current={desk.draft().id}
              arrival={opening.arrival()}
              reading={opening.reading()}
              onText={opening.read}
              onOpen={opening.open}
              newId={services.id}
            />
            <div class="build-line">
              <RequestLine
                method={desk.draft().method}
                url={desk.draft().url}
                onMethod={(method) => desk.change({ method })}
                onUrl={(url) => desk.change({ url })}
                onPasted={opening.pasted}
              >
                <SendBar sending={sending} onSend={() => void send()} />
              </RequestLine>
              <Show when={opening.said()}>{(words) => <p class="quiet">{words()}</p>}</Show>
            </div>
            <Editor />
            <Result
              current={result()}
              onSelect={setResult}
              sending={sending}
              renewing={renewing}
              paging={paging}
            />
            <EnvironmentEditing />
          </div>
        </NamesContext.Provider>
      </ShelfContext.Provider>
    </DeskContext.Provider>
  )
}

/** Who typed goes on typing; where the focused control went away, reading goes on at what came instead. */
function keepFocus(id: string): void {
  const now = document.activeElement
  const lost = !(now instanceof HTMLElement) || now === document.body || now.offsetParent === null
  if (lost) document.getElementById(id)?.focus()
}

/** Written a moment after the last change, and at once when the page goes away. */
function keepDraft(draft: () => Draft, kept: KeptDraft): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    clearTimeout(timer)
    timer = undefined
    kept.set(untrack(draft))
  }
  const leave = () => timer !== undefined && keep()
  createEffect(
    on(
      draft,
      () => {
        clearTimeout(timer)
        timer = setTimeout(keep, 250)
      },
      { defer: true },
    ),
  )
  addEventListener('pagehide', leave)
  onCleanup(() => {
    leave()
    removeEventListener('pagehide', leave)
  })
}

const parts: readonly (() => Promise<unknown>)[] = [
  () => import('../answer/AnswerView.tsx'),
  () => import('../../core/arrive/anything.ts'),
  () => import('../kit/JsonEditor.tsx'),
  () => import('./CodePanel.tsx'),
  () => import('./EnvironmentDialog.tsx'),
  () => import('./NameDialog.tsx'),
]

/** Ahead of need, once the screen stands: the server may be gone by the time they are wanted. */
function warm(): void {
  setTimeout(() => {
    for (const part of parts) part().catch(() => undefined)
  }, 300)
}
