/** Where an authorization answer stands: query, fragment or a form; plain, or as one signed token (JARM). */
import { type Check, Fault, type Turn } from '../core/simulation.ts'
import { type Alg, sign } from './keys.ts'
import { knobsOf, seconds } from './openid.ts'
import { typesOf } from './response-type.ts'

const places = ['query', 'fragment', 'form_post'] as const
export const responseModes: readonly string[] = [
  ...places,
  'jwt',
  ...places.map((one) => `${one}.jwt`),
]

export interface ResponseMode {
  readonly place: (typeof places)[number]
  readonly signed: boolean
}

/** Anything but a lone code stands in the fragment (OAuth 2.0 Multiple Response Types, sections 3 and 5). */
const isHidden = (turn: Turn): boolean =>
  typesOf(turn).some((type) => type === 'token' || type === 'id_token')

export function responseMode(turn: Turn): ResponseMode {
  const standard = isHidden(turn) ? 'fragment' : 'query'
  const asked =
    turn.simulator.openid === undefined ? undefined : turn.parameters.get('response_mode')
  const place = places.find((one) => one === asked?.replace(/\.jwt$/, '')) ?? standard
  const signed = asked !== undefined && responseModes.includes(asked) && asked.endsWith('jwt')
  // A refusal of the query must not stand in the query itself.
  const open = place === 'query' && isHidden(turn) && !signed
  return { place: open ? 'fragment' : place, signed }
}

export const responseModeChecks: readonly Check[] = [
  {
    name: 'response_mode_right',
    source: 'OAuth 2.0 Multiple Response Types, section 2.1; JARM 2.3.1',
    run(turn) {
      const asked = turn.parameters.get('response_mode')
      if (asked === undefined) return undefined
      if (!responseModes.includes(asked))
        throw new Fault('request_invalid', { says: 'This response_mode is not known.' })
      if (asked === 'query' && isHidden(turn))
        throw new Fault('request_invalid', { says: 'Tokens must not stand in a query.' })
      return undefined
    },
  },
]

const LIFETIME = 600

/** JARM 2.1: issuer, audience and end, then the answer. */
export async function signedPairs(
  turn: Turn,
  pairs: readonly (readonly [string, string])[],
): Promise<[string, string][]> {
  const registered = turn.client?.metadata?.['authorization_signed_response_alg']
  const alg: Alg = registered === 'ES256' ? 'ES256' : knobsOf(turn).idTokenAlg
  const claims = {
    iss: turn.place.base,
    aud: turn.client?.client_id ?? '',
    exp: seconds(turn.now) + LIFETIME,
    ...Object.fromEntries(pairs),
  }
  return [['response', await sign(turn, claims, { alg })]]
}
