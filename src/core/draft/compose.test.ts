import { describe, expect, it } from 'vitest'
import { bytesOf, headerOf, headersOf, textOf, toBase64, toBase64Url } from '../http.ts'
import { type Composed, compose, type Scope } from './compose.ts'
import { type Draft, emptyDraft, type Row } from './draft.ts'
import { fact } from './scope.test-support.ts'
import { literal } from './variables.ts'

const scope: Scope = {
  session: {
    id: 's',
    name: 'My walk',
    values: { access_token: 't0k/n+', entitlement_id: 'a b/c', username: 'jane', limit: '10' },
    facts: { entitlement_id: fact('public'), limit: fact('public') },
    origins: ['https://api.example'],
  },
  approved: [],
  now: 1_800_000_000_000,
  random: (bytes) => toBase64Url(new Uint8Array(bytes).fill(0xab)),
}

const draftOf = (more: Partial<Draft>): Draft => ({
  ...emptyDraft('d'),
  url: 'https://api.example/v1',
  ...more,
})
const row = (name: string, value: string, on = true): Row => ({ name, value, on })

async function requestOf(more: Partial<Draft>, other: Partial<Scope> = {}) {
  const composed = await compose(draftOf(more), { ...scope, ...other })
  if (composed.kind === 'problem') throw new Error(JSON.stringify(composed.problems))
  return composed.request
}

async function problemsOf(more: Partial<Draft>, other: Partial<Scope> = {}) {
  const composed = await compose(draftOf(more), { ...scope, ...other })
  if (composed.kind === 'request') throw new Error(JSON.stringify(composed.request))
  return composed
}

const codes = (composed: Composed): readonly string[] =>
  composed.kind === 'problem' ? composed.problems.map(({ code }) => code) : []

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

describe('the address', () => {
  it('gets the rows that are on, encoded', async () => {
    const request = await requestOf({
      url: 'https://api.example/v1?x=1',
      query: [row('a&b', 'c d=é'), row('off', '1', false), row('id', '{{entitlement_id}}')],
    })
    expect(request.url).toBe('https://api.example/v1?x=1&a%26b=c%20d%3D%C3%A9&id=a%20b%2Fc')
  })

  it('loses its fragment, and says so', async () => {
    const composed = await compose(draftOf({ url: 'https://api.example/a#b' }), scope)
    expect(composed.kind === 'request' && composed.request.url).toBe('https://api.example/a')
    expect(composed.notes.map(({ code }) => code)).toEqual(['fragment_dropped'])
  })

  it.each([
    ['', 'no_url'],
    ['api.example/v1', 'bad_url'],
    ['javascript:alert(1)', 'bad_scheme'],
    ['file:///etc/passwd', 'bad_scheme'],
    ['https://a:b@api.example/', 'credentials_in_url'],
    ['https://api.example/a\r\nb', 'control_in_url'],
    ['https://api.example/\0', 'control_in_url'],
    ['https://{{nobody}}/', 'unknown_host'],
  ])('%j is refused as %s', async (url, code) => {
    expect(codes(await problemsOf({ url }))).toContain(code)
  })
})

describe('headers', () => {
  it.each([
    ['X-A', 'a\r\nX-B: b', 'control_in_header'],
    ['X-A', 'a\0', 'control_in_header'],
    ['X-A', 'a\nb', 'control_in_header'],
    ['X A', 'a', 'bad_header_name'],
    ['X-A:', 'a', 'bad_header_name'],
    ['', 'a', 'bad_header_name'],
    ['X-A', '\u{1f600}', 'header_not_latin1'],
  ])('%j: %j is refused as %s', async (name, value, code) => {
    expect(codes(await problemsOf({ headers: [row(name, value)] }))).toEqual([code])
  })

  it('take no line break from a value either', async () => {
    const session = { ...scope.session, values: { limit: '1\r\nX-Evil: 1' } } as Scope['session'] &
      object
    const composed = await problemsOf({ headers: [row('X-A', '{{limit}}')] }, { session })
    expect(codes(composed)).toEqual(['control_in_header'])
  })

  it('name both when Authorization is typed beside a chosen one', async () => {
    const composed = await problemsOf({
      headers: [row('authorization', 'Basic eDp5')],
      authorization: { kind: 'bearer', token: 'a' },
    })
    expect(codes(composed)).toEqual(['authorization_twice'])
    expect(composed.problems[0]?.means).toMatch(/Authorization.*Bearer/)
  })

  it('leave a typed Content-Type alone', async () => {
    const body = { kind: 'json', text: '{}' } as const
    const typed = await requestOf({
      ...{ method: 'POST', body },
      headers: [row('content-type', 'application/vnd.a+json')],
    })
    expect(headersOf(typed, 'content-type')).toEqual(['application/vnd.a+json'])
    expect(headersOf(await requestOf({ method: 'POST', body }), 'content-type')).toEqual([
      'application/json',
    ])
  })
})

