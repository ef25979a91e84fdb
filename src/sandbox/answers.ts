/** How an answer or a refusal is put on the wire: JSON, the server's own page, or a redirect. */
import type { HeaderPairs } from '../core/http.ts'
import type { Fault, Turn } from '../core/simulation.ts'
import type { FaultAnswer } from '../core/simulator.ts'
import { answerFor } from './faults.ts'
import { errorPage } from './pages.ts'
import { formPostPage } from './pages-openid.ts'
import { responseMode, signedPairs } from './response-mode.ts'

const jsonHeaders: HeaderPairs = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
]

export function headersFrom(...lists: readonly HeaderPairs[]): Headers {
  const headers = new Headers()
  for (const list of lists) for (const [name, value] of list) headers.append(name, value)
  return headers
}

export function json(turn: Turn, status: number, value: unknown, more: HeaderPairs = []): Response {
  const headers = headersFrom(turn.simulator.jsonHeaders ?? jsonHeaders, more)
  return new Response(JSON.stringify(value), { status, headers })
}

/** Sends the browser back with parameters, which stand where the request wants them. */
export async function sendBack(
  turn: Turn,
  redirect_uri: string,
  fields: Fields,
): Promise<Response> {
  const pairs = Object.entries({ ...fields, iss: issuerNamed(turn) })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)])
  const { place, signed } = responseMode(turn)
  const told = signed ? await signedPairs(turn, pairs) : pairs
  if (place === 'form_post') return formPostPage(turn, redirect_uri, told)
  const encoded = told
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const joint = place === 'fragment' ? '#' : redirect_uri.includes('?') ? '&' : '?'
  const status = turn.simulator.authorize?.redirectStatus ?? 302
  const headers = { Location: redirect_uri + joint + encoded, 'Cache-Control': 'no-store' }
  return new Response(null, { status, headers })
}

/** RFC 9207. */
function issuerNamed(turn: Turn): string | undefined {
  const iss = turn.simulator.authorize?.iss
  if (iss === false) return undefined
  return iss === undefined ? turn.place.base : iss(turn)
}

type Fields = Readonly<Record<string, unknown>>

/** The one place where a fault becomes a response. */
export async function refusal(turn: Turn, fault: Fault): Promise<Response> {
  const answer = answerFor(turn, fault)
  if (answer instanceof Response) return answer
  if (turn.manner === 'redirect' && turn.redirect_uri !== undefined && answer.stays !== true)
    return sendBack(turn, turn.redirect_uri, {
      error: answer.error,
      error_description: answer.error_description,
      state: turn.parameters.get('state'),
    })
  if (turn.manner !== 'json') return errorPage(turn, answer)
  return turn.simulator.refuse?.(answer, turn, fault) ?? standardRefusal(turn, answer)
}

function standardRefusal(turn: Turn, answer: FaultAnswer): Response {
  const { status, error, error_description, headers } = answer
  return json(turn, status, { error, error_description }, headers)
}
