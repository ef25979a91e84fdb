/** The very text that will leave, with what was covered in it; it can be searched, saved and copied. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Leaving } from '../../trace/leave/leaving.ts'
import { Button } from '../kit/Button.tsx'
import { CodeBlock } from '../kit/CodeBlock.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { bytes } from '../kit/format.ts'
import { announce } from '../kit/LiveRegion.tsx'
import { LeaveFind } from './LeaveFind.tsx'
import { found, MOST_FOUND } from './leave-find.ts'
import { saveFile } from './save-file.ts'

type Ready = Extract<Leaving, { kind: 'ready' }>

export function LeavePreview(props: { leaving: Ready }): JSX.Element {
  const [words, setWords] = createSignal('')
  const hits = createMemo(() => found(props.leaving.text, words()))
  const size = () => bytes(new TextEncoder().encode(props.leaving.text).length)
  let box: HTMLDivElement | undefined
  /** The text is drawn anew with every word typed; the place is looked for in what is drawn. */
  function show(at: number): void {
    box?.querySelectorAll('.tone-changed')[at]?.scrollIntoView({ block: 'center' })
  }
  function save(): void {
    saveFile(props.leaving.file, props.leaving.type, props.leaving.text)
    announce(`Saved ${props.leaving.file}`)
  }
  return (
    <>
      <Counts counts={props.leaving.counts} />
      <LeaveFind
        count={hits().count}
        most={MOST_FOUND}
        words={words()}
        onWords={setWords}
        onShow={show}
      />
      <div
        class="leave-preview"
        ref={(made) => {
          box = made
        }}
      >
        <CodeBlock
          label={`${props.leaving.file} · ${size()}`}
          content={hits().count === 0 ? props.leaving.text : hits().segments}
          copy={false}
        />
      </div>
      <div class="actions">
        <Button variant="primary" onClick={save}>
          Save the file
        </Button>
        <CopyButton text={props.leaving.text} what="the text">
          Copy
        </CopyButton>
        <span class="quiet">What stands above is all that leaves.</span>
      </div>
    </>
  )
}

function Counts(props: { counts: Ready['counts'] }): JSX.Element {
  const entries = () => Object.entries(props.counts).toSorted(([, one], [, other]) => other - one)
  return (
    <Show
      when={entries().length > 0}
      fallback={<p class="quiet">Nothing had to be covered in this text.</p>}
    >
      <section aria-label="What was covered">
        <p class="quiet">
          Covered, and told apart by number; equal numbers are equal values, in this text only:
        </p>
        <ul class="leave-counts">
          <For each={entries()}>
            {([name, count]) => (
              <li>
                <code>{name}</code> <span class="count">{count}</span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
