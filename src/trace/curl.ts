/** A request as a curl command for bash and zsh. Secrets become shell variables, named first. */
import type { Masked, MaskedRequest, Segment } from './mask.ts'
import { standingIn } from './mask.ts'

type SecretSegment = Segment & { readonly kind: 'secret' }

/** One command; lines joined by a backslash. Control characters are refused, never quoted. */
export function curlOf(request: MaskedRequest): string {
  const names = variablesOf(standingIn(request))
  const quote = (text: Masked) => quoted(text, names)
  const parts = [
    `curl -sS -i -X ${plain(request.method)} ${quote(request.url)}`,
    ...request.headers.map(([name, value]) => `-H ${quote([say(`${name}: `), ...value])}`),
    ...(request.body === undefined ? [] : [`--data-raw ${quote(request.body)}`]),
  ]
  return [...introduction(names), parts.join(' \\\n  ')].join('\n')
}

const say = (text: string): Segment => ({ kind: 'text', text })

/** A shell variable for each secret and way of writing it: `CLIENT_SECRET`, `CLIENT_SECRET_ENCODED`. */
function variablesOf(segments: readonly SecretSegment[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { text, secret, form } of segments) {
    const stem = secret.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
    const suffix = form === 'raw' ? '' : `_${form.toUpperCase()}`
    let name = `${stem}${suffix}`
    for (let n = 2; [...names.values()].includes(name); n += 1) name = `${stem}${suffix}_${n}`
    names.set(text, name)
  }
  return names
}

const introduction = (names: ReadonlyMap<string, string>): readonly string[] =>
  names.size === 0
    ? []
    : [
        '# Set these first. "read -rs NAME" keeps a value out of the shell history.',
        `# ${[...names.values()].join(' ')}`,
      ]

function quoted(text: Masked, names: ReadonlyMap<string, string>): string {
  const parts = text.map((segment) => {
    const name = segment.kind === 'secret' ? names.get(segment.text) : undefined
    return name === undefined ? plain(segment.text) : `"$${name}"`
  })
  return parts.length === 0 ? "''" : parts.join('')
}

/** Within single quotes a POSIX shell changes nothing; the quote itself is closed, escaped, reopened. */
function plain(text: string): string {
  if (/^[A-Za-z0-9_./:-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}
