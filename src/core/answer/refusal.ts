/** An answer that says no, as a problem: in the server's words, with its likely cause and a way on. */
import type { HttpResponse } from '../http.ts'
import { type Problem, type ProblemKind, Refusal } from '../problem.ts'
import type { Pitfall } from '../vendor.ts'
import { byCode, byStatus, type Cause } from './causes.ts'
import { isRecord, type JsonRecord, type JsonValue, member, readJson } from './json.ts'
import { type Rate, rateOf } from './rate.ts'
import { type Shape, type Words, wordsOf } from './words.ts'

interface Verdict {
  readonly kind: ProblemKind
  readonly code: string
}

/** Never throws: whatever came, there is something true to say about it. */
export function refusalOf(response: HttpResponse, pitfalls: readonly Pitfall[] = []): Problem {
  const words = wordsOf(response)
  const verdict = verdictOf(response, words)
  if ('means' in verdict) return { ...verdict, ...saidOf(words) }
  const known = pitfalls.find((pitfall) => matches(pitfall, response, words))
  const standard = causeOf(response, verdict, words)
  const told = known === undefined ? standard : { means: known.cause, remedy: known.remedy }
  return { ...verdict, ...saidOf(words), ...timed(told, response) }
}

const saidOf = ({ said }: Words): { readonly said?: string } => (said === '' ? {} : { said })

function matches(pitfall: Pitfall, { status }: HttpResponse, words: Words): boolean {
  if (pitfall.status === undefined && pitfall.says === undefined) return false
  const heard = `${words.error ?? ''} ${words.said}`.toLowerCase()
  return (
    (pitfall.status === undefined || pitfall.status === status) &&
    (pitfall.says === undefined || hears(heard, pitfall.says.toLowerCase()))
  )
}

/** `invalid_client_metadata` does not say `invalid_client`: a code is heard as a whole word. */
const hears = (heard: string, says: string): boolean =>
  /^[a-z]+(?:_[a-z]+)+$/.test(says) ? heard.split(/\W+/).includes(says) : heard.includes(says)

function verdictOf(response: HttpResponse, words: Words): Verdict | Problem {
  const { status } = response
  const ofStatus = statusCode(status)
  if (status === 429) return { kind: 'vendor_error', code: ofStatus }
  const broken = status < 500 ? brokenJson(response) : undefined
  if (broken !== undefined) return broken
  if (words.shape === 'oauth' || words.shape === 'challenge')
    return { kind: 'oauth_error', code: words.error ?? ofStatus }
  if (status >= 400 || words.shape !== 'html') return vendorVerdict(response, words)
  return { kind: 'malformed_response', code: 'html_instead_of_json' }
}

const statusCode = (status: number): string =>
  byStatus[status]?.code ?? (status >= 500 ? 'server_error' : `status_${status}`)

