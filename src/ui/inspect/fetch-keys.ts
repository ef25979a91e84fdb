/** Asks a server for its key set, through the relay, when a person has confirmed the address. */
import { type HttpRequest, textOf } from '../../core/http.ts'
import type { Problem } from '../../core/problem.ts'
import type { Send } from '../../core/run.ts'
import { readJwks } from '../../core/token/jwks.ts'
import type { KeyReading } from '../../core/token/keys.ts'

/** Nothing of the token goes along: no credentials, no parameter, no name. */
const requestFor = (url: string): HttpRequest => ({
  method: 'GET',
  url,
  headers: [['accept', 'application/jwk-set+json, application/json']],
})

const unexpected = (status: number): Problem => ({
  kind: 'malformed_response',
  code: 'jwks_status',
  means: `The server answered ${status} instead of a key set.`,
  remedy: 'Check the address. The server’s metadata names it as jwks_uri.',
})

/** `elsewhere`: the address answered with metadata, which names another one; that is asked only when confirmed, too. */
export type Fetched = KeyReading | { readonly kind: 'elsewhere'; readonly url: string }

export async function fetchKeys(send: Send, url: string, signal: AbortSignal): Promise<Fetched> {
  const answer = await send(requestFor(url), signal)
  if (answer.kind === 'failed') return { kind: 'problem', problem: answer.problem }
  const { status } = answer.response
  if (status !== 200) return { kind: 'problem', problem: unexpected(status) }
  const text = textOf(answer.response)
  const elsewhere = namedIn(text)
  return elsewhere === undefined || elsewhere === url
    ? await readJwks(text, { published: true })
    : { kind: 'elsewhere', url: elsewhere }
}

/** RFC 8414 and OpenID Connect Discovery: metadata names where the keys are. A key set names its keys. */
function namedIn(text: string): string | undefined {
  if (text.length > MOST_METADATA) return undefined
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || 'keys' in read) return undefined
    return 'jwks_uri' in read && typeof read.jwks_uri === 'string' ? read.jwks_uri : undefined
  } catch {
    return undefined
  }
}

const MOST_METADATA = 1 << 18
