/** The body of a draft as bytes, and the type it has unless the person says otherwise. */
import { type Body, bodyOf, bytesOf, utf8 } from '../http.ts'
import type { Problem } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import { writeJson } from './compose-json.ts'
import type { DraftBody, FilePart, Part, Row } from './draft.ts'
import type { Pen } from './variables.ts'

export interface Content {
  readonly body?: Body
  readonly type?: string
  readonly problems: readonly Problem[]
  readonly notes: readonly Finding[]
}

const content = (body: Body, type: string): Content => ({
  body,
  ...(type === '' ? {} : { type }),
  problems: [],
  notes: [],
})

const refused = (code: string, means: string, remedy: string): Content => ({
  problems: [{ kind: 'bad_input', code, means, remedy }],
  notes: [],
})

/** application/x-www-form-urlencoded, by the letter of the URL standard. */
const formText = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)

const formOf = (rows: readonly Row[], pen: Pen): string =>
  rows
    .filter(({ on, name, value }) => on && (name !== '' || value !== ''))
    .map(({ name, value }) => `${pen.write(name, formText)}=${pen.write(value, formText)}`)
    .join('&')

/** @param random base64url text of so many random bytes */
export function contentOf(body: DraftBody, pen: Pen, random: (bytes: number) => string): Content {
  switch (body.kind) {
    case 'none':
      return { problems: [], notes: [] }
    case 'form':
      return content(utf8(formOf(body.rows, pen)), 'application/x-www-form-urlencoded')
    case 'json': {
      const { text, notes } = writeJson(body.text, pen)
      return { ...content(utf8(text), 'application/json'), notes }
    }
    case 'text':
      return content(utf8(pen.write(body.text)), body.type.trim())
    case 'file':
      return fileContent(body.file)
    case 'multipart':
      return multipart(body.parts, pen, `grantwalk-${random(18)}`)
  }
}

function fileContent(file: FilePart | undefined): Content {
  if (file === undefined)
    return {
      problems: [
        {
          kind: 'missing_value',
          code: 'no_file',
          means: 'No file is chosen yet.',
          remedy: 'Choose a file, or another kind of body.',
        },
      ],
      notes: [],
    }
  const bytes = bytesIn(file)
  if (bytes === undefined) return unreadableFile(file)
  return content(bodyOf(bytes), file.type === '' ? 'application/octet-stream' : file.type)
}

const unreadableFile = (file: FilePart): Content =>
  refused('bad_file', `The file ${file.name} was not kept whole.`, 'Choose the file again.')

function bytesIn(file: FilePart): Uint8Array | undefined {
  try {
    return bytesOf({ encoding: 'base64', data: file.data })
  } catch {
    return undefined
  }
}

/** What a name in quotes may not hold is percent-encoded (RFC 7578 section 2, as browsers do it). */
const quoted = (text: string): string =>
  text.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign))

function multipart(parts: readonly Part[], pen: Pen, boundary: string): Content {
  const chunks: Uint8Array[] = []
  const add = (text: string) => chunks.push(new TextEncoder().encode(text))
  for (const { name, value, file } of parts.filter((part) => part.on)) {
    add(`--${boundary}\r\nContent-Disposition: form-data; name="${pen.write(name, quoted)}"`)
    if (file === undefined) {
      add(`\r\n\r\n${pen.write(value)}\r\n`)
      continue
    }
    const bytes = bytesIn(file)
    if (bytes === undefined) return unreadableFile(file)
    if (/[\r\n\0]/.test(file.type))
      return refused('bad_type', 'A part’s type holds a line break.', 'Correct the type.')
    const type = file.type === '' ? 'application/octet-stream' : file.type
    add(`; filename="${quoted(file.name)}"\r\nContent-Type: ${type}\r\n\r\n`)
    chunks.push(bytes)
    add('\r\n')
  }
  add(`--${boundary}--\r\n`)
  const text = content(bodyOf(joined(chunks)), `multipart/form-data; boundary=${boundary}`)
  return chunks.length > 1 ? text : { ...text, notes: [empty] }
}

const empty: Finding = {
  code: 'empty_multipart',
  text: 'The body has no part. Some servers take that as an error.',
  rule: rfc(2046, '5.1'),
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
