/** What a request asks for beside its scope: APIs (RFC 8707) and details (RFC 9396). */
import { type Check, Fault, type GrantFacts, type Turn } from '../core/simulation.ts'
import { rulesOf } from './openid.ts'
import { readClaims } from './person.ts'
import { typesOf } from './response-type.ts'

export const targetChecks: readonly Check[] = [
  {
    name: 'facts_asked',
    source: 'RFC 8707 section 2.1, RFC 9396 section 5, OpenID Connect Core 3.1.2.1 and 3.2.2.1',
    run(turn) {
      const needsNonce = typesOf(turn).includes('id_token')
      const nonce = turn.parameters.get('nonce')
      if (needsNonce && nonce === undefined)
        throw new Fault('request_invalid', { says: 'nonce is required with this response type.' })
      if (typesOf(turn).includes('token') && isKeyBound(turn))
        throw new Fault('request_invalid', {
          says: 'A token in an address cannot be bound to a key.',
        })
      turn.facts = {
        nonce,
        acr: acrOf(turn),
        resource: resourcesOf(turn),
        authorization_details: detailsOf(turn),
        claims: claimsOf(turn),
        jkt: turn.parameters.get('dpop_jkt') ?? turn.jkt,
      }
      return undefined
    },
  },
  {
    name: 'facts_narrowed',
    source: 'RFC 8707 section 2.2, RFC 9396 section 6: part of what was granted, or all of it',
    run(turn) {
      const { resource: granted = [], authorization_details, ...rest } = turn.facts ?? {}
      const asked = resourcesOf(turn) ?? []
      if (
        turn.facts !== undefined &&
        granted.length > 0 &&
        asked.some((one) => !granted.includes(one))
      )
        throw new Fault('target_wrong', { says: 'This resource was not granted.' })
      const details = detailsOf(turn)
      const known = new Set((authorization_details ?? []).map((one) => JSON.stringify(one)))
      const isNew = authorization_details === undefined && isFirst(turn)
      if (details?.some((one) => !known.has(JSON.stringify(one))) === true && !isNew)
        throw new Fault('authorization_details_wrong', { says: 'These details were not granted.' })
      turn.facts = {
        ...rest,
        resource: asked.length > 0 ? asked : granted,
        authorization_details: details ?? authorization_details,
      }
      return undefined
    },
  },
]

const isKeyBound = (turn: Turn): boolean =>
  turn.client?.metadata?.['dpop_bound_access_tokens'] === true

/** Nothing was granted before: the request itself says what it is about. */
const isFirst = (turn: Turn): boolean => turn.code === undefined && turn.refresh === undefined

/** `audience` is what servers called it before RFC 8707, and what RFC 8693 calls a logical name. */
function resourcesOf(turn: Turn): readonly string[] | undefined {
  const asked = [...turn.parameters.all('resource'), ...turn.parameters.all('audience')]
  if (asked.length === 0) return undefined
  const known = rulesOf(turn).resources(turn.place)
  if (asked.some((one) => !known.includes(one))) throw new Fault('target_wrong')
  return asked
}

function detailsOf(turn: Turn): GrantFacts['authorization_details'] {
  const text = turn.parameters.get('authorization_details')
  if (text === undefined) return undefined
  const value = jsonIn(text)
  const types = rulesOf(turn).authorization_details_types
  const isKnown = (one: unknown): one is Record<string, unknown> =>
    typeof one === 'object' && one !== null && 'type' in one && types.includes(String(one.type))
  if (!Array.isArray(value) || value.length === 0 || !value.every(isKnown))
    throw new Fault('authorization_details_wrong')
  return value
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A wish, not a demand: the first one that can be met (OpenID Connect Core 3.1.2.1). */
function acrOf(turn: Turn): string | undefined {
  const known = rulesOf(turn).acr_values
  const asked = (turn.parameters.get('acr_values') ?? '').split(' ')
  return asked.find((one) => known.includes(one)) ?? known[0]
}

function claimsOf(turn: Turn): GrantFacts['claims'] {
  const text = turn.parameters.get('claims')
  if (text === undefined) return undefined
  const read = readClaims(text)
  if (read === undefined)
    throw new Fault('request_invalid', { says: 'claims has to be a JSON object.' })
  return read
}
