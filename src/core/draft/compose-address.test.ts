import { describe, expect, it } from 'vitest'
import { headersOf } from '../http.ts'
import { compose, type Scope } from './compose.ts'
import { codes, draftOf, problemsOf, requestOf, row, scope } from './scope.test-support.ts'

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
