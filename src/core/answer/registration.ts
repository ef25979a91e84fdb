/** Reads the answer of a registration endpoint and holds it against what was asked (RFC 7591 3.2.1, T63). */
import { type HttpResponse, headerOf } from '../http.ts'
import { type Problem, Refusal } from '../problem.ts'
import type { Finding } from '../session.ts'
import { type Link, rfc } from '../source.ts'
import type { Values } from '../values.ts'
import type { Pitfall, Receipt } from '../vendor.ts'
import { type JsonRecord, type JsonValue, member, readRecord } from './json.ts'
import { checkManagement } from './management.ts'
import { refusalOf } from './refusal.ts'
import { checkWhole } from './whole.ts'

export interface ExpectedRegistration {
  /** Where the registration was sent; a management address elsewhere is refused. */
  readonly endpoint?: string
  /** Of an answer that is right: 201, or 200 where a client is read or changed (RFC 7592 section 3). */
  readonly status?: 200 | 201
  readonly pitfalls?: readonly Pitfall[]
}

const rule = rfc(7591, '3.2.1')

/** Texts that a walk carries on, if the server gives them. */
const carried = [
  'client_id',
  'client_secret',
  'registration_access_token',
  'registration_client_uri',
]

/** @throws Refusal */
export function readRegistration(
  response: HttpResponse,
  asked: Readonly<Record<string, unknown>>,
  expected: ExpectedRegistration = {},
): Receipt {
  checkWhole(response)
  const { status } = response
  if (status < 200 || status > 299) throw new Refusal(refusalOf(response, expected.pitfalls))
  const record = readRecord(response, { what: 'registration' })
  if (member(record, 'client_id') === undefined && member(record, 'error') !== undefined)
    throw new Refusal({ ...refusalOf(response, expected.pitfalls), code: 'error_with_200' })
  checkTexts(record)
  checkChanged(record, asked)
  checkManagement(record, expected.endpoint)
  return {
    gained: gainedFrom(record),
    findings: [
      ...statusFindings(response, expected.status ?? 201),
      ...secretFindings(record),
      ...shapeFindings(record),
      ...changeFindings(record, asked),
    ],
  }
}

const malformed = (code: string, means: string): Problem => ({
  kind: 'malformed_response',
  code,
  means,
  remedy: 'Look at the raw answer below, and show it to whoever runs the server.',
  source: rule,
})

function checkTexts(record: JsonRecord): void {
  if ((member(record, 'client_id') ?? '') === '')
    throw new Refusal(malformed('client_id_missing', 'The answer has no client_id.'))
  for (const name of carried) {
    const value = member(record, name)
    if (value !== undefined && typeof value !== 'string')
      throw new Refusal(malformed(`${name}_type`, `${name} is not a text.`))
    if (value === '') throw new Refusal(malformed(`${name}_empty`, `${name} is there, but empty.`))
    if (typeof value === 'string' && /\p{Cc}/u.test(value))
      throw new Refusal({
        ...malformed('credential_illegal_chars', `${name} contains control characters.`),
        kind: 'security_stop',
      })
  }
}

/** A foreign redirect URI would receive the codes: the one change that is never only a remark. */
function checkChanged(record: JsonRecord, asked: Readonly<Record<string, unknown>>): void {
  const given = listOf(member(record, 'redirect_uris'))
  const wanted = [...listOf(asked['redirect_uris']), ...listOf(asked['redirect_uri'])]
  // Adobe takes them from the statement, where a walk that names none cannot compare.
  const open = wanted.length === 0 && typeof asked['software_statement'] === 'string'
  const foreign = open ? [] : given.filter((uri) => !wanted.includes(uri))
  if (foreign.length === 0) return
  throw new Refusal({
    kind: 'security_stop',
    code: 'registered_metadata_changed',
    means: `The server registered ${foreign.join(', ')} as a redirect URI, which was not asked for: codes would go there.`,
    remedy: 'The client was not kept. Ask whoever runs the server before you register again.',
    source: rule,
  })
}

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')

