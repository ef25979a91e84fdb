/** `POST /o/client/register`: RFC 7591 with a software statement, as Adobe does it. */
import { jwtVerify } from 'jose'
import { isRecord, type JsonRecord, member } from '../../core/answer/json.ts'
import { JsonFault, parseJson } from '../../core/answer/json-parser.ts'
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { sandboxKey } from './fixture.ts'
import { type App, appOf } from './sandbox-apps.ts'

export const register: Route = {
  checks: ['throttled'],
  async run(turn) {
    const asked = readBody(turn)
    checkDevice(turn)
    const claims = await verified(turn, textIn(asked, 'software_statement') ?? invalid())
    const app = approved(turn, claims)
    const redirect_uris = redirectsOf(textIn(asked, 'redirect_uri'), claims)
    return remembered(turn, app, redirect_uris)
  },
}

const invalid = (): never => {
  throw new Fault('request_invalid')
}

/** JSON, an object, no member twice; anything else is `invalid_request`. */
function readBody(turn: Turn): JsonRecord {
  const type = turn.request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type)) invalid()
  try {
    const value = parseJson(turn.body, 16)
    return isRecord(value) ? value : invalid()
  } catch (thrown) {
    if (thrown instanceof JsonFault) invalid()
    throw thrown
  }
}

function textIn(record: JsonRecord, name: string): string | undefined {
  const value = member(record, name)
  if (value === undefined) return undefined
  return typeof value === 'string' && value !== '' ? value : invalid()
}

/** Optional; base64 of a JSON object when it is there [A]. */
function checkDevice(turn: Turn): void {
  const device = turn.request.headers.get('x-device-info')
  if (device === null) return
  try {
    const bytes = Uint8Array.from(atob(device), (character) => character.charCodeAt(0))
    if (!isRecord(parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), 8))) invalid()
  } catch {
    invalid()
  }
}

type Claims = Readonly<Record<string, unknown>>

/** RS256 with the sandbox's key, `iss`, `nbf` and, where there is one, `exp` [A]. */
async function verified(turn: Turn, statement: string): Promise<Claims> {
  const { kty, n, e } = sandboxKey
  const expected = {
    algorithms: ['RS256'],
    issuer: 'auth.adobe.com',
    currentDate: new Date(turn.now),
  }
  try {
    return (await jwtVerify(statement, { kty, n, e } as typeof sandboxKey, expected)).payload
  } catch {
    throw new Fault('statement_invalid')
  }
}

/** Known to this server's dashboard and not revoked. The real statements say who they are in `sub`. */
function approved(turn: Turn, claims: Claims): App {
  const app = appOf(claims['software_id'] ?? claims['sub'])
  if (app === undefined || app.state !== undefined || turn.setting('revoke_statements') === true)
    throw new Fault('statement_unapproved')
  return app
}

/** What the statement says wins over the request (RFC 7591 section 2.3). */
function redirectsOf(redirect_uri: string | undefined, claims: Claims): readonly string[] {
  const listed = claims['redirect_uris']
  const stated = Array.isArray(listed) ? listed.map(String) : undefined
  if (redirect_uri === undefined) return stated ?? []
  const fits = URL.canParse(redirect_uri) && !redirect_uri.includes('#')
  if (!fits || stated?.includes(redirect_uri) === false) throw new Fault('redirect_uri_invalid')
  return [redirect_uri]
}

/** Every call makes a new client; the old ones go on [A]. */
function remembered(turn: Turn, app: App, redirect_uris: readonly string[]): Response {
  const client = {
    client_id: turn.ids.uuid(),
    client_secret: turn.ids.uuid(),
    grant_types: ['client_credentials'],
    redirect_uris,
  }
  turn.world.clients.set(client.client_id, {
    ...client,
    client_name: app.name,
    scope: app.scopes.join(' '),
    facts: { software_id: app.software_id },
  })
  // Milliseconds, `scopes`, and no client_secret_expires_at: as in the picture [D C-1].
  const answer = { ...client, scopes: app.scopes, client_id_issued_at: turn.now }
  return new Response(JSON.stringify(answer), {
    status: 201,
    headers: [...(turn.simulator.jsonHeaders ?? [])].map(([name, value]): [string, string] => [
      name,
      value,
    ]),
  })
}
