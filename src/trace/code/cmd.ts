/** A request as a curl command for the prompt of cmd. Only printable ASCII is typed there; other bodies go through a file. */
import { toBase64 } from '../../core/http.ts'
import type { MaskedRequest } from '../mask.ts'
import {
  type BodyPiece,
  namesIn,
  type Piece,
  type Plan,
  type Program,
  type Variable,
} from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

/** The prompt takes 8,191 signs; some are kept for what stands around. */
const LINE = 7_500

/**
 * One argument. Every quote that curl's own start-up code shall see is hidden from cmd by a caret, so that cmd never
 * thinks itself within quotes and carets count everywhere.
 */
const argument = (text: string): string => `^"${careted(forProgram(text))}^"`

/** Backslashes count double before a quote, and the quote needs one (Microsoft C start-up code). */
const forProgram = (text: string): string =>
  text.replaceAll(/(\\*)("|$)/g, (_, slashes: string, quote: string) =>
    quote === '' ? slashes + slashes : `${slashes}${slashes}\\"`,
  )

/**
 * A caret on either side of a percent sign: no variable has a name that begins or ends with one, and the prompt leaves
 * names it does not know as they stand.
 */
function careted(text: string): string {
  let out = ''
  let after = false
  for (const sign of text) {
    out += after || /[()%!^"<>&|]/.test(sign) ? `^${sign}` : sign
    after = sign === '%'
  }
  return out
}

/** With a variable in it, curl puts the text together, out of reach of the shell. Two braces would begin one. */
function expanded(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      piece.kind === 'text' ? piece.text.replaceAll('{{', '\\{{') : `{{${piece.name}}}`,
    )
    .join('')
}

function option(name: string, pieces: readonly Piece[]): string {
  const plain = pieces.every(({ kind }) => kind === 'text')
  const text = plain ? textOf(pieces) : expanded(pieces)
  return `--${plain ? '' : 'expand-'}${name} ${argument(text)}`
}

const textOf = (pieces: readonly BodyPiece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')

const typeable = (piece: BodyPiece): boolean =>
  piece.kind === 'variable' || (piece.kind === 'text' && /^[\x20-\x7e]*$/.test(piece.text))

const isTyped = (body: readonly BodyPiece[]): body is readonly Piece[] =>
  body.every(typeable) && textOf(body).length < LINE / 3

const FILE = '%TEMP%\\grantwalk-body'

/** base64 means nothing to cmd. The caret ends no line here: each is a command of its own. */
function fileLines(body: readonly BodyPiece[]): readonly string[] {
  const encoder = new TextEncoder()
  const bytes = body.flatMap((piece) => {
    if (piece.kind === 'variable') return []
    return Array.from(piece.kind === 'bytes' ? piece.bytes : encoder.encode(piece.text))
  })
  const lines = toBase64(Uint8Array.from(bytes)).match(/.{1,4000}/g) ?? []
  return [
    ...lines.map((line, at) => `${at === 0 ? '>' : '>>'} "${FILE}.txt" echo ${line}`),
    `certutil -f -decode "${FILE}.txt" "${FILE}.bin" > nul`,
  ]
}

const headerOption = ([name, value]: Plan['headers'][number]): string =>
  value.length === 0
    ? option('header', [{ kind: 'text', text: `${name};` }])
    : option('header', [{ kind: 'text', text: `${name}: ` }, ...value])

/** curl would call a body a form where the request does not say what it is. */
const untyped = ({ headers, body }: Plan): boolean =>
  body !== undefined && !headers.some(([name]) => name.toLowerCase() === 'content-type')

function command(plan: Plan, variables: readonly Variable[]): readonly string[] {
  const { method, url, headers, body } = plan
  const typed = body === undefined || isTyped(body)
  const guards = variables.map(
    ({ name, manner }) => `if not defined ${name} (echo Set ${name} first${manner}.) else`,
  )
  const parts = [
    [...guards, 'curl.exe -sS -i -g --path-as-is', ...methodOf(method)].join(' '),
    ...variables.map(({ name }) => `--variable ${argument(`%${name}`)}`),
    option('url', url),
    ...headers.map(headerOption),
    ...(untyped(plan) ? [`--header ${argument('Content-Type:')}`] : []),
    ...(body === undefined ? [] : [dataOption(body)]),
  ]
  const line = parts.join(' ^\n  ')
  return typed ? [line] : [...fileLines(body), line, `del "${FILE}.txt" "${FILE}.bin"`]
}

const methodOf = (method: string): readonly string[] =>
  method === 'HEAD' ? ['--head'] : ['--request', argument(method)]

const dataOption = (body: readonly BodyPiece[]): string =>
  isTyped(body) ? option('data-raw', body) : `--data-binary "@${FILE}.bin"`

function refuses(plan: Plan): string | undefined {
  const { url, headers, body = [], method } = plan
  const texts = [url, ...headers.map(([, value]) => value)].flat()
  const secret = body.some(({ kind }) => kind === 'variable')
  const runs = [url, ...headers.map(([, value]) => value), body]
  if (method === 'HEAD' && body.length > 0) return 'curl sends no body with HEAD.'
  if (!texts.every(typeable)) return 'A header holds a tab, which the prompt would take for a key.'
  if (secret && !isTyped(body))
    return 'The body holds a secret beside what cannot be typed at this prompt. Take PowerShell.'
  if (runs.some(touching)) return 'A brace stands right before a secret. Take PowerShell.'
  return texts.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : 0), 0) >
    LINE / 3
    ? 'The command would be longer than this prompt takes.'
    : undefined
}

/** curl would read `{{{NAME}}` as another name. */
const touching = (pieces: readonly BodyPiece[]): boolean =>
  pieces.some((piece, at) => {
    const before = pieces[at - 1]
    return piece.kind === 'variable' && before?.kind === 'text' && before.text.endsWith('{')
  })

const comment = (said: string): string => `rem ${said}`

function program({ plans, variables }: Program): string {
  const lines = plans.flatMap((plan) => {
    const names = namesIn(plan)
    const used = variables.filter(({ name }) => names.includes(name))
    return [...remarks(plan, 'curl').map(comment), ...command(plan, used)]
  })
  return `${lines.join('\n')}\n`
}

const writer: Writer = { client: { name: 'curl', signs: 'ascii' }, comment, program, refuses }

export const cmdOf = (...requests: readonly MaskedRequest[]): string => write(writer, requests)