function gainedFrom(record: JsonRecord): Values {
  const gained: Record<string, string> = {}
  for (const name of carried) {
    const value = member(record, name)
    if (typeof value === 'string') gained[name] = value
  }
  for (const name of ['client_id_issued_at', 'client_secret_expires_at']) {
    const moment = secondsOf(member(record, name))
    if (moment !== undefined) gained[name] = String(moment)
  }
  const scope = member(record, 'scope')
  const scopes = listOf(member(record, 'scopes'))
  if (typeof scope === 'string') gained['scope'] = scope
  else if (scopes.length > 0) gained['scope'] = scopes.join(' ')
  return gained
}

/** Beyond this, a moment counted in seconds would lie 3,000 years ahead: it is milliseconds. */
const MILLISECONDS = 1e11

function secondsOf(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'number' || value < 0) return undefined
  return Math.floor(value > MILLISECONDS ? value / 1000 : value)
}

const finding = (code: string, text: string, link: Link = rule): Finding => ({
  code,
  text,
  rule: link,
})

function statusFindings(response: HttpResponse, right: 200 | 201): Finding[] {
  const findings: Finding[] = []
  if (response.status !== right)
    findings.push(
      finding(
        'registration_status',
        `The server answered ${response.status}; ${right === 201 ? 'a registration that worked' : 'this'} is answered with ${right}.`,
        right === 201 ? rule : rfc(7592, '3'),
      ),
    )
  const type = headerOf(response, 'content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type.trim()))
    findings.push(
      finding(
        'wrong_content_type',
        `The content type is ${type === '' ? 'missing' : type}; it should be application/json.`,
      ),
    )
  return findings
}

function secretFindings(record: JsonRecord): Finding[] {
  const secret = member(record, 'client_secret')
  if (typeof secret !== 'string') return []
  const findings: Finding[] = []
  if (member(record, 'client_secret_expires_at') === undefined)
    findings.push(
      finding(
        'secret_expiry_missing',
        'client_secret_expires_at is missing; it is required when a secret is given (0 means never).',
      ),
    )
  // Everything a form encodes comes out of a strict Basic header changed, and many servers forget that.
  if (!/^[\w.*-]*$/.test(`${textOf(member(record, 'client_id'))}${secret}`))
    findings.push(
      finding(
        'basic_encoding',
        'The client ID or the secret has characters that must be form-encoded before they go into a Basic header.',
        rfc(6749, '2.3.1'),
      ),
    )
  return findings
}

function shapeFindings(record: JsonRecord): Finding[] {
  const findings: Finding[] = []
  const times = ['client_id_issued_at', 'client_secret_expires_at'].filter((name) => {
    const value = member(record, name)
    return typeof value === 'number' && value > MILLISECONDS
  })
  if (times.length > 0)
    findings.push(
      finding(
        'ms_timestamp',
        `${times.join(' and ')} counts milliseconds; it should count seconds.`,
      ),
    )
  if (Array.isArray(member(record, 'scopes')))
    findings.push(
      finding('scopes_array', 'scopes is a list; it should be one text called scope, with blanks.'),
    )
  return findings
}

function changeFindings(record: JsonRecord, asked: Readonly<Record<string, unknown>>): Finding[] {
  const changed = Object.keys(asked).filter((name) => {
    const given = member(record, name)
    return (
      given !== undefined &&
      name !== 'redirect_uris' &&
      name !== 'software_statement' &&
      canonical(given) !== canonical(asked[name])
    )
  })
  if (changed.length === 0) return []
  return [
    finding(
      'registered_metadata_changed',
      `The server registered something else than was asked for: ${changed.join(', ')}.`,
    ),
  ]
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/** Lists of names mean the same in any order. */
const canonical = (value: unknown): string | undefined =>
  JSON.stringify(
    Array.isArray(value) ? value.map(String).sort() : value,
    (_name, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner),
  )
