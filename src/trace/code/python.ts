/** A request for Python, with requests. Prepared by hand, because requests would rewrite the address. */
import type { MaskedRequest } from '../mask.ts'
import { hex, literal, type Spelling, unicode, usual } from './literal.ts'
import { type BodyPiece, type Piece, type Plan, type Program, textOfBody } from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

const spelling: Spelling = {
  quote: '"',
  named: { ...usual, '"': '\\"' },
  code: (point) => (point < 0x100 ? `\\x${hex(point, 2)}` : unicode(point)),
}

const quoted = (text: string): string => literal(text, spelling)

const term = (piece: Piece): string => (piece.kind === 'text' ? quoted(piece.text) : piece.name)

const terms = (pieces: readonly Piece[]): string =>
  pieces.length === 0 ? '""' : pieces.map(term).join(' + ')

const bytesTerm = (piece: BodyPiece): string => {
  if (piece.kind !== 'bytes') return `${term(piece)}.encode()`
  const signs = Array.from(piece.bytes, (byte) => `\\x${hex(byte, 2)}`)
  return `b"${signs.join('')}"`
}

function bodyOf(body: readonly BodyPiece[]): string {
  const text = textOfBody(body)
  if (text === undefined) return body.map(bytesTerm).join(' + ')
  return text.length === 1 ? `${terms(text)}.encode()` : `(${terms(text)}).encode()`
}

/** urllib3 leaves alone only what RFC 3986 allows in a path or a query. */
const rewritten = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]|%(?![0-9A-F]{2})/

function statements(plan: Plan): readonly string[] {
  const { method, url, headers, body } = plan
  return [
    ...remarks(plan, 'requests').map(comment),
    ...(rewritten.test(plan.address)
      ? [comment('urllib3 escapes some signs of the address, and writes escapes in capitals.')]
      : []),
    `url = ${terms(url)}`,
    'headers = {',
    ...headers.map(([name, value]) => `    ${quoted(name)}: ${terms(value)},`),
    '}',
    ...(body === undefined ? [] : [`body = ${bodyOf(body)}`]),
    `request = requests.Request(${quoted(method)}, url, headers=headers${body === undefined ? '' : ', data=body'}).prepare()`,
    `request.method, request.url = ${quoted(method)}, url  # requests would rewrite both`,
    'response = requests.Session().send(request, allow_redirects=False)',
    'print(response.status_code, response.reason)',
    'print(response.text)',
  ]
}

const comment = (said: string): string => `# ${said}`

/** `need` stops the program before anything is sent. */
const need = [
  '',
  '',
  'def need(name, manner=""):',
  '    return os.environ.get(name) or sys.exit(f"Set {name} first{manner}.")',
  '',
]

function program({ plans, variables }: Program): string {
  const asked = variables.map(
    ({ name, manner }) => `${name} = need("${name}"${manner === '' ? '' : `, "${manner}"`})`,
  )
  const lines = [
    ...(asked.length > 0 ? ['import os', 'import sys', ''] : []),
    'import requests',
    ...(asked.length > 0 ? [...need, '', ...asked] : []),
    ...plans.flatMap((plan) => ['', ...statements(plan)]),
  ]
  return `${lines.join('\n')}\n`
}

const writer: Writer = {
  client: { name: 'requests', signs: 'latin1', joins: true },
  comment,
  program,
}

export const pythonOf = (...requests: readonly MaskedRequest[]): string => write(writer, requests)
