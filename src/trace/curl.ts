/** A request as a curl command for bash and zsh. Secrets become shell variables, asked for first. */
import { addressOf } from './code/address.ts'
import { PROOF, provesKey } from './code/proof.ts'
import { fromBytes, type Variables, variablesOf } from './code/variables.ts'
import type { Masked, MaskedRequest, Segment } from './mask.ts'
import { octets, quoted } from './shell.ts'

/** One command; lines joined by a backslash. Without its variables it stops before it sends. */
export function curlOf(request: MaskedRequest): string {
  const why = refusalOf(request)
  if (why !== undefined) return `echo '${why}'`
  const variables = variablesOf([request])
  const remark = provesKey(request.headers) ? [`: '${PROOF}' &&`] : []
  return [...remark, ...guards(variables), commandOf(request, variables, '-sS -i')].join('\n')
}

/** The command alone, for a script that has seen to the variables. */
export function commandOf(request: MaskedRequest, variables: Variables, options: string): string {
  const quote = (text: Masked) => argument(text, variables)
  const method = request.method === 'HEAD' ? '--head' : `-X ${quoted(request.method)}`
  const asIs = holdsDots(request.url) ? ' --path-as-is' : ''
  const parts = [
    // -g: brackets and braces in an address are meant as they stand.
    `curl ${options} -g${asIs} ${method} ${quote(sendable(request.url))}`,
    ...request.headers.map(([name, value]) => `-H ${quote(headerLine(name, value))}`),
    ...(request.body === undefined ? [] : bodyOptions(request).map((part) => part(quote))),
  ]
  const fed = isFed(request) ? [`${feeding(request, variables)} |`] : []
  return [...fed, parts.join(' \\\n  ')].join('\n')
}

const say = (text: string): Segment => ({ kind: 'text', text })

const wholeOf = (text: Masked): string => text.map((segment) => segment.text).join('')

/** curl sends an address as it stands, but takes none that no request line could hold. */
function sendable(url: Masked): Masked {
  if (/^[\x21-\x7e]*$/.test(wholeOf(url))) return url
  const address = addressOf(url)
  return 'refused' in address ? url : address.url
}

/** curl would walk up and down a path by itself (RFC 3986 section 5.2.4). */
const holdsDots = (url: Masked): boolean => /\/\.\.?(?:[/?#]|$)/.test(wholeOf(url))

/** curl takes `Name:` as an order to leave the header out, and `Name;` as an empty one. */
const headerLine = (name: string, value: Masked): Masked =>
  value.length === 0 ? [say(`${name};`)] : [say(`${name}: `), ...value]

type Quote = (text: Masked) => string

/** A body without a type would be sent as a form by curl, and without one from here. */
function bodyOptions(request: MaskedRequest): readonly ((quote: Quote) => string)[] {
  const { headers, body = [] } = request
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const data = (quote: Quote) => (isFed(request) ? '--data-binary @-' : `--data-raw ${quote(body)}`)
  return typed ? [data] : [(quote) => `-H ${quote([say('Content-Type:')])}`, data]
}

/** Linux lets no argument be longer than 128 KiB; printf is the shell's own, so it has none. */
const LONGEST = 100_000

/** What no argument can hold comes through a pipe: bytes, NULs, and very long texts. */
const isFed = ({ body = [], binary }: MaskedRequest): boolean =>
  binary !== undefined ||
  body.some(({ text }) => text.includes('\0')) ||
  new TextEncoder().encode(wholeOf(body)).length > LONGEST

function feeding({ body = [], binary }: MaskedRequest, variables: Variables): string {
  const parts = (binary ?? body).map((segment) => {
    const key = binary === undefined ? segment.text : fromBytes(segment.text)
    const name = segment.kind === 'secret' ? variables.get(key)?.name : undefined
    if (name !== undefined) return `printf %s "$${name}"`
    return binary === undefined && !segment.text.includes('\0')
      ? `printf %s ${quoted(segment.text)}`
      : `printf ${octets(bytesOf(segment.text, binary !== undefined))}`
  })
  return `{ ${parts.join('; ')}; }`
}

const bytesOf = (text: string, binary: boolean): Uint8Array =>
  binary ? Uint8Array.from(text, (sign) => sign.charCodeAt(0)) : new TextEncoder().encode(text)

/** Why no command line can say it. */
export function refusalOf(request: MaskedRequest): string | undefined {
  const { method, url, headers, body = [], binary = body } = request
  const secrets = binary.filter(({ kind }) => kind === 'secret')
  const values = [url, ...headers.map(([, value]) => value), secrets].flat()
  const texts = [method, ...headers.map(([name]) => name), ...values.map(({ text }) => text)]
  if (texts.some((text) => text.includes('\0')))
    return 'This request holds a NUL, which no command line can carry.'
  return method === 'HEAD' && body.length > 0 ? 'curl sends no body with HEAD.' : undefined
}

/**
 * Commands, not comments: an interactive zsh would try to run a comment. `read -rs` keeps the value out of
 * the shell's history, and `&&` keeps curl from sending an empty one.
 */
const guards = (variables: Variables): readonly string[] =>
  [...variables.values()].map(
    ({ name, manner }) => `: "\${${name}:?Set it first${manner}: read -rs ${name}}" &&`,
  )

export function argument(text: Masked, variables: Variables): string {
  const parts = text.map((segment) => {
    const found = segment.kind === 'secret' ? variables.get(segment.text) : undefined
    return found === undefined ? quoted(segment.text) : `"$${found.name}"`
  })
  return parts.length === 0 ? "''" : parts.join('')
}
