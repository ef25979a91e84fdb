/** A request as a curl command for bash and zsh. Secrets become shell variables, asked for first. */
import type { Masked, MaskedRequest, Segment } from './mask.ts'
import { standingIn } from './mask.ts'
import { quoted, variable } from './shell.ts'
import type { Form } from './writings.ts'

type SecretSegment = Segment & { readonly kind: 'secret' }

interface Variable {
  readonly name: string
  readonly form: Form
}

type Variables = ReadonlyMap<string, Variable>

/** One command; lines joined by a backslash. Without its variables it stops before it sends. */
export function curlOf(request: MaskedRequest): string {
  if (holdsNul(request)) return "echo 'This request holds a NUL, which no command line can carry.'"
  const variables = variablesOf(standingIn(request))
  const quote = (text: Masked) => argument(text, variables)
  const method = request.method === 'HEAD' ? '--head' : `-X ${quoted(request.method)}`
  const parts = [
    // -g: brackets and braces in an address are meant as they stand.
    `curl -sS -i -g ${method} ${quote(request.url)}`,
    ...request.headers.map(([name, value]) => `-H ${quote(headerLine(name, value))}`),
    ...(request.body === undefined ? [] : bodyOptions(request).map((part) => part(quote))),
  ]
  return [...guards(variables), parts.join(' \\\n  ')].join('\n')
}

const say = (text: string): Segment => ({ kind: 'text', text })

/** curl takes `Name:` as an order to leave the header out, and `Name;` as an empty one. */
const headerLine = (name: string, value: Masked): Masked =>
  value.length === 0 ? [say(`${name};`)] : [say(`${name}: `), ...value]

type Quote = (text: Masked) => string

/** A body without a type would be sent as a form by curl, and without one from here. */
function bodyOptions({ headers, body = [] }: MaskedRequest): readonly ((quote: Quote) => string)[] {
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const data = (quote: Quote) => `--data-raw ${quote(body)}`
  return typed ? [data] : [(quote) => `-H ${quote([say('Content-Type:')])}`, data]
}

function holdsNul({ method, url, headers, body = [] }: MaskedRequest): boolean {
  const values = [url, ...headers.map(([, value]) => value), body].flat()
  const texts = [method, ...headers.map(([name]) => name), ...values.map(({ text }) => text)]
  return texts.some((text) => text.includes('\0'))
}

/** A shell variable for each secret and way of writing it: `CLIENT_SECRET`, `CLIENT_SECRET_ENCODED`. */
function variablesOf(segments: readonly SecretSegment[]): Variables {
  const variables = new Map<string, Variable>()
  const used = new Set<string>()
  for (const { text, secret, form } of segments) {
    const stem = form === 'raw' ? variable(secret.name) : variable(`${secret.name}_${form}`)
    let name = stem
    for (let n = 2; used.has(name); n += 1) name = `${stem}_${n}`
    used.add(name)
    variables.set(text, { name, form })
  }
  return variables
}

/** How a value must be written before it is set. */
const manners: Readonly<Record<Form, string>> = {
  raw: '',
  json: ', escaped as in JSON',
  html: ', escaped as in HTML',
  encoded: ', URL-encoded',
  base64: ', in base64',
  hex: ', in hexadecimal',
  case: ', in this letter case',
  part: ', without what another secret covers',
}

/**
 * Commands, not comments: an interactive zsh would try to run a comment. `read -rs` keeps the value out of
 * the shell's history, and `&&` keeps curl from sending an empty one.
 */
const guards = (variables: Variables): readonly string[] =>
  [...variables.values()].map(
    ({ name, form }) => `: "\${${name}:?Set it first${manners[form]}: read -rs ${name}}" &&`,
  )

function argument(text: Masked, variables: Variables): string {
  const parts = text.map((segment) => {
    const found = segment.kind === 'secret' ? variables.get(segment.text) : undefined
    return found === undefined ? quoted(segment.text) : `"$${found.name}"`
  })
  return parts.length === 0 ? "''" : parts.join('')
}
