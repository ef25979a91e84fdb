/** AMM's authorization endpoint: its pages, its redirects, and where it refuses to send anybody. */
import { describe, expect, it } from 'vitest'
import {
  appliance,
  authorizeAddress,
  browser,
  CALLBACK,
  codeRequest,
  DISABLED_CLIENT,
  IMPLICIT_CLIENT,
  landing,
} from './amm.test-support.ts'

const implicitRequest = {
  response_type: 'token',
  grant_type: 'implicit',
  client_id: IMPLICIT_CLIENT.split(':')[0] ?? '',
  redirect_uri: CALLBACK,
}

describe('the authorization code flow of AMM', () => {
  it('leads through login and consent to the redirect URI, with 303 and the state', async () => {
    const { visit, open, signIn, decide } = browser(appliance())
    const first = await visit(authorizeAddress(codeRequest))
    expect(first.status).toBe(302)
    expect(landing(first).pathname).toBe('/amm/login')
    expect((await open(authorizeAddress(codeRequest))).status).toBe(200)
    const page = await signIn({ ...codeRequest, state: 'a b&c=d' })
    expect(page).toContain('<h1>Approve access?</h1>')
    const answer = await decide(page, 'true')
    expect(answer.status).toBe(303)
    const back = landing(answer)
    expect(back.origin + back.pathname).toBe(CALLBACK)
    expect([...back.searchParams.keys()]).toEqual(['code', 'state'])
    expect(back.searchParams.get('state')).toBe('a b&c=d')
  })

  it('sends a denial back in the query', async () => {
    const { signIn, decide } = browser(appliance())
    const answer = await decide(await signIn({ ...codeRequest, state: 'xyz' }), 'false')
    expect(answer.headers.get('location')).toBe(
      `${CALLBACK}?error=access_denied&error_description=User%20denied%20access&state=xyz`,
    )
  })

  it('asks for consent every time, but for the password only once', async () => {
    const { approve, open } = browser(appliance())
    await approve(codeRequest)
    const again = await open(authorizeAddress(codeRequest))
    expect(await again.text()).toContain('<h1>Approve access?</h1>')
  })

  it('uses the registered redirect URI when none is named', async () => {
    const { client_id, response_type } = codeRequest
    const back = await browser(appliance()).approve({ client_id, response_type })
    expect(back.origin + back.pathname).toBe(CALLBACK)
  })

  it('ignores client_secret, PKCE and a foreign grant_type, as the server behind AMM does', async () => {
    const back = await browser(appliance()).approve({
      ...codeRequest,
      grant_type: 'implicit',
      client_secret: 'wrong',
      code_challenge: 'x',
      code_challenge_method: 'nonsense',
    })
    expect(back.searchParams.has('code')).toBe(true)
  })
})

describe('the implicit flow of AMM', () => {
  it('gives the token in the fragment, in Spring’s order and without a refresh token', async () => {
    const { approve } = browser(appliance())
    const back = await approve({ ...implicitRequest, state: 's' })
    expect(back.search).toBe('')
    expect(back.hash).toMatch(
      /^#access_token=[0-9a-f-]{36}&token_type=bearer&state=s&expires_in=86400&scope=READ%20WRITE$/,
    )
  })

  it('gives the token that the password grant gave before', async () => {
    const appliances = appliance()
    const { access_token } = await appliances.password()
    appliances.clock.now += 1000
    const request = { ...implicitRequest, client_id: 'my_client' }
    const fragment = (await browser(appliances).approve(request)).hash.slice(1)
    const parameters = new URLSearchParams(fragment)
    expect(parameters.get('access_token')).toBe(access_token)
    expect(parameters.get('expires_in')).toBe('86399')
  })

  it('sends a denial back in the fragment', async () => {
    const { signIn, decide } = browser(appliance())
    const back = landing(await decide(await signIn(implicitRequest), 'false'))
    expect(back.hash).toBe('#error=access_denied&error_description=User%20denied%20access')
  })

  it('tells a client that may not use the code flow, at its own address', async () => {
    const request = { ...codeRequest, client_id: implicitRequest.client_id }
    const answer = await appliance().send(authorizeAddress(request).slice(4))
    expect(landing(answer).searchParams.get('error_description')).toBe('Unauthorized grant type')
  })
})

describe('an error page of AMM, without any redirect, answers', () => {
  const rows: [string, Record<string, string>, number, string, string][] = [
    ['no client_id', { client_id: '' }, 401, 'invalid_client', 'A client id must be provided'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client', 'Bad client credentials'],
    [
      'an unknown response type',
      { response_type: 'id_token' },
      400,
      'unsupported_response_type',
      'Unsupported response types',
    ],
    [
      'no response type',
      { response_type: '' },
      400,
      'unsupported_response_type',
      'Unsupported response types',
    ],
    ...[
      'https://evil.example/callback/amm',
      `${CALLBACK}/deeper`,
      `${CALLBACK}?x=1`,
      `${CALLBACK}#x`,
      CALLBACK.replace('http:', 'https:'),
      CALLBACK.toUpperCase(),
      'javascript:alert(1)',
    ].map((redirect_uri): [string, Record<string, string>, number, string, string] => [
      `the redirect URI ${redirect_uri}`,
      { redirect_uri },
      400,
      'invalid_grant',
      'Invalid redirect uri does not match one of the registered values.',
    ]),
    [
      'a disabled client',
      { client_id: DISABLED_CLIENT.split(':')[0] ?? '' },
      403,
      'access_denied',
      'Access is disabled for client: ',
    ],
  ]

  it.each(rows)('%s', async (_situation, change, status, error, description) => {
    const request = { ...codeRequest, ...change }
    const answer = await appliance().send(authorizeAddress(request).slice(4))
    expect(answer.status).toBe(status)
    expect(answer.headers.get('location')).toBeNull()
    const page = await answer.text()
    expect(page).toContain(`<code>${error}</code>`)
    expect(page).toContain(description)
  })

  it('a user without API access, after the login', async () => {
    const page = await browser(appliance()).signIn(codeRequest, 'vera')
    expect(page).toContain('Access is disabled for client: my_client')
  })

  it('a method that is neither GET nor POST', async () => {
    const answer = await appliance().send('/api/oauth/authorize', { method: 'DELETE' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})

describe('strict mode of AMM', () => {
  const strict = async () => {
    const appliances = appliance()
    await appliances.control({ settings: { strict: true } })
    return appliances
  }

  it('wants the grant_type that belongs to the response type', async () => {
    const { send } = await strict()
    const ask = async (grant_type: string) =>
      landing(await send(authorizeAddress({ ...codeRequest, grant_type }).slice(4)))
    expect((await ask('')).searchParams.get('error')).toBe('invalid_request')
    expect((await ask('implicit')).searchParams.get('error')).toBe('unsupported_grant_type')
    expect((await ask('authorization_code')).pathname).toBe('/amm/login')
  })
})
