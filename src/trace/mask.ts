/** Text cut where secrets stand in it, so that a screen can hide them and a script can name them. */
import { bytesOf, type HttpRequest, textOf } from '../core/http.ts'
import type { Secret } from './secrets.ts'
import { type Form, type Needle, needlesOf } from './writings.ts'

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
  /** Where the body is not text: its bytes, one sign for each (U+0000 to U+00FF). */
  readonly binary?: Masked
}

/** Only `mask` and `unmask` make one; an exporter takes nothing else. */
export type MaskedRequest = Cut & { readonly [masked]: true }

/** The same list of secrets is looked for in many texts. */
const prepared = new WeakMap<readonly Secret[], readonly Needle[]>()

/** Longest first: it wins where two overlap. */
function allNeedles(secrets: readonly Secret[]): readonly Needle[] {
  const known = prepared.get(secrets)
  if (known !== undefined) return known
  const needles = secrets.flatMap(needlesOf).sort((a, b) => b.text.length - a.text.length)
  prepared.set(secrets, needles)
  return needles
}

interface Hit {
  readonly from: number
  readonly to: number
  readonly needle: Needle
}

function* occurrences(text: string, needle: Needle): Generator<Hit> {
  const { lead, followed } = needle
  const whole = lead + needle.text
  for (let at = text.indexOf(whole); at >= 0; at = text.indexOf(whole, at + 1)) {
    const from = at + lead.length
    const to = at + whole.length
    if (followed === undefined || to === text.length || followed.test(text.charAt(to)))
      yield { from, to, needle }
  }
}

/** What of a hit is not covered yet; it is covered after. */
function* uncovered({ from, to, needle }: Hit, covered: Uint8Array): Generator<Hit> {
  let start = from
  for (let at = from; at <= to; at += 1) {
    if (at < to && covered[at] === 0) continue
    if (at > start) yield { from: start, to: at, needle }
    start = at + 1
  }
  covered.fill(1, from, to)
}

/** A long text is searched only for what begins with four signs that stand in it: most needles do not. */
export function gramsOf(text: string): (needle: Needle) => boolean {
  if (text.length < 512) return () => true
  const grams = new Set<string>()
  for (let at = 0; at + 4 <= text.length; at += 1) grams.add(text.slice(at, at + 4))
  return ({ lead, text: wanted }) => {
    const begin = (lead + wanted).slice(0, 4)
    return begin.length < 4 || grams.has(begin)
  }
}

/** Every sign of every secret is covered, also where two secrets overlap. */
function hitsIn(text: string, needles: readonly Needle[]): readonly Hit[] {
  const hits: Hit[] = []
  let covered: Uint8Array | undefined
  const mayHold = gramsOf(text)
  for (const needle of needles.filter(mayHold))
    for (const hit of occurrences(text, needle)) {
      covered ??= new Uint8Array(text.length)
      hits.push(...uncovered(hit, covered))
    }
  return hits.sort((a, b) => a.from - b.from)
}

/** Cuts a text at its secrets. */
export const segmentsOf = (text: string, secrets: readonly Secret[]): Masked =>
  cutAt(text, allNeedles(secrets))

/** The bytes of a text, a sign for each. */
const byteSigns = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/** In bytes a secret is found as the bytes it is written with; each byte is one sign of the result. */
export function segmentsOfBytes(bytes: Uint8Array, secrets: readonly Secret[]): Masked {
  const encoded = (text: string) => byteSigns(new TextEncoder().encode(text))
  const needles = allNeedles(secrets).map((needle) => ({
    ...needle,
    text: encoded(needle.text),
    lead: encoded(needle.lead),
  }))
  return cutAt(byteSigns(bytes), needles)
}

function cutAt(text: string, needles: readonly Needle[]): Masked {
  const segments: Segment[] = []
  let end = 0
  for (const { from, to, needle } of hitsIn(text, needles)) {
    if (from > end) segments.push({ kind: 'text', text: text.slice(end, from) })
    const written = text.slice(from, to)
    const form = written === needle.text ? needle.form : 'part'
    segments.push({ kind: 'secret', text: written, secret: needle.secret, form })
    end = to
  }
  if (end < text.length) segments.push({ kind: 'text', text: text.slice(end) })
  return segments
}

/** A request with its secrets cut out of every part. */
export function mask(request: HttpRequest, secrets: readonly Secret[]): MaskedRequest {
  const cut: Cut = {
    method: request.method,
    url: segmentsOf(request.url, secrets),
    headers: request.headers.map(([name, value]) => [name, segmentsOf(value, secrets)] as const),
    ...(request.body === undefined ? {} : { body: segmentsOf(textOf(request), secrets) }),
    ...(request.body?.encoding === 'base64'
      ? { binary: segmentsOfBytes(bytesOf(request.body), secrets) }
      : {}),
  }
  return cut as MaskedRequest
}

/** On purpose, and only after the person asked for it: the request with its secrets in it. */
export const unmask = (request: HttpRequest): MaskedRequest => mask(request, [])

/** The secrets that stand in a masked request, each way of writing once. */
export function standingIn(request: MaskedRequest): readonly (Segment & { kind: 'secret' })[] {
  const all = [request.url, ...request.headers.map(([, value]) => value), request.body ?? []].flat()
  const seen = new Map<string, Segment & { kind: 'secret' }>()
  for (const segment of all)
    if (segment.kind === 'secret' && !seen.has(segment.text)) seen.set(segment.text, segment)
  return [...seen.values()]
}
