/** A request to a token endpoint, read as what it says: its grant, its client and its parameters. */
import type { Masked, MaskedRequest, Segment } from '../mask.ts'

export interface TokenCall {
  readonly grant: string
  /** Everything but `grant_type`, in order; secrets as they are before they are encoded. */
  readonly parameters: readonly (readonly [name: string, value: Masked])[]
}

const text = (masked: Masked): string => masked.map((segment) => segment.text).join('')

/** Nothing where the library could not say the same: another type, a name twice, an encoding that is not a form's. */
export function tokenCallOf({
  method,
  headers,
  body,
  binary,
}: MaskedRequest): TokenCall | undefined {
  if (method !== 'POST' || body === undefined || binary !== undefined) return undefined
  const types = headers.filter(([name]) => name.toLowerCase() === 'content-type')
  const isForm = types.every(([, value]) =>
    /^application\/x-www-form-urlencoded *(?:;|$)/i.test(text(value)),
  )
  const pairs = pairsOf(body)
  if (types.length !== 1 || !isForm || pairs === undefined) return undefined
  const names = pairs.map(([name]) => name)
  const grants = pairs.find(([name]) => name === 'grant_type')?.[1] ?? []
  const grant = text(grants)
  if (new Set(names).size !== names.length || grant === '') return undefined
  if (grants.some(({ kind }) => kind === 'secret')) return undefined
  return { grant, parameters: pairs.filter(([name]) => name !== 'grant_type') }
}

type Pair = readonly [name: string, value: Masked]

function pairsOf(body: Masked): readonly Pair[] | undefined {
  const pairs: Pair[] = []
  for (const raw of splitAt('&', body)) {
    if (raw.length === 0) continue
    const [name = [], ...rest] = splitAt('=', raw)
    const value = decoded(withEquals(rest))
    const plain = decoded(name)
    if (value === undefined || plain === undefined) return undefined
    if (plain.some(({ kind }) => kind === 'secret')) return undefined
    pairs.push([text(plain), value])
  }
  return pairs
}

const equals: Segment = { kind: 'text', text: '=' }

const withEquals = (parts: readonly Masked[]): Masked =>
  parts.flatMap((part, at) => (at === 0 ? part : [equals, ...part]))

/** Cut at a sign, where it stands in the open. */
function splitAt(sign: string, whole: Masked): readonly Masked[] {
  const parts: Segment[][] = [[]]
  for (const segment of whole) {
    if (segment.kind === 'secret') {
      parts.at(-1)?.push(segment)
      continue
    }
    segment.text.split(sign).forEach((part, at) => {
      if (at > 0) parts.push([])
      if (part !== '') parts.at(-1)?.push({ kind: 'text', text: part })
    })
  }
  return parts
}

/** As it was before a form encoded it. */
function decoded(value: Masked): Masked | undefined {
  const out: Segment[] = []
  for (const segment of value) {
    const plain = formDecoded(segment.text)
    if (plain === undefined) return undefined
    if (segment.kind === 'text') out.push({ kind: 'text', text: plain })
    else if (plain === segment.text) out.push(segment)
    else if (plain === segment.secret.value) out.push({ ...segment, text: plain, form: 'raw' })
    else return undefined
  }
  return out
}

function formDecoded(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
