/** Reads what a server says of itself: OpenID discovery and RFC 8414, strictly, with what looks wrong named. */
import { type JsonRecord, member, readRecord } from '../answer/json.ts'
import { checkWhole } from '../answer/whole.ts'
import type { HttpResponse } from '../http.ts'
import { Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import type { Values } from '../values.ts'
import { checkedAddress } from './address.ts'
import { doubtsAbout } from './doubts.ts'
import { checkIssuer } from './issuer.ts'

/** What was asked for. */
export interface AskedServer {
  /** The address that was fetched. */
  readonly url: string
  /** What the person named, where they named an issuer; without one it follows from the address. */
  readonly issuer?: string
}

export interface ServerMetadata {
  /**
   * `issuer`, the endpoints, and what is supported, spelled as in the document: lists as words with
   * blanks between, booleans as `true` and `false`. An endpoint it does not name is empty: that of
   * another server, asked before, must not stay and get this one's tokens (RFC 9700 section 4.4).
   */
  readonly values: Values
  /** What a careful client would object to, worst first. */
  readonly findings: readonly Finding[]
}

/** Addresses that requests of ours go to, in the order of a walk. */
export const endpoints = [
  'authorization_endpoint',
  'pushed_authorization_request_endpoint',
  'token_endpoint',
  'device_authorization_endpoint',
  'backchannel_authentication_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'registration_endpoint',
  'end_session_endpoint',
  'jwks_uri',
] as const

const unnamed: Values = Object.fromEntries(
  [...endpoints, 'authorization_response_iss_parameter_supported'].map((name) => [name, '']),
)

/** @throws Refusal when it cannot be read, or must not be used */
export function readMetadata(response: HttpResponse, asked: AskedServer): ServerMetadata {
  checkWhole(response)
  const { status } = response
  if (status !== 200)
    throw new Refusal({
      kind: 'malformed_response',
      code: 'metadata_status',
      means: `The server has no metadata at this address: it answered ${status}.`,
      remedy: 'Try the other addresses, or fill in the endpoints by hand.',
      source: rfc(8414, '3.2'),
    })
  const record = readRecord(response, { what: 'document' })
  const { issuer, findings } = checkIssuer(record, asked)
  const addresses = addressesIn(record)
  return {
    values: { ...unnamed, ...supportedIn(record), ...Object.fromEntries(addresses), issuer },
    findings: [...findings, ...foreign(addresses, issuer), ...doubtsAbout(record)],
  }
}

type Addresses = readonly (readonly [name: string, url: string])[]

const addressesIn = (record: JsonRecord): Addresses =>
  endpoints.flatMap((name) => {
    const value = member(record, name)
    if (value === undefined || value === null) return []
    return [[name, checkedAddress(name, value)] as const]
  })

/** Another origin may be right, and may be a mix-up: the person is told before a secret goes there. */
function foreign(addresses: Addresses, issuer: string): readonly Finding[] {
  const home = new URL(issuer).origin
  const away = addresses.filter(([, url]) => new URL(url).origin !== home)
  if (away.length === 0) return []
  const list = away.map(([name, url]) => `${name} at ${new URL(url).origin}`).join(', ')
  return [
    {
      code: 'endpoint_cross_origin',
      text: `Not all addresses are at ${home}: ${list}. Look whether that is meant before a secret goes there.`,
      rule: rfc(9700, '4.4'),
    },
  ]
}

/** Announced abilities, own members only, bounded so that a hostile list stays a line. */
function supportedIn(record: JsonRecord): Values {
  const found: Record<string, string> = {}
  for (const name of Object.keys(record)) {
    const value = member(record, name)
    if (typeof value === 'boolean') found[name] = String(value)
    if (!name.endsWith('_supported') || !Array.isArray(value)) continue
    const words = value.filter((one): one is string => typeof one === 'string' && !/\s/.test(one))
    found[name] = words.slice(0, 200).join(' ').slice(0, 4_000)
  }
  return found
}
