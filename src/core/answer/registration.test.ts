/** Every hostile registration of the case file gives the verdict named there. */
import { describe, expect, it } from 'vitest'
import cases from '../cases/dcr.json' with { type: 'json' }
import { expand, responseOf } from '../cases/expand.ts'
import { expectedOf, verdictOf } from '../cases/verdict.ts'
import { type HttpResponse, utf8 } from '../http.ts'
import { readRegistration } from './registration.ts'
import { readStatement } from './statement.ts'

const asked = { redirect_uris: ['https://app.example/cb'] }
const endpoint = 'https://as.example/register'

/** Three cases are about what is pasted or chosen before anything is sent. */
function readCase(input: object) {
  if ('software_statement' in input)
    return readStatement(String(input.software_statement), 'shown to the person')
  if ('$gen' in input)
    return readStatement(new TextDecoder().decode(expand(input as { $gen: string }).bytes))
  return readRegistration(responseOf(input), asked, { endpoint })
}

const registered = (body: object, over: Partial<HttpResponse> = {}): HttpResponse => ({
  status: 201,
  statusText: 'Created',
  httpVersion: '1.1',
  headers: [['content-type', 'application/json;charset=UTF-8']],
  body: utf8(JSON.stringify(body)),
  ...over,
})

describe('a registration (T63)', () => {
  it.each(cases)('$id $title is $expect.outcome / $expect.code', async (one) => {
    const verdict = await verdictOf(() => readCase(one.input))
    expect(verdict).toEqual({ ...expectedOf(one.expect), stored: one.expect.stored })
  })

  it('leaves no case out', () => {
    expect(cases).toHaveLength(12)
  })

  it('reads what Adobe answers, and says where it differs', () => {
    const body = {
      client_id: '0f6f0a52-7c1e-4c55-9d3a-2f1b7a90c611',
      client_secret: '5c1d0e7a-91b4-4f0e-8a67-d2b3c4e5f601',
      grant_types: ['client_credentials'],
      redirect_uris: ['https://www.adobe.com'],
      scopes: ['config:client', 'tokens:client'],
      client_id_issued_at: 1_700_725_699_585,
    }
    const { gained, findings = [] } = readRegistration(registered(body), {
      software_statement: 'x',
    })
    expect(gained).toEqual({
      client_id: body.client_id,
      client_secret: body.client_secret,
      client_id_issued_at: '1700725699',
      scope: 'config:client tokens:client',
    })
    expect(findings.map(({ code }) => code)).toEqual([
      'secret_expiry_missing',
      'ms_timestamp',
      'scopes_array',
    ])
  })

  it('leaves seconds as they are', () => {
    const body = { client_id: 'c', client_id_issued_at: 1_723_227_212 }
    expect(readRegistration(registered(body), {}).gained['client_id_issued_at']).toBe('1723227212')
  })

  it('says what the server changed, whatever the order of a list', () => {
    const wish = { grant_types: ['a', 'b'], client_name: 'Mine' }
    const same = registered({ client_id: 'c', grant_types: ['b', 'a'], client_name: 'Mine' })
    expect(readRegistration(same, wish).findings).toEqual([])
    const other = registered({ client_id: 'c', grant_types: ['b'], client_name: 'Yours' })
    const [finding] = readRegistration(other, wish).findings ?? []
    expect(finding?.code).toBe('registered_metadata_changed')
    expect(finding?.text).toContain('grant_types, client_name')
  })

  it('takes a management address where the client was registered, also on plain loopback', () => {
    const uri = 'http://localhost:7862/as/register/c'
    const body = { client_id: 'c', registration_client_uri: uri }
    const there = { endpoint: 'http://localhost:7862/as/register' }
    expect(readRegistration(registered(body), {}, there).gained['registration_client_uri']).toBe(
      uri,
    )
    expect(() => readRegistration(registered(body), {}, { endpoint })).toThrow('https')
  })

  it.each([
    ['https://user:pw@as.example/c', 'endpoint_form'],
    ['https://as.example/c#x', 'endpoint_form'],
    ['http://as.example/c', 'endpoint_scheme'],
    ['/register/c', 'endpoint_scheme'],
  ])('refuses to manage a client at %s (T63)', async (registration_client_uri, code) => {
    const body = { client_id: 'c', registration_client_uri }
    const verdict = await verdictOf(() => readRegistration(registered(body), {}, { endpoint }))
    expect(verdict).toEqual({ outcome: 'security_stop', code, stored: false })
  })

  it('says that 200 is not 201', () => {
    const { findings = [] } = readRegistration(registered({ client_id: 'c' }, { status: 200 }), {})
    expect(findings.map(({ code }) => code)).toEqual(['registration_status'])
  })
})
