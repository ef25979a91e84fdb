/** The keys a walk may check signatures with: those it fetched from its server, and its client secret. */
import { textOf } from './http.ts'
import { Refusal } from './problem.ts'
import type { Exchange } from './session.ts'
import { recordIn } from './token/expectations.ts'
import { readJwks } from './token/jwks.ts'
import { isSymmetric } from './token/key-algorithms.ts'
import type { Key } from './token/key-shapes.ts'
import { readKeys } from './token/keys.ts'
import type { Context } from './vendor.ts'

type Known = Pick<Context, 'values' | 'exchanges'>

/**
 * `undefined` when the walk has none for this algorithm. Kept apart by kind, since a secret says
 * nothing about a signature made with a key of a pair, nor the other way round (RFC 8725 section 2.1).
 */
export async function walkKeys(
  { values, exchanges }: Known,
  alg: unknown,
): Promise<readonly Key[] | undefined> {
  if (typeof alg === 'string' && isSymmetric(alg)) {
    const secrets = await secretOf(values['client_secret'])
    if (secrets.length > 0) return secrets
  }
  const fetched = keySetIn(exchanges, values['jwks_uri'])
  return fetched === undefined ? undefined : await publishedIn(fetched)
}

/**
 * The exchange that brought the server's keys, the last of them.
 * @param jwks_uri where the walk knows it: keys in an API's answer, or of a server asked before, are not this one's
 */
export const keySetIn = (exchanges: readonly Exchange[], jwks_uri = ''): Exchange | undefined =>
  exchanges.findLast(
    (exchange) => isKeySet(exchange) && (jwks_uri === '' || exchange.built.url === jwks_uri),
  )

const isKeySet = (exchange: Exchange): boolean =>
  exchange.outcome.kind === 'accepted' && Array.isArray(recordIn(exchange, 'keys')?.['keys'])

async function publishedIn({ outcome }: Exchange): Promise<readonly Key[]> {
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  if (response === undefined) return []
  const reading = await readJwks(textOf(response), { published: true })
  if (reading.kind === 'problem') throw new Refusal(reading.problem)
  return reading.keys
}

/** HS256 is made with the octets of the client secret (OpenID Connect Core section 10.1). */
async function secretOf(client_secret: string | undefined): Promise<readonly Key[]> {
  if (client_secret === undefined || client_secret === '') return []
  const reading = await readKeys(client_secret, { secret: 'utf8' })
  return reading.kind === 'keys' ? reading.keys.filter(({ kind }) => kind === 'secret') : []
}
