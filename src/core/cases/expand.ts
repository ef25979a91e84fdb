/** Test data only: turns the inputs of the case files, generators included, into answers as the relay gives them. */
import { bodyOf, type HeaderPairs, type HttpResponse } from '../http.ts'

/** A value too large to write down (threat model, b.4). */
interface Generator {
  readonly $gen: string
  readonly prefix?: string
  readonly unit?: string
  readonly open?: string
  readonly close?: string
  readonly suffix?: string
  readonly count?: number
  /** For headers: so many lines of it. */
  readonly times?: number
  readonly hex?: string
  readonly bytes?: number
}

type Text = string | Generator

export interface CaseInput {
  readonly status?: number
  readonly headers?: readonly (readonly Text[])[]
  readonly body?: Text
  /** The whole answer as bytes on the wire, instead of its parts. */
  readonly raw?: string
}

/** Stands for the relay's cap of 100 MiB, so that a test takes milliseconds. */
const MOST = 16 << 20

interface Expanded {
  readonly bytes: Uint8Array
  readonly cut: boolean
}

/** What a generator makes, as far as the cap lets it through. */
export function expand(text: Text): Expanded {
  if (typeof text === 'string') return { bytes: new TextEncoder().encode(text), cut: false }
  const { $gen, prefix = '', suffix = '', count = 0 } = text
  if ($gen === 'bytes') {
    const pairs = text.hex?.match(/../g) ?? []
    return { bytes: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)), cut: false }
  }
  if ($gen === 'gzip-zeros') return { bytes: new Uint8Array(MOST), cut: (text.bytes ?? 0) > MOST }
  if ($gen === 'nest') {
    const inner = (text.open ?? '').repeat(count) + (text.close ?? '').repeat(count)
    return expand(prefix + inner + suffix)
  }
  if ($gen !== 'repeat') throw new Error(`No generator is called ${$gen}.`)
  const unit = text.unit ?? ''
  const fits = Math.min(count, Math.floor(MOST / unit.length))
  const whole = fits === count
  return { bytes: expand(prefix + unit.repeat(fits) + (whole ? suffix : '')).bytes, cut: !whole }
}

const textOf = (text: Text): string => new TextDecoder().decode(expand(text).bytes)

export function responseOf(input: CaseInput): HttpResponse {
  if (input.raw !== undefined) return parsed(input.raw)
  const headers = (input.headers ?? []).flatMap(([name = '', value = '']) => {
    const times = typeof value === 'string' ? 1 : (value.times ?? 1)
    return Array.from({ length: times }, () => [textOf(name), textOf(value)] as const)
  })
  const { bytes, cut } = expand(input.body ?? '')
  return answer(input.status ?? 200, headers, bytes, cut)
}

const answer = (
  status: number,
  headers: HeaderPairs,
  bytes: Uint8Array,
  cut: boolean,
): HttpResponse => ({
  status,
  statusText: '',
  httpVersion: '1.1',
  headers,
  body: bodyOf(bytes),
  ...(cut ? { truncated: true } : {}),
})

/** Informational answers are skipped, as every client must (RFC 9110 section 15.2). */
function parsed(raw: string): HttpResponse {
  const end = raw.indexOf('\r\n\r\n')
  const [line = '', ...lines] = raw.slice(0, end).split('\r\n')
  const status = Number(line.split(' ')[1])
  const rest = raw.slice(end + 4)
  if (status < 200) return parsed(rest)
  const headers = lines.map((one) => {
    const at = one.indexOf(':')
    return [one.slice(0, at), one.slice(at + 1).trim()] as const
  })
  return answer(status, headers, new TextEncoder().encode(rest), false)
}
