/** A request for PowerShell 7, with Invoke-WebRequest. Windows PowerShell 5.1 could set neither method nor headers freely. */
import { toBase64 } from '../../core/http.ts'
import type { MaskedRequest } from '../mask.ts'
import { hex, unseen } from './literal.ts'
import { type BodyPiece, type Piece, type Plan, type Program, textOfBody } from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

/** PowerShell takes typographic quotes for its own, so they are doubled as well. */
const single = (text: string): string => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`

const named: Readonly<Record<string, string>> = { '\n': '`n', '\r': '`r', '\t': '`t' }

const double = (text: string): string =>
  `"${Array.from(text, (sign) => {
    if (/["`$\u201c-\u201e]/.test(sign)) return `\`${sign}`
    return unseen.test(sign) ? (named[sign] ?? `\`u{${hex(sign.codePointAt(0) ?? 0, 1)}}`) : sign
  }).join('')}"`

const quoted = (text: string): string =>
  Array.from(text).some((sign) => unseen.test(sign)) ? double(text) : single(text)

const term = (piece: Piece): string =>
  piece.kind === 'text' ? quoted(piece.text) : `$env:${piece.name}`

/** In parentheses: an argument is no expression otherwise. */
function terms(pieces: readonly Piece[]): string {
  if (pieces.length === 0) return "''"
  const all = pieces.map(term).join(' + ')
  return pieces.length === 1 ? all : `(${all})`
}

const bytesTerm = (piece: BodyPiece): string =>
  piece.kind === 'bytes'
    ? `[Convert]::FromBase64String('${toBase64(piece.bytes)}')`
    : `[Text.Encoding]::UTF8.GetBytes(${term(piece)})`

function bodyOf(body: readonly BodyPiece[]): string {
  const text = textOfBody(body)
  return text === undefined
    ? body.map(bytesTerm).join(' + ')
    : `[Text.Encoding]::UTF8.GetBytes(${terms(text)})`
}

const standard = /^(?:GET|HEAD|POST|PUT|DELETE|TRACE|OPTIONS|PATCH)$/

/** System.Uri decodes escapes of letters, and escapes what RFC 3986 does not allow. */
const rewritten =
  /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%[\]]|%(?![0-9A-Fa-f]{2})|%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/i

const splatted = (plan: Plan): readonly string[] => [
  `Uri = ${terms(plan.url)}`,
  `${standard.test(plan.method) ? 'Method' : 'CustomMethod'} = ${quoted(plan.method)}`,
  'Headers = $headers',
  ...(plan.body === undefined || plan.body.length === 0 ? [] : ['Body = $body']),
  'MaximumRedirection = 0',
  'SkipHeaderValidation = $true',
  'SkipHttpErrorCheck = $true',
  "ErrorAction = 'SilentlyContinue'",
]

function statements(plan: Plan): readonly string[] {
  const { headers, body } = plan
  return [
    ...remarks(plan, 'PowerShell').map(comment),
    ...(rewritten.test(plan.address)
      ? [comment('System.Uri writes some signs of this address in its own way.')]
      : []),
    '$headers = [ordered]@{',
    ...headers.map(([name, value]) => `  ${quoted(name)} = ${terms(value)}`),
    '}',
    ...(body === undefined || body.length === 0 ? [] : [`[byte[]] $body = ${bodyOf(body)}`]),
    '$request = @{',
    ...splatted(plan).map((line) => `  ${line}`),
    '}',
    '$response = Invoke-WebRequest @request',
    '"$($response.StatusCode) $($response.StatusDescription)"',
    '$response.Content',
  ]
}

const comment = (said: string): string => `# ${said}`

/** One block: pasted line by line, the rest would run on after a variable is found missing. */
function program({ plans, variables }: Program): string {
  const asked = variables.map(
    ({ name, manner }) => `if (-not $env:${name}) { throw 'Set $env:${name} first${manner}.' }`,
  )
  const lines = [...asked, ...plans.flatMap(statements)]
  return `#Requires -Version 7.0\n& {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n`
}

const writer: Writer = {
  client: {
    name: 'PowerShell',
    signs: 'ascii',
    joins: true,
    methods: (method) => method === method.toUpperCase() && method !== 'CONNECT',
  },
  comment,
  program,
}

export const powershellOf = (...requests: readonly MaskedRequest[]): string =>
  write(writer, requests)
