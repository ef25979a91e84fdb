import { describe, expect, it } from 'vitest'
import { textOf } from '../http.ts'
import { compose } from './compose.ts'
import { type Draft, emptyDraft, type Row } from './draft.ts'
import { environmentOut, variableProblem, withVariables } from './environments.ts'
import { lift } from './lift.ts'

const row = (name: string, value: string): Row => ({ name, value, on: true })
const draftOf = (more: Partial<Draft>): Draft => ({
  ...emptyDraft('d'),
  url: 'https://api.example/v1',
  ...more,
})
const SECRET = 'CANARY-7f3a"\\é'

const places: readonly (readonly [string, Partial<Draft>])[] = [
  ['bearer', { authorization: { kind: 'bearer', token: 'CANARY' } }],
  ['basic', { authorization: { kind: 'basic', username: 'a', password: SECRET } }],
  ['dpop', { authorization: { kind: 'dpop', token: 'x', key: `{"d":"CANARY"}` } }],
  ['api key', { authorization: { kind: 'api_key', in: 'query', name: 'k', value: SECRET } }],
  ['aruba', { authorization: { kind: 'aruba', token: 'CANARY', tenant: 't' } }],
  ['Authorization', { headers: [row('authorization', 'Bearer CANARY')] }],
  ['Authorization without a scheme', { headers: [row('Authorization', 'CANARY')] }],
  ['Proxy-Authorization', { headers: [row('Proxy-Authorization', 'Basic CANARY')] }],
  ['Cookie', { headers: [row('Cookie', 'a=CANARY; b=CANARY2')] }],
  ['X-Api-Key', { headers: [row('X-Api-Key', 'CANARY')] }],
  ['X-CSRF-Token', { headers: [row('X-CSRF-Token', 'CANARY')] }],
  ['query row', { query: [row('access_token', SECRET)] }],
  ['query row apikey', { query: [row('apiKey', SECRET)] }],
  ['address', { url: 'https://api.example/?a=1&client_secret=CANARY%2F%C3%A9#x' }],
  ['fragment', { url: 'https://api.example/#access_token=CANARY' }],
  ['password in the address', { url: 'https://a:CANARY@api.example/' }],
  ['form', { method: 'POST', body: { kind: 'form', rows: [row('password', SECRET)] } }],
  [
    'multipart',
    { method: 'POST', body: { kind: 'multipart', parts: [row('refresh_token', SECRET)] } },
  ],
  [
    'JSON',
    {
      method: 'POST',
      body: {
        kind: 'json',
        text: JSON.stringify({ a: [{ client_secret: SECRET }] }, undefined, 1),
      },
    },
  ],
  ['broken JSON', { method: 'POST', body: { kind: 'json', text: '{"password": "CANARY", {{' } }],
  [
    'form as text',
    {
      method: 'POST',
      body: { kind: 'text', type: 'application/x-www-form-urlencoded', text: 'a=b&code=CANARY' },
    },
  ],
  [
    'JSON as text',
    { method: 'POST', body: { kind: 'text', type: '', text: '[{"token":"CANARY"}]' } },
  ],
]

describe('a typed secret', () => {
  it.each(places)('does not stay in the draft: %s', (_where, more) => {
    const { draft, variables } = lift(draftOf(more))
    expect(JSON.stringify(draft)).not.toContain('CANARY')
    expect(JSON.stringify(variables)).toContain('CANARY')
    expect(variables.every(({ kind }) => kind === 'secret')).toBe(true)
    expect(lift(draft)).toEqual({ draft, variables: [] })
  })

  it.each(places.filter(([where]) => !/dpop|address|fragment|broken/.test(where)))(
    'comes back when the request is put together: %s',
    async (_where, more) => {
      const before = draftOf(more)
      const { draft, variables } = lift(before)
      const scope = { approved: [], now: 0, random: (bytes: number) => 'r'.repeat(bytes) }
      const environment = { id: 'e', name: '', variables }
      const [wanted, got] = [
        await compose(before, scope),
        await compose(draft, { ...scope, environment }),
      ]
      if (wanted.kind === 'problem' || got.kind === 'problem') throw new Error('problem')
      expect(got.request).toEqual(wanted.request)
      expect(textOf(got.request)).toBe(textOf(wanted.request))
    },
  )

  it('keeps its name when the environment holds it already, and gets another beside another', () => {
    const draft = draftOf({ authorization: { kind: 'bearer', token: 'CANARY' } })
    const first = lift(draft)
    const environment = withVariables({ id: 'e', name: '', variables: [] }, first.variables)
    expect(lift(draft, environment)).toEqual({ draft: first.draft, variables: [] })
    const other = draftOf({ authorization: { kind: 'bearer', token: 'OTHER' } })
    expect(lift(other, environment).variables[0]?.name).toBe('own_access_token_2')
  })

  it('T64: goes only where it was typed for, until the person allows another server', async () => {
    const { draft, variables } = lift(
      draftOf({ authorization: { kind: 'bearer', token: 'CANARY' } }),
    )
    const scope = {
      environment: { id: 'e', name: 'Mine', variables },
      ...{ approved: [], now: 0, random: () => 'r' },
    }
    const moved = { ...draft, url: 'https://evil.example/' }
    const asked = await compose(moved, scope)
    expect(asked.kind === 'problem' && asked.problems).toMatchObject([{ code: 'token_origin' }])
    expect(JSON.stringify(asked)).not.toContain('CANARY')
    const allowed = await compose(moved, { ...scope, approved: ['https://evil.example'] })
    expect(allowed.kind).toBe('request')
  })

  it('leaves names, and what is no secret, as they are', () => {
    const draft = draftOf({
      query: [row('limit', '10'), row('meter_key', 'a'), row('token_type', 'b')],
      headers: [row('Accept', 'a'), row('Authorization', 'Bearer {{access_token}}')],
      authorization: { kind: 'none' },
      body: { kind: 'json', text: '{"password": "{{password}}", "name": "x"}' },
    })
    expect(lift(draft)).toEqual({ draft, variables: [] })
  })
})

describe('an environment', () => {
  it('leaves without the values of its secrets', () => {
    const out = environmentOut({
      ...{ id: 'e', name: 'Mine' },
      variables: [
        { name: 'a', kind: 'text', value: '1' },
        { name: 'b', kind: 'secret', value: 'CANARY' },
      ],
    })
    expect(JSON.stringify(out)).not.toContain('CANARY')
    expect(out.variables.map(({ name }) => name)).toEqual(['a', 'b'])
  })

  it('holds numbers that are numbers, and each name once', () => {
    const number = { name: 'n', kind: 'number', value: '1.5' } as const
    expect(variableProblem(number)).toBeUndefined()
    expect(variableProblem({ ...number, value: 'x' })).toMatch(/number/)
    expect(variableProblem({ ...number, name: '1a' })).toMatch(/begins/)
    expect(variableProblem(number, [number])).toMatch(/second/)
    expect(variableProblem({ name: 'b', kind: 'boolean', value: 'yes' })).toMatch(/true or false/)
  })
})
