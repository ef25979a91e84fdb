/** A HAR 1.2 file, as Chrome, Firefox and Safari write it: its exchanges, and a draft for each request. */
import type { Draft } from '../draft/draft.ts'
import { literal } from '../draft/variables.ts'
import { type HttpRequest, type HttpResponse, headerOf, textOf } from '../http.ts'
import { type Problem, Refusal } from '../problem.ts'
import {
  type ArrivalNote,
  type Arrived,
  badArrival,
  distinct,
  MOST_DRAFTS,
  type NewId,
  nameOf,
} from './arrived.ts'
import { textBody } from './form-text.ts'
import { requestIn, responseIn } from './har-messages.ts'
import {
  isList,
  isRecord,
  type JsonRecord,
  type JsonValue,
  listIn,
  member,
  readTree,
  recordIn,
  textIn,
} from './tree.ts'

/** One exchange that a browser recorded. */
export interface HarEntry {
  readonly request: HttpRequest
  /** Absent when nothing came back, or the browser kept nothing of it. */
  readonly response?: HttpResponse
  /** Unix milliseconds; 0 when the file does not tell. */
  readonly startedAt: number
  /** How long it took, in milliseconds. */
  readonly ms: number
  /** Where the browser came back to, in a file that left from here. */
  readonly callback?: string
}

export interface Har {
  readonly kind: 'har'
  readonly title: string
  readonly entries: readonly HarEntry[]
  readonly notes: readonly ArrivalNote[]
}

/** Larger than other files: every answer of a page stands in it. In UTF-16 units. */
export const MOST_HAR = 20 << 20
const MOST_ENTRIES = 5000

/** The exchanges of a HAR file, in the order of the file. */
export function readHarEntries(text: string): Har | { kind: 'problem'; problem: Problem } {
  try {
    if (text.length > MOST_HAR)
      throw new Refusal({
        kind: 'limit_reached',
        code: 'too_large',
        means: `The HAR file is larger than ${MOST_HAR >> 20} MiB, the most that is read here.`,
        remedy: 'Record again with only the sign-in in it, or save it without content.',
      })
    return harOf(readTree(text))
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'problem', problem: thrown.problem }
    throw thrown
  }
}

export function readHar(text: string, id: NewId): Arrived {
  const har = readHarEntries(text)
  return har.kind === 'problem' ? har : draftsOf(har, id)
}

export function isHar(tree: JsonValue): boolean {
  const log = isRecord(tree) ? recordIn(tree, 'log') : undefined
  return log !== undefined && isList(member(log, 'entries'))
}

/** @throws Refusal */
export function harOf(tree: JsonValue): Har {
  const log = isRecord(tree) ? recordIn(tree, 'log') : undefined
  if (log === undefined || !isHar(tree))
    throw badArrival(
      'format',
      'This is no HAR file: it has no log with entries.',
      'Save it from the network panel of the browser, as “HAR with content”.',
    )
  const listed = listIn(log, 'entries')
  if (listed.length === 0)
    throw badArrival(
      'har_empty',
      'The HAR file holds no request.',
      'Open the network panel first, repeat what you did, and save it then.',
    )
  const read = listed.slice(0, MOST_ENTRIES).map(entryOf)
  const entries = read.filter((one) => one !== undefined)
  const notes = [...skipped(listed.length, read.length, entries.length), ...missingIn(entries)]
  return { kind: 'har', title: titleOf(log), entries, notes }
}

function titleOf(log: JsonRecord): string {
  const [page] = listIn(log, 'pages')
  const title = isRecord(page) ? (textIn(page, 'title') ?? '') : ''
  const creator = recordIn(log, 'browser') ?? recordIn(log, 'creator')
  const name = (creator === undefined ? undefined : textIn(creator, 'name')) ?? 'a browser'
  return (title === '' ? `Recorded by ${name}` : title).slice(0, 120)
}

function entryOf(value: JsonValue): HarEntry | undefined {
  if (!isRecord(value)) return undefined
  const request = requestIn(recordIn(value, 'request'))
  if (request === undefined) return undefined
  const response = responseIn(recordIn(value, 'response'))
  const started = Date.parse(textIn(value, 'startedDateTime') ?? '')
  const time = member(value, 'time')
  const own = recordIn(value, '_grantwalk')
  const callback = own === undefined ? undefined : textIn(own, 'callback')
  return {
    request,
    ...(response === undefined ? {} : { response }),
    startedAt: Number.isFinite(started) && started > 0 ? started : 0,
    ms: typeof time === 'number' && time > 0 ? Math.min(time, 86_400_000) : 0,
    ...(callback !== undefined && isWeb(callback) ? { callback } : {}),
  }
}

const isWeb = (url: string): boolean =>
  url.length <= 65_536 && /^https?:\/\//i.test(url) && URL.canParse(url)

function skipped(all: number, read: number, taken: number): readonly ArrivalNote[] {
  const notes: ArrivalNote[] = []
  if (all > read)
    notes.push({ code: 'too_many', text: `Only the first ${read} of ${all} entries were read.` })
  if (read > taken)
    notes.push({
      code: 'entries_left_out',
      text: `${read - taken} entries were left out: they are no http or https requests, or are broken.`,
    })
  return notes
}

/** Browsers leave out what opens something unless they are asked not to. */
function missingIn(entries: readonly HarEntry[]): readonly ArrivalNote[] {
  const bare = entries.every(
    ({ request, response }) =>
      headerOf(request, 'cookie') === undefined &&
      headerOf(request, 'authorization') === undefined &&
      (response === undefined || headerOf(response, 'set-cookie') === undefined),
  )
  const text =
    'No Cookie and no Authorization header stands in the file: the browser has left such headers out.'
  return bare && entries.length > 0 ? [{ code: 'har_sanitized', text }] : []
}

/** What belongs to a connection, or what a browser says of itself with every request. */
const OWN =
  /^(?::.*|host|connection|content-length|accept-encoding|transfer-encoding|upgrade-insecure-requests|te|keep-alive|proxy-.*|priority|sec-.*)$/i

export function draftsOf(har: Har, id: NewId): Arrived {
  const drafts = har.entries.slice(0, MOST_DRAFTS).map(({ request }) => draftOf(request, id()))
  const rest = har.entries.length - drafts.length
  const more = { code: 'too_many', text: `${rest} more requests are in the file.` }
  return {
    kind: 'drafts',
    title: har.title,
    drafts,
    variables: [],
    notes: distinct(rest > 0 ? [...har.notes, more] : har.notes),
  }
}

function draftOf(request: HttpRequest, id: string): Draft {
  const headers = request.headers
    .filter(([name]) => !OWN.test(name))
    .map(([name, value]) => ({ name: literal(name), value: literal(value), on: true }))
  const type = headerOf(request, 'content-type') ?? ''
  return {
    id,
    name: nameOf(request.method, request.url),
    method: request.method,
    url: literal(request.url),
    query: [],
    headers,
    body:
      request.body === undefined
        ? { kind: 'none' }
        : request.body.encoding === 'base64'
          ? { kind: 'file', file: { name: 'body', type, data: request.body.data } }
          : textBody(literal(textOf(request)), type),
    authorization: { kind: 'none' },
    route: 'relay',
    origin: 'From a HAR file.',
  }
}
