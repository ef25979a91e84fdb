/** What a program asks for before it sends: one variable for each secret and way of writing it. */
import { type Masked, type MaskedRequest, type Segment, standingIn } from '../mask.ts'
import { variable } from '../shell.ts'
import type { Form } from '../writings.ts'

export interface Variable {
  readonly name: string
  /** How the value must be written, as the end of a sentence: `, URL-encoded`. */
  readonly manner: string
}

/** By the text that stands in the request. */
export type Variables = ReadonlyMap<string, Variable>

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

/** `CLIENT_SECRET`, `CLIENT_SECRET_ENCODED`. Several requests share what they have in common. */
export function variablesOf(requests: readonly MaskedRequest[]): Variables {
  const variables = new Map<string, Variable>()
  const used = new Set<string>()
  for (const { text, secret, form } of requests.flatMap(secretsIn)) {
    if (variables.has(text)) continue
    const stem = form === 'raw' ? variable(secret.name) : variable(`${secret.name}_${form}`)
    let name = stem
    for (let n = 2; used.has(name); n += 1) name = `${stem}_${n}`
    used.add(name)
    variables.set(text, { name, manner: manners[form] })
  }
  return variables
}

export type SecretSegment = Segment & { readonly kind: 'secret' }

/** In a body of bytes, what counts is how the bytes are cut, not the text they look like. */
export function secretsIn(request: MaskedRequest): readonly SecretSegment[] {
  const { binary, ...rest } = request
  if (binary === undefined) return standingIn(request)
  const body = inText(binary)
  return standingIn({ ...rest, body })
}

const inText = (binary: Masked): Masked =>
  binary.map((segment) => ({ ...segment, text: fromBytes(segment.text) }))

/** The text that the bytes are, each a sign. */
export const fromBytes = (signs: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(toBytes(signs))

export const toBytes = (signs: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