describe('authorization', () => {
  it('basic is UTF-8 before it is base64', async () => {
    const authorization = { kind: 'basic', username: 'jané', password: 'p:ä' } as const
    const composed = await compose(draftOf({ authorization }), scope)
    if (composed.kind === 'problem') throw new Error('problem')
    const text = headerOf(composed.request, 'authorization')?.slice('Basic '.length) ?? ''
    expect(new TextDecoder().decode(bytesOf({ encoding: 'base64', data: text }))).toBe('jané:p:ä')
    expect(composed.secrets.map(({ value }) => value)).toEqual(['p:ä', text])
  })

  it('basic takes no colon in a name', async () => {
    const authorization = { kind: 'basic', username: 'a:b', password: 'c' } as const
    expect(codes(await problemsOf({ authorization }))).toEqual(['colon_in_username'])
  })

  it('an API key goes into a header, the query, or beside other cookies', async () => {
    const key = { kind: 'api_key', name: 'k', value: 'v' } as const
    const inHeader = await requestOf({ authorization: { ...key, in: 'header' } })
    expect(headerOf(inHeader, 'k')).toBe('v')
    const inQuery = await requestOf({ authorization: { ...key, in: 'query', value: 'a&b' } })
    expect(inQuery.url).toBe('https://api.example/v1?k=a%26b')
    const inCookie = await requestOf({
      headers: [row('cookie', 'a=b')],
      authorization: { ...key, in: 'cookie' },
    })
    expect(headersOf(inCookie, 'cookie')).toEqual(['a=b; k=v'])
    const smuggled = { ...key, in: 'cookie', value: 'v; admin=1' } as const
    expect(codes(await problemsOf({ authorization: smuggled }))).toEqual(['bad_cookie'])
  })

  it('Aruba’s adds TenantID', async () => {
    const authorization = { kind: 'aruba', token: 'a', tenant: 'b' } as const
    const request = await requestOf({ authorization })
    expect(request.headers).toEqual([
      ['Authorization', 'Bearer a'],
      ['TenantID', 'b'],
    ])
  })

  it('without credentials is not sent', async () => {
    const authorization = { kind: 'bearer', token: ' ' } as const
    expect(codes(await problemsOf({ authorization }))).toEqual(['no_credentials'])
  })
})

describe('the body', () => {
  const post = async (body: Draft['body']) => requestOf({ method: 'POST', body })

  it('as a form is what a form is', async () => {
    const rows = [row('a b', 'c&d=é+%'), row('off', '', false), row('e', '{{entitlement_id}}~*')]
    const request = await post({ kind: 'form', rows })
    expect(textOf(request)).toBe(
      new URLSearchParams([
        ['a b', 'c&d=é+%'],
        ['e', 'a b/c~*'],
      ]).toString(),
    )
    expect(headerOf(request, 'content-type')).toBe('application/x-www-form-urlencoded')
  })

  it('as JSON escapes a value between quotation marks, and takes it as one value outside', async () => {
    const hostile = '","admin":true,"x":"\\\n'
    const session = { ...scope.session, values: { a: hostile, limit: '10' } } as Scope['session'] &
      object
    const facts = { a: fact('public'), limit: fact('public') }
    const text = '{"a":"<{{a}}>","b":{{a}},"c":{{limit}},"d":"\\"{{limit}}"}'
    const composed = await compose(draftOf({ method: 'POST', body: { kind: 'json', text } }), {
      ...scope,
      session: { ...session, facts },
    })
    if (composed.kind === 'problem') throw new Error('problem')
    expect(JSON.parse(textOf(composed.request))).toEqual({
      ...{ a: `<${hostile}>`, b: hostile, c: 10, d: '"10' },
    })
    expect(composed.notes.map(({ code }) => code)).toEqual(['json_quoted'])
  })

  it('as broken JSON is sent all the same, with the place where it breaks', async () => {
    const body = { kind: 'json', text: '{\n  "a": 1,\n  b\n}' } as const
    const composed = await compose(draftOf({ method: 'POST', body }), scope)
    expect(composed.kind).toBe('request')
    expect(composed.notes[0]).toMatchObject({ code: 'bad_json' })
    expect(composed.notes[0]?.text).toMatch(/^Line 3, column 3: /)
  })

  it('as multipart quotes names, keeps bytes, and can be read by another parser', async () => {
    const bytes = Uint8Array.from([0, 255, 13, 10, 45, 45])
    const file = { name: 'a"b\r\nc.bin', type: 'image/png', data: toBase64(bytes) }
    const request = await post({
      kind: 'multipart',
      parts: [
        row('te"xt\r\nX-Evil: 1', 'é\r\n'),
        { ...row('file', ''), file },
        row('off', '', false),
      ],
    })
    expect(request.body?.encoding).toBe('base64')
    const type = headerOf(request, 'content-type') ?? ''
    const body = request.body === undefined ? '' : bytesOf(request.body)
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    const sent = form.get('file')
    if (!(sent instanceof File)) throw new Error('no file')
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(bytes)
    expect([...form.values()]).toHaveLength(2)
    expect(textOf(request)).toContain('name="te%22xt%0D%0AX-Evil: 1"')
    expect(textOf(request)).toContain('filename="a%22b%0D%0Ac.bin"')
    expect(textOf(request)).not.toMatch(/^X-Evil/m)
  })

  it('as a file keeps its bytes, and its type', async () => {
    const data = toBase64(Uint8Array.from([0xff, 0]))
    const request = await post({ kind: 'file', file: { name: 'a', type: '', data } })
    expect(request.body).toEqual({ encoding: 'base64', data })
    expect(headerOf(request, 'content-type')).toBe('application/octet-stream')
    const cut = { kind: 'file', file: { name: 'a', type: '', data: '*' } } as const
    expect(codes(await problemsOf({ method: 'POST', body: cut }))).toEqual(['bad_file'])
  })

  it('goes with GET by the relay, and not from a browser', async () => {
    const body = { kind: 'text', text: 'a', type: 'text/plain' } as const
    expect(textOf(await requestOf({ body }))).toBe('a')
    expect(codes(await problemsOf({ body, route: 'direct' }))).toEqual(['body_with_get'])
  })

  it('means its braces when they are escaped', async () => {
    const text = 'Hello {{name}}'
    expect(textOf(await post({ kind: 'text', text: literal(text), type: '' }))).toBe(text)
  })
})
