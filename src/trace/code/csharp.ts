/** A request for C# with .NET 8 and later, with HttpClient. */

import { toBase64 } from '../../core/http.ts'
import type { MaskedRequest } from '../mask.ts'
import { literal, type Spelling, unicode, usual } from './literal.ts'
import {
  type BodyPiece,
  type Piece,
  type Plan,
  type Program,
  textOfBody,
  type Variable,
} from './plan.ts'
import { remarks, type Writer, write } from './writer.ts'

/** `\x` takes as many digits as follow it in C#; `\u` takes four. */
const spelling: Spelling = { quote: '"', named: { ...usual, '"': '\\"' }, code: unicode }

const quoted = (text: string): string => literal(text, spelling)

const term = (piece: Piece): string => (piece.kind === 'text' ? quoted(piece.text) : piece.name)

const terms = (pieces: readonly Piece[]): string =>
  pieces.length === 0 ? '""' : pieces.map(term).join(' + ')

/** .NET keeps these with the content, and drops them elsewhere. */
const ofContent =
  /^(?:allow|content-(?:disposition|encoding|language|location|md5|range|type)|expires|last-modified)$/i

const bytesTerm = (piece: BodyPiece): string =>
  piece.kind === 'bytes'
    ? `.. Convert.FromBase64String("${toBase64(piece.bytes)}")`
    : `.. Encoding.UTF8.GetBytes(${term(piece)})`

function content(body: readonly BodyPiece[]): string {
  const text = textOfBody(body)
  return text === undefined
    ? `new ByteArrayContent([${body.map(bytesTerm).join(', ')}])`
    : `new ByteArrayContent(Encoding.UTF8.GetBytes(${terms(text)}))`
}

const headerLine = ([name, value]: Plan['headers'][number]): string => {
  const of = ofContent.test(name) ? 'request.Content.Headers' : 'request.Headers'
  return `${of}.TryAddWithoutValidation(${quoted(name)}, ${terms(value)});`
}

function statements(plan: Plan): readonly string[] {
  const { method, url, headers, body } = plan
  const has = body !== undefined || headers.some(([name]) => ofContent.test(name))
  return [
    ...remarks(plan, 'HttpClient').map(comment),
    `using var request = new HttpRequestMessage(new HttpMethod(${quoted(method)}), new Uri(${terms(url)}, asWritten));`,
    ...(has ? [`request.Content = ${content(body ?? [])};`] : []),
    ...headers.map(headerLine),
    'using var response = await client.SendAsync(request);',
    'Console.WriteLine((int)response.StatusCode);',
    'Console.WriteLine(await response.Content.ReadAsStringAsync());',
  ]
}

/** Known methods go out in capitals, however they are spelled. */
const sends = (method: string): boolean =>
  method.toUpperCase() !== 'CONNECT' &&
  (method === method.toUpperCase() ||
    !/^(?:delete|get|head|options|patch|post|put|trace)$/i.test(method))

const comment = (said: string): string => `// ${said}`

const client = [
  'var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };',
  'using var client = new HttpClient(new SocketsHttpHandler',
  '{',
  '    AllowAutoRedirect = false,',
  '    UseCookies = false,',
  '    RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,',
  '});',
]

/** A local function, so that one file is a whole program. */
const need = [
  '',
  'static string Need(string name, string manner)',
  '{',
  '    var value = Environment.GetEnvironmentVariable(name);',
  '    if (!string.IsNullOrEmpty(value)) return value;',
  '    Console.Error.WriteLine("Set " + name + " first" + manner + ".");',
  '    Environment.Exit(1);',
  '    return "";',
  '}',
]

const asked = ({ name, manner }: Variable): string => `var ${name} = Need("${name}", "${manner}");`

function program({ plans, variables }: Program): string {
  const sent = plans.flatMap((plan) =>
    plans.length > 1
      ? ['{', ...statements(plan).map((line) => `    ${line}`), '}']
      : statements(plan),
  )
  const lines = [
    ...['using System;', 'using System.Net.Http;', 'using System.Text;', ''],
    ...variables.map(asked),
    ...client,
    ...sent,
    ...(variables.length > 0 ? need : []),
  ]
  return `${lines.join('\n')}\n`
}

const writer: Writer = {
  client: { name: 'HttpClient', signs: 'latin1', methods: sends },
  comment,
  program,
}

export const csharpOf = (...requests: readonly MaskedRequest[]): string => write(writer, requests)
