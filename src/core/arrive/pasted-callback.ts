/** A pasted callback address: which walk waits for it, or what each part of it says. */
import { callbackParameters, type Pairs } from '../callback-parts.ts'
import { stateIn } from '../callback-state.ts'
import type { Pending } from '../session.ts'
import { answerIn } from './hop.ts'

/** A walk that left for a login page and has not come back. */
export interface Waiting {
  readonly id: string
  readonly name: string
  readonly pending: Pending
}

export interface CallbackParameter {
  readonly name: string
  readonly value: string
  readonly in: 'query' | 'fragment'
  readonly means: string
  /** Opens something, so it is covered until asked for. */
  readonly secret: boolean
}

export interface PastedCallback {
  readonly callback: string
  readonly parameters: readonly CallbackParameter[]
  /** The walk whose state this is. Its own strict reader judges the address. */
  readonly waiting?: { readonly id: string; readonly name: string }
}

const MOST = 65_536

/** An address with an authorization answer in it, and nothing else. */
export function isCallback(text: string): boolean {
  const url = text.trim()
  if (url.length > MOST || !/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url)) return false
  const answer = answerIn(url)
  if (answer.has('grant_type') || answer.has('response_type')) return false
  return ['code', 'error', 'access_token', 'id_token', 'response'].some((name) => answer.has(name))
}

export function readPasted(text: string, waiting: readonly Waiting[]): PastedCallback {
  const callback = text.trim()
  const { search, hash } = new URL(callback)
  const parameters = [
    ...explained([...new URLSearchParams(search)], 'query'),
    ...explained([...new URLSearchParams(hash.slice(1))], 'fragment'),
  ]
  const state = stateIn(callback) ?? ''
  // Without a state nothing ties an answer to a walk (RFC 6749 section 10.12).
  const one = waiting.find(({ pending }) => state !== '' && pending.state === state)
  const found = one === undefined ? {} : { waiting: { id: one.id, name: one.name } }
  return { callback, parameters, ...found }
}

const MOST_PARAMETERS = 100

const explained = (pairs: Pairs, place: 'query' | 'fragment'): readonly CallbackParameter[] =>
  pairs.slice(0, MOST_PARAMETERS).map(([name, value]) => ({
    ...{ name, value, in: place },
    means: Object.hasOwn(meanings, name)
      ? (meanings[name] ?? '')
      : 'Not a parameter that OAuth knows; a client ignores it (RFC 6749, 4.1.2).',
    secret: secrets.has(name) || !callbackParameters.includes(name),
  }))

const secrets = new Set(['code', 'access_token', 'id_token', 'response', 'session_state'])

const meanings: Readonly<Record<string, string>> = {
  code: 'The authorization code: good once, for minutes, and only for the client that asked for it.',
  state: 'What the request carried, sent back unchanged: it ties this answer to one walk.',
  iss: 'The server that answers, so that two servers cannot be mixed up (RFC 9207).',
  error: 'The server said no, and this is its reason in one word (RFC 6749, 4.1.2.1).',
  error_description: 'The server’s reason in its own words, meant for developers.',
  error_uri: 'A page about the error. Read it as what it is: an address somebody sent.',
  access_token: 'A token that opens the API, sent in the address itself: the implicit way.',
  token_type: 'How the token is shown to the API: nearly always Bearer.',
  expires_in: 'For how many seconds the token is good.',
  scope: 'What was granted, where that differs from what was asked for.',
  id_token: 'A signed statement about who signed in (OpenID Connect).',
  session_state: 'The state of the login at the server, for watching when it ends.',
  response: 'The whole answer in one signed token (JARM).',
}