/** A body that means to be JSON and cannot be read as it, or whose `error` cannot be one. */
function brokenJson(response: HttpResponse): Problem | Verdict | undefined {
  const value = jsonOf(response)
  if (value instanceof Refusal) {
    const starts = /^\uFEFF?\s*[{[]/.test(
      response.body.encoding === 'utf8' ? response.body.data : '{',
    )
    return starts && value.problem.code !== 'html_instead_of_json' ? value.problem : undefined
  }
  const error = isRecord(value) ? member(value, 'error') : undefined
  const wrong =
    error !== undefined && error !== null && typeof error !== 'string' && !isRecord(error)
  return wrong ? { kind: 'malformed_response', code: 'error_type' } : undefined
}

function jsonOf(response: HttpResponse): JsonValue | Refusal {
  try {
    return readJson(response)
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown
    throw thrown
  }
}

/** Codes for the shapes that carry none of their own; gateways answer 400 with a bare `message`. */
const ofShape: Partial<Record<Shape, string>> = { message: 'message', problem: 'problem_details' }

function vendorVerdict(response: HttpResponse, words: Words): Verdict {
  const { status } = response
  const kind = 'vendor_error'
  if (status < 400) {
    const value = jsonOf(response)
    if (!(value instanceof Refusal) && saysNo(value)) return { kind, code: 'status_false' }
    if (words.shape === 'named' || words.shape === 'service')
      return { kind, code: words.error ?? statusCode(status) }
    const redirect = status >= 300 // followed by nobody: credentials would travel along
    return {
      kind: 'malformed_response',
      code: redirect ? 'unexpected_redirect' : 'unexpected_answer',
    }
  }
  const own = words.shape === 'named' ? nameOf(words) : words.error
  const generic = status === 400 || words.shape === 'problem' ? ofShape[words.shape] : undefined
  return { kind, code: own ?? generic ?? statusCode(status) }
}

/** Arm's `errorCode` repeats the status, which says less than our own word for it. */
const nameOf = ({ error }: Words): string | undefined =>
  error === undefined || /^\d+$/.test(error) ? undefined : error

/** Aruba says `"status": false` under 200 as well (vendor notes, 5.1.3). */
export const saysNo = (value: JsonValue): value is JsonRecord =>
  isRecord(value) && member(value, 'status') === false

type Told = Pick<Problem, 'means' | 'remedy' | 'source'>

function causeOf({ status }: HttpResponse, { kind, code }: Verdict, { error }: Words): Told {
  const name = kind === 'oauth_error' ? (error ?? code) : code
  const standard: Cause | undefined = Object.hasOwn(byCode, name) ? byCode[name] : byStatus[status]
  if (standard !== undefined) {
    const { means, remedy, source } = standard
    return { means, remedy, source }
  }
  return odd(status, code)
}

/** What no table names. */
function odd(status: number, code: string): Told {
  const lookAt = 'Read what the server said below, and compare the request with this step.'
  if (code === 'error_type')
    return {
      means: 'The answer has an error that is not a text, so it names nothing.',
      remedy: lookAt,
    }
  if (code === 'html_instead_of_json')
    return {
      means: 'The server answered with a web page where JSON belongs.',
      remedy: 'Check the address. A login wall, a firewall or a wrong path answers like this.',
    }
  if (code === 'status_false')
    return { means: 'The server answered 200, and in the body that it failed.', remedy: lookAt }
  if (status >= 300 && status < 400)
    return {
      means: `The server answered ${status}, a redirect, which is not followed here.`,
      remedy:
        'Look at the Location header: it often leads to a login page or to the right address.',
    }
  return {
    means: `The server answered ${status} with something this step does not know.`,
    remedy: lookAt,
  }
}

/** A wait is part of the answer: which header said so, and how long. */
function timed(told: Told, response: HttpResponse): Told {
  const rate = response.status === 429 || response.status === 503 ? rateOf(response) : undefined
  if (rate === undefined) return told
  const parts = [told.means, waitSentence(rate), leftSentence(rate)]
  const remedy =
    rate.retryAfterSeconds === undefined
      ? told.remedy
      : `Wait ${inWords(rate.retryAfterSeconds)}, then send it again; nothing is sent by itself.`
  return { ...told, means: parts.filter((part) => part !== '').join(' '), remedy }
}

const inWords = (seconds: number): string =>
  seconds >= 3_600 ? 'an hour or more' : `${seconds} second${seconds === 1 ? '' : 's'}`

const waitSentence = ({ retryAfterSeconds, retryHeader }: Rate): string =>
  retryAfterSeconds === undefined || retryHeader === undefined
    ? ''
    : `${retryHeader} asks to wait ${inWords(retryAfterSeconds)}.`

function leftSentence({ limit, remaining, window, countHeader = '' }: Rate): string {
  const per = window === undefined ? '' : ` per ${window}`
  if (remaining !== undefined)
    return `${countHeader} says that ${remaining}${limit === undefined ? '' : ` of ${limit}`}${per} are left.`
  return limit === undefined ? '' : `${countHeader} says that ${limit}${per} are allowed.`
}
