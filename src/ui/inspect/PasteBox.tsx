/** Where a text comes in, and what it turned out to be. Nothing here sends anything. */
import { type JSX, Show } from 'solid-js'
import { recognise } from '../../core/token/recognise.ts'
import type { Pasted } from '../../core/token/shapes.ts'
import { Button } from '../kit/Button.tsx'
import { bytes } from '../kit/format.ts'
import { Multiline } from '../kit/Multiline.tsx'
import { Secret } from '../kit/Secret.tsx'
import { Visible } from '../kit/Visible.tsx'
import { Link } from '../router.tsx'
import { NoteList } from './NoteList.tsx'
import type { Source } from './source.ts'

export interface PasteBoxProps {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly pasted: Pasted
  readonly hint?: string | undefined
  /** Buttons beside the box. */
  readonly children?: JSX.Element
}

/** A browser takes a second to lay out a megabyte without a break: more than this stands in the box by its beginning. */
const mostInBox = 64 * 1024

const inBox = (text: string): string => text.slice(0, mostInBox)

export function PasteBox(props: PasteBoxProps): JSX.Element {
  let frame: HTMLDivElement | undefined
  const isCut = () => props.text.length > mostInBox
  function take(text: string): void {
    props.onText(text)
    const box = frame?.querySelector('textarea')
    if (box && text.length > mostInBox) box.value = inBox(text)
  }
  /** Before the browser puts it into the box. */
  function paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length <= mostInBox || !(event.target instanceof HTMLTextAreaElement)) return
    event.preventDefault()
    take(text)
  }
  return (
    <div
      class="inspect-part"
      ref={(made) => {
        frame = made
      }}
      onPaste={paste}
    >
      <Multiline
        id={props.id}
        label={props.label}
        hint={
          isCut()
            ? `Only the beginning of ${bytes(props.text.length)} stands in the box; all of it is read. What you write here takes its place.`
            : props.hint
        }
        rows={5}
        value={inBox(props.text)}
        onInput={take}
      />
      <Show when={props.text !== '' || props.children}>
        <div class="actions">
          {props.children}
          <Show when={props.text !== ''}>
            <Button variant="quiet" icon="close" onClick={() => props.onText('')}>
              Clear
            </Button>
          </Show>
        </div>
      </Show>
      <PastedSays pasted={props.pasted} />
    </div>
  )
}

export function PastedSays(props: { pasted: Pasted }): JSX.Element {
  /** What a lone token looks like stands right below, with its reason: the eye need not read it twice. */
  const echoed = () => {
    const [first] = props.pasted.tokens
    return props.pasted.what === 'token' && first !== undefined && recognise(first.token).length > 0
  }
  return (
    <Show when={props.pasted.what !== 'nothing'}>
      <p class="inspect-says" classList={{ 'visually-hidden': echoed() }} role="status">
        <Visible text={props.pasted.says} />
      </p>
      <NoteList notes={props.pasted.notes} label="About what was pasted" />
    </Show>
  )
}

/** From a walk: covered, as everywhere else in it. */
export function FromWalk(props: {
  readonly source: Source & { kind: 'walk' }
  readonly pasted: Pasted
  readonly onPaste: () => void
}): JSX.Element {
  return (
    <div class="inspect-part">
      <div class="from-walk">
        <p>
          <strong>{props.source.label}</strong> from the walk{' '}
          <Link href={`/walk/${props.source.session.id}`}>{props.source.session.name}</Link>
        </p>
        <Secret value={props.source.text} label={props.source.label} kind={props.pasted.what} />
        <div class="actions">
          <Button onClick={() => props.onPaste()}>Inspect something else</Button>
        </div>
      </div>
      <PastedSays pasted={props.pasted} />
    </div>
  )
}
