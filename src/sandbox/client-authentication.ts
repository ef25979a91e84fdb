/** Who is calling the token endpoint: the checks on the client itself. */
import { type Check, Fault, type RegisteredClient, type Turn } from '../core/simulation.ts'
import { byAssertion } from './client-assertion.ts'

export const clientChecks: readonly Check[] = [
  {
    name: 'one_client_authentication',
    source: 'RFC 6749 section 2.3: not more than one method in a request',
    run(turn) {
      const header = turn.request.headers.get('authorization') ?? undefined
      const ways = [header, ...bodyWays.map((name) => turn.parameters.get(name))]
      if (ways.filter((way) => way !== undefined).length > 1)
        throw new Fault('client_authentication_repeated')
      return undefined
    },
  },
  {
    name: 'client_authenticated',
    source: 'RFC 6749 section 3.2.1',
    async run(turn) {
      turn.client = await authenticated(turn)
      return undefined
    },
  },
  {
    name: 'client_confidential',
    source: 'RFC 6749 section 4.4, RFC 7662 section 2.1: a client that can keep a secret',
    run(turn) {
      if (turn.client === undefined || isPublic(turn.client)) throw new Fault('grant_type_refused')
      return undefined
    },
  },
  {
    name: 'client_id_agrees',
    source: 'RFC 6749 section 3.2.1; the parameter must not speak of somebody else',
    run(turn) {
      const client_id = turn.parameters.get('client_id')
      if (client_id !== undefined && client_id !== turn.client?.client_id)
        throw new Fault('client_id_differs')
      return undefined
    },
  },
]

const bodyWays = ['client_secret', 'client_assertion']

/** It cannot keep a secret, so it has none (RFC 6749 section 2.1). */
export const isPublic = (client: RegisteredClient): boolean =>
  (client.token_endpoint_auth_method ?? (client.client_secret === undefined ? 'none' : '')) ===
  'none'

const standardMethods = ['basic', 'post', 'none'] as const

async function authenticated(turn: Turn): Promise<RegisteredClient> {
  const allowed = turn.simulator.token?.authentication ?? standardMethods
  const header = turn.request.headers.get('authorization')
  if (allowed.includes('basic') && header !== null) {
    const credentials = readBasic(header, turn.simulator.token?.basic ?? 'encoded')
    if (credentials === undefined) throw new Fault('client_authentication_missing')
    return matching(turn, ...credentials, 'basic')
  }
  if (turn.parameters.get('client_assertion') !== undefined && allowed.includes('assertion'))
    return byAssertion(turn)
  const client_id = turn.parameters.get('client_id')
  if (client_id === undefined) throw new Fault('client_authentication_missing')
  const secret = turn.parameters.get('client_secret')
  const client = turn.findClient(client_id)
  if (allowed.includes('none') && client !== undefined && isPublic(client) && secret === undefined)
    return client
  return matching(turn, client_id, secret ?? '', 'post')
}

function matching(turn: Turn, client_id: string, secret: string, method: string): RegisteredClient {
  const allowed: readonly string[] = turn.simulator.token?.authentication ?? standardMethods
  const client = allowed.includes(method) ? turn.findClient(client_id) : undefined
  const registered = client?.token_endpoint_auth_method
  // RFC 7591 section 2: the one method that was registered.
  if (registered !== undefined && registered !== `client_secret_${method}`)
    throw new Fault('client_credentials_wrong', { method })
  // A public client has no secret to be right about: one that is sent is wrong.
  if (client?.client_secret === undefined || client.client_secret !== secret)
    throw new Fault('client_credentials_wrong', { method })
  return client
}

/** RFC 7617. `encoded`: id and secret are form-encoded before base64 (RFC 6749 section 2.3.1). */
export function readBasic(
  header: string,
  encoding: 'encoded' | 'raw',
): [id: string, secret: string] | undefined {
  const match = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header.trim())
  if (match?.[1] === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(match[1]), (character) => character.charCodeAt(0))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const colon = text.indexOf(':')
    if (colon < 0) return undefined
    const decode = encoding === 'raw' ? (part: string) => part : formDecoded
    return [decode(text.slice(0, colon)), decode(text.slice(colon + 1))]
  } catch {
    return undefined
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
