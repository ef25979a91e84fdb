/** Reads an API's metadata: which authorization servers it trusts (RFC 9728). */
import { type JsonRecord, member, readRecord } from '../answer/json.ts'
import { checkWhole } from '../answer/whole.ts'
import type { HttpResponse } from '../http.ts'
import { type Problem, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { rfc } from '../source.ts'
import { checkedAddress } from './address.ts'

export interface ResourceMetadata {
  readonly resource: string
  readonly authorization_servers: readonly string[]
  readonly scopes_supported: readonly string[]
  readonly findings: readonly Finding[]
}

const malformed = (code: string, means: string): Problem => ({
  kind: 'malformed_response',
  code,
  means,
  remedy: 'Name the authorization server yourself.',
  source: rfc(9728, '3.2'),
})

/**
 * @param asked the API's address that the metadata was asked for
 * @throws Refusal, with `resource_mismatch` where the document is about another API (section 3.3)
 */
export function readResourceMetadata(response: HttpResponse, asked: string): ResourceMetadata {
  checkWhole(response)
  if (response.status !== 200)
    throw new Refusal(
      malformed('metadata_status', `The API has no metadata: it answered ${response.status}.`),
    )
  const record = readRecord(response, { what: 'document' })
  const resource = member(record, 'resource')
  if (typeof resource !== 'string' || !URL.canParse(resource))
    throw new Refusal(
      malformed('resource_missing', 'The document does not say which API it is of.'),
    )
  if (!covers(resource, asked))
    throw new Refusal({
      ...malformed('resource_mismatch', `The document is of ${resource}, and ${asked} was asked.`),
      kind: 'security_stop',
      source: rfc(9728, '3.3'),
    })
  const authorization_servers = listOf(record, 'authorization_servers')
  for (const server of authorization_servers) checkedAddress('authorization_servers', server)
  return {
    resource,
    authorization_servers,
    scopes_supported: listOf(record, 'scopes_supported'),
    findings: resource === asked ? [] : [wider(resource, asked)],
  }
}

const listOf = (record: JsonRecord, name: string): readonly string[] => {
  const value = member(record, name)
  return Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string').slice(0, 50)
    : []
}

/** The same origin, and a path that the asked one lies under. */
function covers(resource: string, asked: string): boolean {
  const [whole, part] = [new URL(resource), new URL(asked)]
  const folder = whole.pathname.endsWith('/') ? whole.pathname : `${whole.pathname}/`
  return whole.origin === part.origin && `${part.pathname}/`.startsWith(folder)
}

const wider = (resource: string, asked: string): Finding => ({
  code: 'resource_wider',
  text: `The metadata is of ${resource}, which is more than ${asked}.`,
  rule: rfc(9728, '3.3'),
})
