/** What a recording of a sign-in shows and what it lacks, in words: half a case is only useful when one knows which half. */
import { textOf } from '../http.ts'
import { type ArrivalNote, nameOf } from './arrived.ts'
import type { Reading } from './best-flow.ts'
import type { HarEntry } from './har.ts'
import type { Found, Journey } from './stitch.ts'

export function journeyNotes(reading: Reading, journey: Journey): readonly ArrivalNote[] {
  const { flow } = reading
  const redirects = flow.steps.some(({ kind }) => kind === 'redirect')
  const has = (role: Found['role']) => journey.some((hop) => hop.role === role)
  const came = journey.some(({ back }) => back !== undefined)
  const notes: ArrivalNote[] = []
  notes.push(...guessedAddress(reading))
  if (redirects && !has('authorize')) notes.push(noAuthorization)
  if (redirects && has('authorize') && !came) notes.push(noCallback)
  if (!has('token') && flow.steps.some(givesTokens)) notes.push(noTokenRequest)
  const rest = reading.rest.filter(({ role }) => role !== 'callback')
  if (rest.length > 0) notes.push(notInFlow(rest))
  return notes
}

const givesTokens = ({ kind, gives }: Reading['flow']['steps'][number]): boolean =>
  kind === 'request' && gives.includes('access_token')

/** Where only the paths tell whose server it is. */
export function guessedAddress({ place, told: [first] }: Reading): readonly ArrivalNote[] {
  if (!place.guessed || first === undefined) return []
  const { host } = new URL(first.hop.entry.request.url)
  const text = `${host} is taken for ${place.vendor.profile.name}, because its paths are the same. Nothing else says so.`
  return [{ code: 'vendor_guessed', text }]
}

const noAuthorization: ArrivalNote = {
  code: 'no_authorization_request',
  text: 'The way to the login page is not in this file: the recording began later, or in another tab.',
}

const noCallback: ArrivalNote = {
  code: 'no_callback',
  text: 'The browser’s return from the login page is not in this file: the sign-in stopped there, or the recording did.',
}

const noTokenRequest: ArrivalNote = {
  code: 'no_token_request',
  text: 'There is no token request in this file. Most likely a server made it, where no browser sees it.',
}

function notInFlow(rest: readonly Found[]): ArrivalNote {
  const names = [
    ...new Set(rest.map(({ entry: { request } }) => nameOf(request.method, request.url))),
  ]
  const more = names.length > 5 ? `, and ${names.length - 5} more` : ''
  return {
    code: 'not_in_flow',
    text: `Left out, because no step of this walk sends such a request: ${names.slice(0, 5).join(', ')}${more}.`,
  }
}

/** Of the file as a whole. */
export function fileNotes(entries: readonly HarEntry[], hops: number): readonly ArrivalNote[] {
  const answered = entries.flatMap(({ response }) => (response === undefined ? [] : [response]))
  const bare = answered.length > 0 && answered.every((response) => textOf(response) === '')
  return [
    {
      code: 'hops_found',
      text: `${hops} of ${entries.length} requests in the file belong to a sign-in, or show its token.`,
    },
    ...(bare ? [noBodies] : []),
  ]
}

const noBodies: ArrivalNote = {
  code: 'bodies_absent',
  text: 'No answer in this file has a body, so no token and no error text can be read. Safari often leaves them out; Chrome has “HAR with content”.',
}

export const tokensInside: ArrivalNote = {
  code: 'secrets_present',
  text: 'The file holds tokens or passwords in clear, and so does this walk. Revoke what is still alive when you are done.',
}
