/** The kinds of body: their names, how each begins, and what one can take over from another. */
import type { DraftBody, FilePart, Part, Row } from '../../core/draft/draft.ts'
import { toBase64 } from '../../core/http.ts'

export const bodyKinds: readonly { readonly value: DraftBody['kind']; readonly label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'multipart', label: 'Multipart' },
  { value: 'file', label: 'File' },
]

/** What each kind is sent as. */
export const bodyAbout: Readonly<Record<DraftBody['kind'], string>> = {
  none: 'Nothing is sent after the headers.',
  form: 'Sent as application/x-www-form-urlencoded: names and values, encoded for you.',
  json: 'Sent as application/json. A variable within quotes is escaped as JSON; one without quotes is put in as it is.',
  text: 'Sent as you write it, with the type you name.',
  multipart: 'Sent as multipart/form-data: fields and files, each a part of its own.',
  file: 'Sent byte for byte, with the type of the file.',
}

const partOf = (row: Row): Part => row

const rowOf = ({ name, value, on, about }: Row): Row => ({
  name,
  value,
  on,
  ...(about === undefined ? {} : { about }),
})

const textIn = (body: DraftBody): string =>
  body.kind === 'json' || body.kind === 'text' ? body.text : ''

const rowsIn = (body: DraftBody): readonly Part[] =>
  body.kind === 'form' ? body.rows : body.kind === 'multipart' ? body.parts : []

/** Another kind of body with what was typed so far, as far as it fits. */
export function bodyAs(kind: DraftBody['kind'], before: DraftBody): DraftBody {
  if (kind === before.kind) return before
  switch (kind) {
    case 'none':
      return { kind }
    case 'form':
      return { kind, rows: rowsIn(before).map(rowOf) }
    case 'multipart':
      return { kind, parts: rowsIn(before).map(partOf) }
    case 'json':
      return { kind, text: textIn(before) }
    case 'text':
      return { kind, text: textIn(before), type: 'text/plain' }
    case 'file':
      return { kind }
  }
}

/** A file as the draft keeps it. Larger ones would not fit into what the tab may keep. */
export async function partOfFile(file: File): Promise<FilePart> {
  return {
    name: file.name,
    type: file.type === '' ? 'application/octet-stream' : file.type,
    data: toBase64(new Uint8Array(await file.arrayBuffer())),
  }
}

/** How many bytes a file has, from its base64. */
export const sizeOf = ({ data }: FilePart): number =>
  (data.length / 4) * 3 - (data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0)

/** What is wrong with a JSON body, as if each variable stood for a number: the places stay the same. */
export const plainJson = (text: string): string =>
  text.replaceAll(/\{\{[^{}]{1,200}\}\}/g, (found) => '1'.repeat(found.length))
