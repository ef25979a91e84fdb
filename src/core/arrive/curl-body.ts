/** The body of a curl command: data joined as curl joins it, parts of a form, or a file that is not here. */
import type { DraftBody, FilePart, Part } from '../draft/draft.ts'
import { meantBy, partsOf } from '../draft/variables.ts'
import type { ArrivalNote } from './arrived.ts'
import type { Datum, FormDatum, Order } from './curl-options.ts'
import { FORM, textBody } from './form-text.ts'

export interface Read<T> {
  readonly value: T
  readonly notes: readonly ArrivalNote[]
}

const missingFile = (name: string): ArrivalNote => ({
  code: 'missing_file',
  text: `The command sends the file ${name}, which is not opened here. Choose it yourself.`,
})

/** As curl does: everything but unreserved signs (RFC 3986 section 2.3). Variables stay to be filled in. */
const encoded = (text: string): string =>
  partsOf(text)
    .map((piece) => {
      if (piece.kind === 'variable') return piece.text
      return strict(new TextDecoder().decode(new TextEncoder().encode(meantBy(piece))))
    })
    .join('')

const strict = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** `name=content`, `=content`, `content`, `@file`, `name@file`. */
function urlencode(text: string): Read<string> {
  const at = text.search(/[=@]/)
  if (at < 0) return { value: encoded(text), notes: [] }
  const name = text.slice(0, at)
  const rest = text.slice(at + 1)
  const lead = name === '' ? '' : `${name}=`
  if (text.charAt(at) === '@') return { value: lead, notes: [missingFile(rest)] }
  return { value: lead + encoded(rest), notes: [] }
}

function dataOf({ how, text }: Datum): Read<string> {
  if (how === 'urlencode') return urlencode(text)
  if (how === 'raw' || !text.startsWith('@')) return { value: text, notes: [] }
  return { value: '', notes: [missingFile(text.slice(1))] }
}

/** All data in one text. Pieces of `--json` follow each other; others are joined by `&`. */
export function joinedData(order: Order): Read<string> {
  const pieces = order.data.map(dataOf)
  return {
    value: pieces.map(({ value }) => value).join(order.json ? '' : '&'),
    notes: pieces.flatMap(({ notes }) => notes),
  }
}

/** @param type the Content-Type that was asked for; empty when it was asked to be left out */
export function bodyOf(order: Order, type: string | undefined): Read<DraftBody> {
  if (order.upload !== undefined)
    return { value: { kind: 'file' }, notes: [missingFile(order.upload)] }
  if (order.parts.length > 0) return formParts(order.parts)
  if (order.data.length === 0 || order.get) return { value: { kind: 'none' }, notes: [] }
  const { value, notes } = joinedData(order)
  const [only, ...more] = order.data
  if (only !== undefined && more.length === 0 && notes.length > 0 && only.how !== 'urlencode')
    return { value: { kind: 'file' }, notes }
  return { value: textBody(value, type ?? FORM), notes: [...notes, ...looksWrong(value, type)] }
}

const looksWrong = (text: string, type: string | undefined): readonly ArrivalNote[] =>
  type === undefined && /^\s*[[{][^{]/.test(text)
    ? [
        {
          code: 'json_as_form',
          text: 'curl sends this JSON as if it were a form, because the command names no Content-Type.',
        },
      ]
    : []

function formParts(parts: readonly FormDatum[]): Read<DraftBody> {
  const read = parts.map(partOf)
  return {
    value: { kind: 'multipart', parts: read.map(({ value }) => value) },
    notes: read.flatMap(({ notes }) => notes),
  }
}

/** `name=value;type=…`, `name=@file;type=…;filename=…`, `name=<file`. */
function partOf({ text, plain }: FormDatum): Read<Part> {
  const at = text.indexOf('=')
  const name = at < 0 ? text : text.slice(0, at)
  const rest = at < 0 ? '' : text.slice(at + 1)
  if (plain) return { value: { name, value: rest, on: true }, notes: [] }
  const sign = rest.charAt(0)
  if (sign !== '@' && sign !== '<') return fieldOf(name, rest)
  const path = /^.([^;]*)/.exec(rest)?.[1] ?? ''
  const notes = [missingFile(path)]
  if (sign === '<') return { value: { name, value: '', on: true, about: `From ${path}` }, notes }
  const file: FilePart = {
    name: unquoted(
      /;\s*filename=("[^"]*"|[^;]*)/.exec(rest)?.[1] ?? path.split(/[\\/]/).at(-1) ?? '',
    ),
    type: /;\s*type=([^;]*)/.exec(rest)?.[1]?.trim() ?? '',
    data: '',
  }
  return { value: { name, value: '', on: true, file }, notes }
}

function fieldOf(name: string, rest: string): Read<Part> {
  const typed = /;\s*(?:type|encoder|headers)=[\s\S]*$/.exec(rest)
  const value = unquoted(typed === null ? rest : rest.slice(0, typed.index))
  const text = `The part ${name} names a type or headers of its own, which are left out.`
  return { value: { name, value, on: true }, notes: typed === null ? [] : [{ code: 'part', text }] }
}

/** Within quotes of its own, curl takes `\"` and `\\` for what they escape. */
const unquoted = (text: string): string =>
  /^"[\s\S]*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text
