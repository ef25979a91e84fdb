import { describe, expect, it } from 'vitest'
import { headerOf, textOf } from '../http.ts'
import { compose, type Scope } from './compose.ts'
import type { Draft } from './draft.ts'
import { codes, draftOf, problemsOf, requestOf, row, scope } from './scope.test-support.ts'

describe('a session’s secret (T68)', () => {
  const bearer = { authorization: { kind: 'bearer', token: '{{access_token}}' } } as const

  it('T68: goes to an origin of its session', async () => {
    const request = await requestOf(bearer)
    expect(headerOf(request, 'authorization')).toBe('Bearer t0k/n+')
  })

  it.each([
    'https://evil.example/v1',
    'http://api.example/v1',
    'https://api.example:8443/v1',
    'https://api.example.evil.example/',
    'https://sub.api.example/',
  ])('T68: stays a placeholder in a request to %s, and the person is asked', async (url) => {
    const composed = await problemsOf({ ...bearer, url })
    expect(codes(composed)).toEqual(['token_origin'])
    const { origin } = new URL(url)
    expect(composed.problems[0]).toMatchObject({ kind: 'security_stop' })
    expect(composed.problems[0]?.means).toContain(origin)
    expect(composed.problems[0]?.means).toContain('{{access_token}}')
    expect(headerOf(composed.shown, 'authorization')).toBe('Bearer {{access_token}}')
    expect(JSON.stringify(composed)).not.toContain('t0k/n+')
    expect(composed.origin).toBe(origin)
  })

  it('T68: goes to an origin the person allowed, and to no other', async () => {
    const url = 'https://other.example/v1'
    const approved = ['https://other.example']
    const request = await requestOf({ ...bearer, url }, { approved })
    expect(headerOf(request, 'authorization')).toBe('Bearer t0k/n+')
    expect(
      codes(await problemsOf({ ...bearer, url: 'https://third.example' }, { approved })),
    ).toEqual(['token_origin'])
  })

  it.each<[string, Partial<Draft>]>([
    ['query', { query: [row('q', '{{access_token}}')] }],
    ['header', { headers: [row('X-A', 'a{{access_token}}b')] }],
    ['path', { url: 'https://evil.example/{{access_token}}' }],
    ['form', { method: 'POST', body: { kind: 'form', rows: [row('a', '{{access_token}}')] } }],
    ['JSON', { method: 'POST', body: { kind: 'json', text: '{"a":"{{access_token}}"}' } }],
    ['text', { method: 'POST', body: { kind: 'text', text: '{{access_token}}', type: '' } }],
    [
      'part',
      { method: 'POST', body: { kind: 'multipart', parts: [row('a', '{{access_token}}')] } },
    ],
    ['basic', { authorization: { kind: 'basic', username: 'a', password: '{{access_token}}' } }],
    ['dpop', { authorization: { kind: 'dpop', token: '{{access_token}}', key: '{}' } }],
    [
      'key',
      { authorization: { kind: 'api_key', in: 'cookie', name: 'k', value: '{{access_token}}' } },
    ],
    ['aruba', { authorization: { kind: 'aruba', token: 'x', tenant: '{{access_token}}' } }],
  ])('T68: is withheld from a stranger wherever it stands: %s', async (_where, more) => {
    const composed = await problemsOf({ url: 'https://evil.example/', ...more })
    expect(codes(composed)).toContain('token_origin')
    expect(JSON.stringify(composed)).not.toContain('t0k')
    expect(
      `${composed.shown.url}${textOf(composed.shown)}${composed.shown.headers.join()}`,
    ).toMatch(/\{\{access_token\}\}/)
  })

  it.each([
    'https://{{access_token}}/',
    'https://api.example{{access_token}}/',
    '{{access_token}}',
  ])('T68: never says where the request goes: %s', async (url) => {
    const values = { access_token: '.evil.example' }
    const session = { ...scope.session, values } as Scope['session'] & object
    const composed = await problemsOf({ url }, { session })
    expect(composed.problems.length).toBeGreaterThan(0)
    expect(JSON.stringify(composed)).not.toContain('evil.example')
  })

  it('T68: is not lent to a value that redirects the address', async () => {
    const session = {
      ...scope.session,
      values: { access_token: 't0k', limit: '@evil.example' },
    } as Scope['session'] & object
    const composed = await problemsOf(
      { ...bearer, url: 'https://api.example{{limit}}/' },
      { session },
    )
    expect(codes(composed)).toContain('credentials_in_url')
    expect(JSON.stringify(composed)).not.toContain('t0k')
  })
})

describe('variables', () => {
  const environment = {
    id: 'e',
    name: 'Mine',
    variables: [
      { name: 'limit', kind: 'number', value: '5' },
      { name: 'mine', kind: 'secret', value: 'own' },
      { name: 'gone', kind: 'secret', value: '' },
    ],
  } as const

  it('come from the environment first, and it is said', async () => {
    const composed = await compose(draftOf({ url: 'https://api.example/?l={{limit}}' }), {
      ...scope,
      environment,
    })
    expect(composed.kind === 'request' && composed.request.url).toBe('https://api.example/?l=5')
    expect(composed.notes.map(({ code }) => code)).toEqual(['environment_first'])
  })

  it('that are the person’s own secrets go where the person sends them, with a note', async () => {
    const composed = await compose(
      draftOf({ url: 'https://any.example/', headers: [row('X-Key', '{{mine}}')] }),
      { ...scope, environment },
    )
    expect(composed.kind).toBe('request')
    expect(composed.secrets).toEqual([{ name: 'mine', value: 'own' }])
    expect(composed.notes.map(({ code }) => code)).toEqual(['own_secret'])
  })

  it('without a value are named, and stay in what is shown', async () => {
    const composed = await problemsOf(
      { query: [row('a', '{{nobody}}')], headers: [row('B', '{{gone}}')] },
      { environment },
    )
    expect(codes(composed)).toEqual(['unknown_variable'])
    expect(composed.problems[0]?.means).toMatch(/\{\{nobody\}\}, \{\{gone\}\}/)
    expect(composed.shown.url).toBe('https://api.example/v1?a={{nobody}}')
  })

  it('that are made up are the same everywhere in one request', async () => {
    const request = await requestOf({
      query: [row('t', '{{$timestamp}}'), row('u', '{{$uuid}}')],
      headers: [row('X-Id', '{{$uuid}}'), row('X-R', '{{$random}}')],
    })
    expect(request.url).toMatch(
      /\?t=1800000000&u=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(request.url).toContain(headerOf(request, 'x-id'))
    expect(headerOf(request, 'x-r')).toHaveLength(16)
  })
})
