/** The headers a program sets, and those its client writes by itself or does not let through. */
import type { Masked } from '../mask.ts'
import type { Client, Refusal, Text } from './plan.ts'

export interface HeaderPlan {
  readonly headers: readonly (readonly [name: string, value: Text])[]
  /** Names that are left out, because the client writes them itself or refuses them. */
  readonly left: readonly string[]
}

/** They describe one connection or how the message is cut on it (RFC 9110 section 7.6.1, RFC 9112 section 6). */
const framing = new Set(
  'connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
)

interface Around {
  readonly client: Client
  readonly pieces: (text: Masked) => Text
  readonly host: string
}

type Header = readonly [name: string, value: Masked]

export function headersFor(headers: readonly Header[], around: Around): HeaderPlan | Refusal {
  const leaves = ([name, value]: Header) => isLeft(name, value, around)
  const kept = headers.filter((header) => !leaves(header)).map(trimmed)
  const refused = kept
    .map((header) => fault(header, around.client))
    .find((why) => why !== undefined)
  if (refused !== undefined) return { refused }
  const set = around.client.joins ? joined(kept) : kept
  const left = headers.filter(leaves).map(([name]) => name)
  const bad = left.some((name) => !isToken(name))
  return bad
    ? { refused: 'The name of a header is no HTTP token.' }
    : {
        headers: set.map(([name, value]) => [name, around.pieces(value)]),
        left: [...new Set(left)],
      }
}

function isLeft(name: string, value: Masked, { client, host }: Around): boolean {
  const lower = name.toLowerCase()
  if (lower === 'host' && textOf(value).trim() === host) return true
  return framing.has(lower) || (client.refuses?.includes(lower) ?? false)
}

const isToken = (name: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)

const textOf = (text: Masked): string => text.map((segment) => segment.text).join('')

/** White space around a value is no part of it (RFC 9110 section 5.5). */
function trimmed([name, value]: Header): Header {
  const cut = value.map((segment, at) => {
    if (segment.kind === 'secret') return segment
    const started = at === 0 ? segment.text.replace(/^[\t ]+/, '') : segment.text
    const text = at === value.length - 1 ? started.replace(/[\t ]+$/, '') : started
    return { ...segment, text }
  })
  return [name, cut.filter(({ text }) => text !== '')]
}

function fault([name, value]: Header, { name: client, signs }: Client): string | undefined {
  if (!isToken(name)) return 'The name of a header is no HTTP token.'
  const text = textOf(value)
  // biome and oxlint read a class of control signs as a mistake; as codes it says the same.
  const codes = Array.from(text, (sign) => sign.codePointAt(0) ?? 0)
  if (codes.some((code) => (code < 0x20 && code !== 9) || code === 0x7f))
    return 'A header holds a control character, which no client sends.'
  const most = signs === 'ascii' ? 0x7e : 0xff
  if (codes.some((code) => code > most))
    return `A header holds a sign that ${client} cannot write in one.`
  return undefined
}

/** One value for a name: with commas, and cookies with semicolons (RFC 6265 section 5.4). */
function joined(headers: readonly Header[]): readonly Header[] {
  const byName = new Map<string, Header>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const before = byName.get(lower)
    const between = { kind: 'text', text: lower === 'cookie' ? '; ' : ', ' } as const
    byName.set(
      lower,
      before === undefined ? [name, value] : [before[0], [...before[1], between, ...value]],
    )
  }
  return [...byName.values()]
}
