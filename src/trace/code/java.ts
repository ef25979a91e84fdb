/** A request for Java 17 and later, with java.net.http. One file: `java Request.java` runs it. */
import type { MaskedRequest } from '../mask.ts'
import { hex, literal, type Spelling, usual } from './literal.ts'
import type { BodyPiece, Piece, Plan, Program, Variable } from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

const unit = (code: number): string => `\\u${hex(code, 4)}`

/**
 * Before Java 18 the compiler reads a file in the machine's encoding, so everything else is a code. `\u000a` would
 * be a line's end even within a string (JLS 3.3): below the space the code is octal.
 */
const spelling: Spelling = {
  quote: '"',
  named: { ...usual, '"': '\\"' },
  ascii: true,
  code: (point) =>
    point < 0x80
      ? `\\${point.toString(8).padStart(3, '0')}`
      : Array.from(String.fromCodePoint(point).split(''), (half) => unit(half.charCodeAt(0))).join(
          '',
        ),
}

/** No constant may be longer than 65,535 bytes (JVMS 4.4.7), and the compiler joins what `+` joins. */
const CONSTANT = 16_000

function quoted(text: string): string {
  if (text.length <= CONSTANT) return literal(text, spelling)
  return `String.join("", ${chunks(text)
    .map((part) => literal(part, spelling))
    .join(', ')})`
}

function chunks(text: string): readonly string[] {
  const signs = Array.from(text)
  const count = Math.ceil(signs.length / CONSTANT)
  return Array.from({ length: count }, (_, at) =>
    signs.slice(at * CONSTANT, (at + 1) * CONSTANT).join(''),
  )
}

const term = (piece: Piece): string => (piece.kind === 'text' ? quoted(piece.text) : piece.name)

const terms = (pieces: readonly Piece[]): string =>
  pieces.length === 0 ? '""' : pieces.map(term).join(' + ')

/** One byte for each sign: what the client is given are bytes. */
function bytesTerm(piece: BodyPiece): string {
  if (piece.kind !== 'bytes') return `${term(piece)}.getBytes(StandardCharsets.UTF_8)`
  const signs = Array.from(piece.bytes, (byte) => String.fromCharCode(byte)).join('')
  return `${quoted(signs)}.getBytes(StandardCharsets.ISO_8859_1)`
}

const publisher = (body: readonly BodyPiece[] | undefined): string =>
  body === undefined ? 'BodyPublishers.noBody()' : 'BodyPublishers.ofByteArray(body.toByteArray())'

/** java.net.URI knows less than browsers: these it takes only as escapes (RFC 2396 section 2.4.3). */
const escapedUrl = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((piece) =>
    piece.kind === 'text'
      ? { ...piece, text: piece.text.replaceAll(/["<>\\^`{|}[\]]|%(?![0-9a-f]{2})/gi, escaped) }
      : piece,
  )

const escaped = (sign: string): string => `%${hex(sign.charCodeAt(0), 2).toUpperCase()}`

function statements(plan: Plan): readonly string[] {
  const { method, headers, body } = plan
  const url = escapedUrl(plan.url)
  const rewritten = url.some((piece, at) => piece.kind === 'text' && !sameText(piece, plan.url[at]))
  return [
    ...remarks(plan, 'java.net.http').map(comment),
    ...(rewritten
      ? [comment('java.net.URI takes some signs of the address only as escapes.')]
      : []),
    ...(body === undefined ? [] : ['var body = new ByteArrayOutputStream();']),
    ...(body ?? []).map((piece) => `body.writeBytes(${bytesTerm(piece)});`),
    `var request = HttpRequest.newBuilder(URI.create(${terms(url)}))`,
    `    .method(${quoted(method)}, ${publisher(body)})`,
    ...headers.map(([name, value]) => `    .header(${quoted(name)}, ${terms(value)})`),
    '    .build();',
    'var response = client.send(request, BodyHandlers.ofString());',
    'System.out.println(response.statusCode());',
    'System.out.println(response.body());',
  ]
}

const sameText = (one: Piece, other: Piece | undefined): boolean =>
  one.kind === 'text' && other?.kind === 'text' && one.text === other.text

const comment = (said: string): string => `// ${said}`

const imports = [
  'import java.io.ByteArrayOutputStream;',
  'import java.net.URI;',
  'import java.net.http.HttpClient;',
  'import java.net.http.HttpRequest;',
  'import java.net.http.HttpRequest.BodyPublishers;',
  'import java.net.http.HttpResponse.BodyHandlers;',
  'import java.nio.charset.StandardCharsets;',
  '',
]

const need = [
  '    static String need(String name, String manner) {',
  '        var value = System.getenv(name);',
  '        if (value == null || value.isEmpty()) {',
  '            System.err.println("Set " + name + " first" + manner + ".");',
  '            System.exit(1);',
  '        }',
  '        return value;',
  '    }',
  '',
]

const asked = ({ name, manner }: Variable): string => `var ${name} = need("${name}", "${manner}");`

/** HTTP/1.1: over plain http the client would ask to switch to HTTP/2, with headers of its own. */
function program({ plans, variables }: Program): string {
  const sent = plans.flatMap((plan) =>
    plans.length > 1
      ? ['{', ...statements(plan).map((line) => `    ${line}`), '}']
      : statements(plan),
  )
  const main = [
    ...variables.map(asked),
    'var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();',
    ...sent,
  ]
  const lines = [
    ...imports,
    'public class Request {',
    ...(variables.length > 0 ? need : []),
    '    public static void main(String[] args) throws Exception {',
    ...main.map((line) => `        ${line}`),
    '    }',
    '}',
  ]
  return `${lines.join('\n')}\n`
}

const sends = (method: string): boolean => method !== 'CONNECT'

const writer: Writer = {
  client: { name: 'java.net.http', signs: 'ascii', refuses: ['host'], methods: sends },
  comment,
  program,
}

export const javaOf = (...requests: readonly MaskedRequest[]): string => write(writer, requests)
