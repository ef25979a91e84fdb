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

export async function fetchKeys(send: Send, url: string, signal: AbortSignal): Promise<KeyReading> {
  const answer = await send(requestFor(url), signal)
  if (answer.kind === 'failed') return { kind: 'problem', problem: answer.problem }
  const { status } = answer.response
  if (status !== 200) return { kind: 'problem', problem: unexpected(status) }
  return await readJwks(textOf(answer.response), { published: true })
}
