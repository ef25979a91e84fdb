/** A sign-in at a server that is no vendor's: its endpoints are those that were called. */
import type { ValueName } from '../values.ts'
import { bestReading, type Reading } from './best-flow.ts'
import { answerIn, type Role } from './hop.ts'
import { type Atlas, matchesAt } from './places.ts'
import { type Place, printsOf } from './step-prints.ts'
import type { Found, Journey } from './stitch.ts'

/** The vendor that stands for every server. */
const ANY = 'generic'

/** `undefined` where there is no such vendor, or none of its steps would send these requests. */
export async function anyServer(journey: Journey, atlas: Atlas): Promise<Reading | undefined> {
  const vendor = atlas.vendors.find(({ profile }) => profile.id === ANY)
  if (vendor === undefined || !journey.some(({ role }) => endpoints[role] !== undefined))
    return undefined
  const values = endpointsOf(journey)
  const place: Place = {
    ...{ vendor, environment: atlas.environment(ANY), target: 'live', values, guessed: false },
  }
  const prints = await printsOf(place)
  const read = journey.map((hop): Found => {
    const { request } = hop.entry
    const asked = {
      method: request.method,
      url: new URL(request.url),
      parameters: hop.parameters,
    }
    return { ...hop, matches: matchesAt({ place, prints }, asked) }
  })
  return bestReading(read)
}

/** RFC 8414 section 2: what server metadata calls the address of each request. */
const endpoints: Readonly<Partial<Record<Role, ValueName>>> = {
  authorize: 'authorization_endpoint',
  token: 'token_endpoint',
  pushed: 'pushed_authorization_request_endpoint',
  device: 'device_authorization_endpoint',
  register: 'registration_endpoint',
}

/** What calls are recognised by, where only the path tells. */
const paths: readonly (readonly [RegExp, ValueName])[] = [
  [/userinfo\/?$/i, 'userinfo_endpoint'],
  [/revo(?:ke|cation)[^/]*\/?$/i, 'revocation_endpoint'],
  [/introspect[^/]*\/?$/i, 'introspection_endpoint'],
  [/(?:jwks|certs|keys)[^/]*\/?$/i, 'jwks_uri'],
]

function endpointsOf(journey: Journey): Readonly<Record<ValueName, string>> {
  const values: Record<ValueName, string> = {}
  for (const { role, entry, back } of journey) {
    const { origin, pathname } = new URL(entry.request.url)
    const name =
      role === 'call'
        ? (paths.find(([path]) => path.test(pathname))?.[1] ?? 'resource')
        : endpoints[role]
    if (name !== undefined) values[name] ??= `${origin}${pathname}`
    // RFC 9207: the server says who it is when it sends the browser back.
    const iss = back === undefined ? undefined : answerIn(back).get('iss')
    if (iss !== undefined) values['issuer'] = iss
  }
  const known = values['authorization_endpoint'] ?? values['token_endpoint']
  if (known !== undefined) values['issuer'] ??= new URL(known).origin
  return values
}
