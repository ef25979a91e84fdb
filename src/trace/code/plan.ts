/** What a program has to send: a request in which every secret is a variable, fitted to the client that sends it. */
import type { Masked, MaskedRequest } from '../mask.ts'
import { addressOf } from './address.ts'
import { type HeaderPlan, headersFor } from './headers.ts'
import { fromBytes, toBytes, type Variable, type Variables, variablesOf } from './variables.ts'

export type { Variable } from './variables.ts'

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }

export type Text = readonly Piece[]

export type BodyPiece = Piece | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }

/** A library or a tool, and what it does to a request on its own account. */
export interface Client {
  readonly name: string
  /** Signs it can write in a header: ASCII alone, or one byte for each up to U+00FF. */
  readonly signs: 'ascii' | 'latin1'
  /** It keeps one value for a name: several become one, as RFC 9110 section 5.3 allows. */
  readonly joins?: true
  /** In lower case: it refuses these, beside those every client writes by itself. */
  readonly refuses?: readonly string[]
  /** Methods it does not send at all, or not with a body. */
  readonly methods?: (method: string, body: boolean) => boolean
}

export interface Plan extends HeaderPlan {
  readonly method: string
  readonly url: Text
  /** The address as it will be sent, secrets and all: to be looked at, never to be written down. */
  readonly address: string
  readonly body?: readonly BodyPiece[]
}

export interface Program {
  readonly plans: readonly Plan[]
  readonly variables: readonly Variable[]
}

/** Why this client cannot send it; a sentence of ours, without a word of the request. */
export interface Refusal {
  readonly refused: string
}

export function programFor(requests: readonly MaskedRequest[], client: Client): Program | Refusal {
  const variables = variablesOf(requests)
  const plans: Plan[] = []
  for (const request of requests) {
    const plan = planFor(request, client, variables)
    if ('refused' in plan) return plan
    plans.push(plan)
  }
  const used = new Set(plans.flatMap(namesIn))
  return { plans, variables: [...variables.values()].filter(({ name }) => used.has(name)) }
}

/** A secret in a header that is left out need not be asked for. */
export const namesIn = ({ url, headers, body = [] }: Plan): readonly string[] =>
  [url, ...headers.map(([, value]) => value), body]
    .flat()
    .flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []))

function planFor(request: MaskedRequest, client: Client, variables: Variables): Plan | Refusal {
  const { method, body } = request
  const refused = (why: string): Refusal => ({ refused: why })
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) return refused('The method is no HTTP token.')
  const sends = body !== undefined && body.length > 0
  if (client.methods?.(method, sends) === false)
    return refused(
      sends ? `${client.name} sends no such method with a body.` : `${client.name} refuses it.`,
    )
  if (standsWithNul(request)) return refused('A secret holds a NUL, which no variable can carry.')
  const address = addressOf(request.url)
  if ('refused' in address) return address
  const pieces = (text: Masked) => piecesOf(text, variables)
  const headers = headersFor(request.headers, { client, pieces, host: address.host })
  if ('refused' in headers) return headers
  return {
    method,
    url: pieces(address.url),
    address: address.whole,
    ...headers,
    ...(body === undefined ? {} : { body: bodyFor(request, variables) }),
  }
}

const standsWithNul = ({ url, headers, body = [], binary = body }: MaskedRequest): boolean =>
  [url, ...headers.map(([, value]) => value), binary]
    .flat()
    .some(({ kind, text }) => kind === 'secret' && text.includes('\0'))

/** Half a surrogate pair travels as U+FFFD, whoever sends it. */
export const wellFormed = (text: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))

/** Neighbouring texts become one: half a pair on either side of a seam is a whole one. */
export function piecesOf(text: Masked, variables: Variables): Text {
  const pieces: Piece[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') pieces.push({ kind: 'text', text: wellFormed(plain) })
    plain = ''
  }
  for (const segment of text) {
    const found = segment.kind === 'secret' ? variables.get(segment.text) : undefined
    if (found === undefined) plain += segment.text
    else {
      flush()
      pieces.push({ kind: 'variable', name: found.name })
    }
  }
  flush()
  return pieces
}

function bodyFor({ body = [], binary }: MaskedRequest, variables: Variables): readonly BodyPiece[] {
  if (binary === undefined) return piecesOf(body, variables)
  return binary.map((segment): BodyPiece => {
    const name = variables.get(fromBytes(segment.text))?.name
    return segment.kind === 'secret' && name !== undefined
      ? { kind: 'variable', name }
      : { kind: 'bytes', bytes: toBytes(segment.text) }
  })
}

/** A body all of whose pieces can be written as text; `undefined` where one is bytes. */
export function textOfBody(body: readonly BodyPiece[]): Text | undefined {
  const pieces = body.filter((piece) => piece.kind !== 'bytes')
  return pieces.length === body.length ? pieces : undefined
}
