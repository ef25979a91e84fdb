/** Finds where a session's server publishes its keys. The token itself is never asked (threat model, T77). */
import { type Problem, Refusal } from '../problem.ts'
import type { Exchange, Session } from '../session.ts'
import { rfc } from '../source.ts'
import { expectationsOf, metadataIn, recordIn, textIn } from './expectations.ts'
import type { Note } from './shapes.ts'

export interface JwksLocation {
  readonly url: string
  /** One sentence: how this is known. */
  readonly why: string
  readonly notes: readonly Note[]
}

export function jwksLocation(session: Session): JwksLocation | undefined {
  const { issuer } = expectationsOf(session)
  const newest = session.exchanges.toReversed()
  const known = session.values['jwks_uri'] ?? ''
  const guesses = [(one: Exchange) => fetched(one, known), announced, beside].flatMap((guess) =>
    newest.map(guess),
  )
  const typed = guessOf(session.values['jwks_uri'], 'The walk names it (jwks_uri).')
  for (const guess of [...guesses, typed]) {
    if (guess === undefined) continue
    const judged = jwksAddress(guess.url, issuer)
    if (judged.kind === 'address') return { url: judged.url, why: guess.why, notes: judged.notes }
  }
  return undefined
}

interface Guess {
  readonly url: string
  readonly why: string
}

const guessOf = (url: string | undefined, why: string): Guess | undefined =>
  url === undefined || url === '' ? undefined : { url, why }

/** A step of the walk asked for the keys already; an API whose answer has `keys` in it is not their place. */
function fetched(exchange: Exchange, known: string): Guess | undefined {
  if (exchange.outcome.kind !== 'accepted') return undefined
  if (known !== '' && exchange.built.url !== known) return undefined
  return Array.isArray(recordIn(exchange, 'keys')?.['keys'])
    ? guessOf(exchange.sent.url, 'The walk fetched the keys of its server from there.')
    : undefined
}

const announced = (exchange: Exchange): Guess | undefined =>
  guessOf(
    textIn(metadataIn(exchange), 'jwks_uri'),
    'The metadata of the walk’s server names it (jwks_uri).',
  )

/** Azure AD B2C and Entra ID keep both under one base, policy included. */
function beside({ sent, outcome }: Exchange): Guess | undefined {
  const base = /^(https?:\/\/[^?#]+)\/oauth2\/v2\.0\/token(?:\?[^#]*)?$/.exec(sent.url)?.[1]
  if (base === undefined || outcome.kind !== 'accepted') return undefined
  return guessOf(
    `${base}/discovery/v2.0/keys`,
    'Azure AD B2C publishes the keys of a policy beside its token endpoint, which the walk used.',
  )
}

export type JwksAddress =
  | { readonly kind: 'address'; readonly url: string; readonly notes: readonly Note[] }
  | { readonly kind: 'problem'; readonly problem: Problem }

/** Whether keys may be fetched from an address, and what to say before it is done (threat model, T60). */
export function jwksAddress(text: string, issuer?: string): JwksAddress {
  try {
    const url = checked(text.trim())
    return { kind: 'address', url: url.href, notes: originNotes(url, issuer) }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { kind: 'problem', problem: thrown.problem }
  }
}

const loopback = ['localhost', '127.0.0.1', '[::1]']

function checked(text: string): URL {
  const refuse = (means: string) =>
    new Refusal({
      kind: 'bad_input',
      code: 'jwks_uri_invalid',
      means,
      remedy: 'Type the https address of the key set, as the server’s documents name it.',
      source: rfc(8414, '2'),
    })
  if (!URL.canParse(text)) throw refuse('This is not an address.')
  const url = new URL(text)
  const plain = url.protocol === 'http:' && loopback.includes(url.hostname)
  if (url.protocol !== 'https:' && !plain)
    throw refuse('Keys are fetched over https only: anyone on the way could replace them.')
  if (url.username !== '' || url.password !== '')
    throw refuse('The address holds a user name or a password; key sets are public.')
  if (url.hash !== '') throw refuse('The address has a fragment (#), which no server gets to see.')
  return url
}

function originNotes(url: URL, issuer: string | undefined): readonly Note[] {
  if (issuer === undefined || !URL.canParse(issuer)) return []
  const { origin } = new URL(issuer)
  if (origin === url.origin) return []
  return [
    {
      code: 'jwks_cross_origin',
      tone: 'warning',
      text: `The keys are at ${url.host}, the issuer is ${new URL(issuer).host}. That is allowed; be sure that both belong together.`,
      rule: rfc(8414, '2'),
    },
  ]
}
