import { describe, expect, it } from 'vitest'
import { bytesOf, headerOf, headersOf } from '../http.ts'
import { compose } from './compose.ts'
import { codes, draftOf, problemsOf, requestOf, row, scope } from './scope.test-support.ts'

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
