/** Dynamic client registration (RFC 7591) and its management (RFC 7592). */
import { Fault, type RegisteredClient, type Turn } from '../core/simulation.ts'
import { json } from './answers.ts'
import { rulesOf, seconds } from './openid.ts'
import { bodyObject, clientFrom, type Metadata, withStatement } from './registration-metadata.ts'

/** What the server wrote down beside the metadata. */
interface Registration {
  readonly issuedAt: number
  readonly token: string
}

const registrationOf = (client: RegisteredClient | undefined): Registration | undefined =>
  client?.metadata?.['registration'] as Registration | undefined

export async function register(turn: Turn): Promise<Response> {
  const asked = await withStatement(turn, bodyObject(turn))
  const client = clientFrom(turn, asked)
  const registration = { issuedAt: turn.now, token: turn.ids.opaque(32) }
  const kept = remember(turn, { ...client, client_id: turn.ids.uuid() }, registration)
  return json(turn, 201, answer(turn, kept, registration))
}

export function read(turn: Turn): Response {
  const { client, registration } = managed(turn)
  return json(turn, 200, answer(turn, client, registration))
}

const decidedHere = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
]

/** RFC 7592 section 2.2: what is not said any more is gone. The token is a new one. */
export async function update(turn: Turn): Promise<Response> {
  const { client, registration } = managed(turn)
  const asked = bodyObject(turn)
  const intruder = decidedHere.find((name) => name in asked)
  if (intruder !== undefined) throw wrong(`${intruder} is the server's to say.`)
  const { client_id, client_secret, ...rest } = asked
  if (client_id !== client.client_id) throw wrong('client_id has to be this client.')
  if (client_secret !== undefined && client_secret !== client.client_secret)
    throw wrong('client_secret cannot be chosen.')
  const next = clientFrom(turn, await withStatement(turn, rest))
  const rotated = { ...registration, token: turn.ids.opaque(32) }
  const secret = client.client_secret === undefined ? {} : { client_secret: client.client_secret }
  const kept = remember(turn, { ...next, ...secret, client_id: client.client_id }, rotated)
  return json(turn, 200, answer(turn, kept, rotated))
}

/** RFC 7592 section 2.3: with the client goes what it was given. */
export function remove(turn: Turn): Response {
  const { client } = managed(turn)
  const { world } = turn
  world.clients.delete(client.client_id)
  for (const map of [world.access, world.refresh, world.codes, world.waiting])
    for (const [key, one] of map) if (one.client_id === client.client_id) map.delete(key)
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
}

const wrong = (says: string): Fault => new Fault('metadata_wrong', { says })

/** RFC 7592 section 2: the token decides; a client that is gone is answered like a wrong token. */
function managed(turn: Turn) {
  const header = turn.request.headers.get('authorization') ?? ''
  const given = /^bearer +(\S+)$/i.exec(header.trim())?.[1]
  if (given === undefined) throw new Fault('token_missing')
  const client = turn.world.clients.get(turn.captured['id'] ?? '')
  const registration = registrationOf(client)
  if (client === undefined || registration?.token !== given) throw new Fault('token_unknown')
  return { client, registration }
}

function remember(
  turn: Turn,
  client: RegisteredClient,
  registration: Registration,
): RegisteredClient {
  const isSecret = client.token_endpoint_auth_method?.startsWith('client_secret') === true
  const { client_secret = turn.ids.opaque(32), ...rest } = client
  const kept = {
    ...rest,
    ...(isSecret ? { client_secret } : {}),
    metadata: { ...client.metadata, registration },
  }
  turn.world.clients.set(kept.client_id, kept)
  return kept
}

/** RFC 7591 section 3.2.1: everything as it was registered, and the credentials. */
function answer(turn: Turn, client: RegisteredClient, registration: Registration): Metadata {
  const { client_id, client_secret, metadata, facts: _, ...rest } = client
  const { registration: __, ...more } = metadata ?? {}
  return {
    client_id,
    client_id_issued_at: seconds(registration.issuedAt),
    ...(client_secret === undefined ? {} : { client_secret, client_secret_expires_at: 0 }),
    registration_access_token: registration.token,
    registration_client_uri: `${turn.place.base}${rulesOf(turn).paths.registration}/${client_id}`,
    ...rest,
    ...more,
  }
}
