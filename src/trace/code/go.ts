/** A request for Go, with net/http. */
import type { MaskedRequest } from '../mask.ts'
import { hex, literal, type Spelling, unicode, usual } from './literal.ts'
import type { BodyPiece, Piece, Plan, Program, Variable } from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

const spelling: Spelling = {
  quote: '"',
  named: { ...usual, '"': '\\"' },
  code: (point) => (point < 0x80 ? `\\x${hex(point, 2)}` : unicode(point)),
}

const quoted = (text: string): string => literal(text, spelling)

/** A Go string is bytes: beyond ASCII a header's signs are one byte each, as everywhere else. */
const headerSpelling: Spelling = {
  ...spelling,
  ascii: true,
  code: (point) => `\\x${hex(point, 2)}`,
}

const bytes = (some: Uint8Array): string =>
  `"${Array.from(some, (byte) => `\\x${hex(byte, 2)}`).join('')}"`

const term = (piece: BodyPiece): string => {
  if (piece.kind === 'bytes') return bytes(piece.bytes)
  return piece.kind === 'text' ? quoted(piece.text) : piece.name
}

const joined = (pieces: readonly BodyPiece[]): string =>
  pieces.length === 0 ? '""' : pieces.map(term).join(' + ')

const headerTerm = (piece: Piece): string =>
  piece.kind === 'text' ? literal(piece.text, headerSpelling) : `latin1(${piece.name})`

const headerTerms = (pieces: readonly Piece[]): string =>
  pieces.length === 0 ? '""' : pieces.map(headerTerm).join(' + ')

/** `Host` has a field of its own; net/http overlooks one among the headers. */
const headerLine = ([name, value]: Plan['headers'][number]): string =>
  name.toLowerCase() === 'host'
    ? `request.Host = ${headerTerms(value)}`
    : `request.Header.Add(${quoted(name)}, ${headerTerms(value)})`

function statements(plan: Plan): readonly string[] {
  const { method, url, headers, body } = plan
  const reader = body === undefined ? 'nil' : `strings.NewReader(${joined(body)})`
  return [
    ...remarks(plan, 'net/http').map(comment),
    `request, err := http.NewRequest(${quoted(method)}, ${joined(url)}, ${reader})`,
    'if err != nil {',
    '\tlog.Fatal(err)',
    '}',
    ...headers.map(headerLine),
    'response, err := http.DefaultTransport.RoundTrip(request)',
    'if err != nil {',
    '\tlog.Fatal(err)',
    '}',
    'answer, err := io.ReadAll(response.Body)',
    'response.Body.Close()',
    'if err != nil {',
    '\tlog.Fatal(err)',
    '}',
    'fmt.Println(response.Status)',
    'fmt.Println(string(answer))',
  ]
}

const comment = (said: string): string => `// ${said}`

const need = [
  'func need(name, manner string) string {',
  '\tvalue := os.Getenv(name)',
  '\tif value == "" {',
  '\t\tlog.Fatalf("Set %s first%s.", name, manner)',
  '\t}',
  '\treturn value',
  '}',
  '',
]

/** A header is bytes: one for each sign, as in HTTP's own encoding. */
const latin1 = [
  'func latin1(text string) string {',
  '\tvar out []byte',
  '\tfor _, sign := range text {',
  '\t\tout = append(out, byte(sign))',
  '\t}',
  '\treturn string(out)',
  '}',
  '',
]

const inHeader = (plans: readonly Plan[]): ReadonlySet<string> =>
  new Set(
    plans
      .flatMap(({ headers }) => headers.flatMap(([, value]) => value))
      .flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : [])),
  )

function imports({ plans, variables }: Program): readonly string[] {
  const some = [
    ...['fmt', 'io', 'log', 'net/http'],
    ...(variables.length > 0 ? ['os'] : []),
    ...(plans.some(({ body }) => body !== undefined) ? ['strings'] : []),
  ]
  return ['import (', ...some.map((name) => `\t"${name}"`), ')', '']
}

const asked = ({ name, manner }: Variable): string => `${name} := need("${name}", "${manner}")`

function program(whole: Program): string {
  const { plans, variables } = whole
  const blocks = plans.map(statements)
  const sent = blocks.flatMap((lines) =>
    blocks.length > 1 ? ['{', ...lines.map((line) => `\t${line}`), '}'] : lines,
  )
  const lines = [
    ...['package main', ''],
    ...imports(whole),
    ...(variables.length > 0 ? need : []),
    ...(inHeader(plans).size > 0 ? latin1 : []),
    'func main() {',
    ...[...variables.map(asked), ...sent].map((line) => `\t${line}`),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

const sends = (method: string): boolean => method !== 'CONNECT'

const writer: Writer = {
  client: { name: 'net/http', signs: 'latin1', methods: sends },
  comment,
  program,
}

export const goOf = (...requests: readonly MaskedRequest[]): string => write(writer, requests)
