/** The parts of a multipart body: fields with a text, and files. */
import { createUniqueId, Index, type JSX, Show } from 'solid-js'
import type { Part } from '../../core/draft/draft.ts'
import { Button } from '../kit/Button.tsx'
import { bytes } from '../kit/format.ts'
import { Visible } from '../kit/Visible.tsx'
import { partOfFile, sizeOf } from './bodies.ts'
import { RowView } from './RowView.tsx'
import { changedAt, doubled, emptyRow, moved, without } from './rows.ts'

interface PartsEditorProps {
  readonly parts: readonly Part[]
  readonly onChange: (parts: readonly Part[]) => void
}

export function PartsEditor(props: PartsEditorProps): JSX.Element {
  const list = createUniqueId()
  const add = () => props.onChange([...props.parts, emptyRow])
  const change = (index: number, part: Part) =>
    props.onChange(changedAt(props.parts, index, () => part))
  const take = async (index: number, file: File) => {
    const read = await partOfFile(file)
    const before = props.parts[index]
    if (before !== undefined) change(index, { ...before, file: read })
  }
  const text = ({ name, value, on }: Part): Part => ({ name, value, on })
  return (
    <div class="rows">
      <Show when={props.parts.length === 0}>
        <p class="quiet rows-none">No part yet.</p>
      </Show>
      <ul class="rows-list">
        <Index each={props.parts}>
          {(part, index) => (
            <RowView
              what={`part ${index + 1}`}
              row={part()}
              list={list}
              last={index === props.parts.length - 1}
              onChange={(row) => change(index, { ...part(), ...row })}
              onMove={(by) => props.onChange(moved(props.parts, index, by))}
              onDouble={() => props.onChange(doubled(props.parts, index))}
              onRemove={() => props.onChange(without(props.parts, index))}
              onAdd={add}
              other={part().file !== undefined}
              more={
                part().file === undefined
                  ? []
                  : [
                      {
                        label: 'Send a text instead',
                        onSelect: () => change(index, text(part())),
                      },
                    ]
              }
            >
              <Show when={part().file}>
                {(file) => (
                  <span class="rows-file">
                    <Visible text={file().name} />{' '}
                    <span class="quiet">
                      {bytes(sizeOf(file()))} · {file().type}
                    </span>
                  </span>
                )}
              </Show>
            </RowView>
          )}
        </Index>
      </ul>
      <div class="rows-foot actions">
        <Button variant="quiet" icon="plus" onClick={add}>
          Add a field
        </Button>
        <AddFile
          onFile={(file) => {
            const index = props.parts.length
            props.onChange([...props.parts, { ...emptyRow, name: 'file' }])
            void take(index, file)
          }}
        />
      </div>
    </div>
  )
}

function AddFile(props: { onFile: (file: File) => void }): JSX.Element {
  const id = createUniqueId()
  const choose = (input: HTMLInputElement) => {
    const file = input.files?.[0]
    if (file) props.onFile(file)
    input.value = ''
  }
  return (
    <span class="rows-add-file">
      <label for={id}>Add a file</label>
      <input id={id} class="input" type="file" onChange={(event) => choose(event.currentTarget)} />
    </span>
  )
}
