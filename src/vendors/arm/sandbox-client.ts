/** Who asks at B2C: a public client, one with a secret, or one with a signed assertion. */
import { errors, importJWK, jwtVerify } from 'jose'
import { type Check, Fault, type RegisteredClient, type Turn } from '../../core/simulation.ts'
import { tenantNamed } from './sandbox-accounts.ts'

export const clientChecks: readonly Check[] = [
  {
    name: 'client_authenticated',
    source: 'vendor notes, 1.2.4 [D]: 90008, 90018, 90084; secret and assertion are [A]',
    async run(turn) {
      const client = registered(turn)
      const secret = turn.parameters.get('client_secret')
      const assertion = turn.parameters.get('client_assertion')
      if (client.facts?.['authentication'] === 'client_assertion')
        await checkAssertion(turn, client, assertion)
      else if (client.client_secret !== undefined) checkSecret(client, secret)
      else if (secret !== undefined || assertion !== undefined) throw new Fault('client_is_public')
      turn.client = client
      return undefined
    },
  },
]

function registered(turn: Turn): RegisteredClient {
  const client_id = turn.parameters.get('client_id')
  if (client_id === undefined) throw new Fault('client_id_missing')
  const client = turn.findClient(client_id)
  const tenant = tenantNamed(turn.captured['tenant'])?.name ?? ''
  if (client?.facts?.['tenant'] !== tenant) throw new Fault('client_unknown', { tenant })
  return client
}

function checkSecret(client: RegisteredClient, secret: string | undefined): void {
  if (secret === undefined) throw new Fault('client_authentication_missing')
  if (secret !== client.client_secret) throw new Fault('client_credentials_wrong')
}

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** RFC 7523 section 3. A second use within its life is let through: the RFC leaves that open [A]. */
async function checkAssertion(
  turn: Turn,
  client: RegisteredClient,
  assertion: string | undefined,
): Promise<void> {
  if (assertion === undefined) throw new Fault('client_authentication_missing')
  if (turn.parameters.get('client_assertion_type') !== TYPE)
    throw new Fault('assertion_type_wrong', { expected: TYPE })
  const jwk = readKey(client.facts?.['public_key'] ?? '')
  if (jwk === undefined) throw wrong('no public key is registered for this client')
  try {
    await jwtVerify(assertion, await importJWK(jwk, 'RS256'), {
      algorithms: ['RS256'],
      issuer: client.client_id,
      subject: client.client_id,
      audience: `${turn.place.base}${turn.path}`,
      currentDate: new Date(turn.now),
      requiredClaims: ['exp'],
    })
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError) throw wrong(thrown.message)
    throw thrown
  }
}

const wrong = (why: string): Fault => new Fault('assertion_wrong', { why })

interface PublicKey {
  readonly kty: 'RSA'
  readonly n: string
  readonly e: string
}

/** An RSA public key as JWK; anything private in it is left out. */
export function readKey(text: string): PublicKey | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { kty, n, e } = value as Readonly<Record<string, unknown>>
    return kty === 'RSA' && typeof n === 'string' && typeof e === 'string'
      ? { kty, n, e }
      : undefined
  } catch {
    return undefined
  }
}
