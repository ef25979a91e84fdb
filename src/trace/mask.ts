/** Text cut where secrets stand in it, so that a screen can hide them and a script can name them. */
import { type HttpRequest, textOf, toBase64 } from '../core/http.ts'
import type { Secret } from './secrets.ts'

/** How a secret is written at this place. */
export type Form = 'raw' | 'encoded' | 'base64'

export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly text: string; readonly secret: Secret; readonly form: Form }

export type Masked = readonly Segment[]

declare const masked: unique symbol

interface Cut {
  readonly method: string
  readonly url: Masked
  readonly headers: readonly (readonly [name: string, value: Masked])[]
  readonly body?: Masked
}

/** Only `mask` and `unmask` make one; an exporter takes nothing else. */
export type MaskedRequest = Cut & { readonly [masked]: true }

interface Needle {
  readonly text: string
  readonly secret: Secret
  readonly form: Form
}

/** Shorter values would mask ordinary words; they are found only behind their own name. */
const FINDABLE = 4

/** Every way a secret may be written in a message. */
function needlesOf(secret: Secret): readonly Needle[] {
  const { name, value } = secret
  if (value.length < FINDABLE)
    return [
      `${name}=${encodeURIComponent(value)}`,
      `"${name}":"${value}"`,
      `"${name}": "${value}"`,
    ].map((text): Needle => ({ text, secret, form: 'raw' }))
  const bytes = new TextEncoder().encode(value)
  const form = new URLSearchParams({ v: value }).toString().slice(2)
  const texts: readonly (readonly [string, Form])[] = [
    [value, 'raw'],
    [JSON.stringify(value).slice(1, -1), 'raw'],
    [encodeURIComponent(value), 'encoded'],
    [form, 'encoded'],
    [encodeURIComponent(encodeURIComponent(value)), 'encoded'],
    [toBase64(bytes), 'base64'],
    [toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), 'base64'],
  ]
  const seen = new Set<string>()
  return texts.flatMap(([text, written]): Needle[] => {
    if (seen.has(text)) return []
    seen.add(text)
    return [{ text, secret, form: written }]
  })
}

/** Cuts a text at its secrets; the longest match wins where two overlap. */
export function segmentsOf(text: string, secrets: readonly Secret[]): Masked {
  const needles = secrets.flatMap(needlesOf).sort((a, b) => b.text.length - a.text.length)
  const hits: { readonly at: number; readonly needle: Needle }[] = []
  const free = (at: number, length: number) =>
    hits.every((hit) => at + length <= hit.at || hit.at + hit.needle.text.length <= at)
  for (const needle of needles)
    for (let at = text.indexOf(needle.text); at >= 0; at = text.indexOf(needle.text, at + 1))
      if (free(at, needle.text.length)) hits.push({ at, needle })
  hits.sort((a, b) => a.at - b.at)
  const segments: Segment[] = []
  let from = 0
  for (const { at, needle } of hits) {
    if (at > from) segments.push({ kind: 'text', text: text.slice(from, at) })
    segments.push({ kind: 'secret', text: needle.text, secret: needle.secret, form: needle.form })
    from = at + needle.text.length
  }
  if (from < text.length) segments.push({ kind: 'text', text: text.slice(from) })
  return segments
}

/** A request with its secrets cut out of every part. */
export function mask(request: HttpRequest, secrets: readonly Secret[]): MaskedRequest {
  const cut: Cut = {
    method: request.method,
    url: segmentsOf(request.url, secrets),
    headers: request.headers.map(([name, value]) => [name, segmentsOf(value, secrets)] as const),
    ...(request.body === undefined ? {} : { body: segmentsOf(textOf(request), secrets) }),
  }
  return cut as MaskedRequest
}

/** On purpose, and only after the person asked for it: the request with its secrets in it. */
export const unmask = (request: HttpRequest): MaskedRequest => mask(request, [])

/** The secrets that stand in a masked request, each name and form once. */
export function standingIn(request: MaskedRequest): readonly (Segment & { kind: 'secret' })[] {
  const all = [request.url, ...request.headers.map(([, value]) => value), request.body ?? []].flat()
  const seen = new Map<string, Segment & { kind: 'secret' }>()
  for (const segment of all)
    if (segment.kind === 'secret') seen.set(`${segment.secret.value} ${segment.form}`, segment)
  return [...seen.values()]
}
