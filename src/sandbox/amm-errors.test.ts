/** The error matrix of AMM's token endpoint, row by row (vendor notes, 4.2.3). */
import { describe, expect, it } from 'vitest'
import {
  appliance,
  basic,
  CALLBACK,
  CLOSED_CLIENT,
  DISABLED_CLIENT,
  IMPLICIT_CLIENT,
  MY_CLIENT,
  refused,
} from './amm.test-support.ts'

const operator = { grant_type: 'password', username: 'operator', password: 'operator-password' }
const FULL = 'Full authentication is required to access this resource'
const DISABLED_ID = DISABLED_CLIENT.split(':')[0] ?? ''
const CLOSED_ID = CLOSED_CLIENT.split(':')[0] ?? ''

type Row = [
  situation: string,
  parameters: Record<string, string>,
  credentials: string,
  answer: [status: number, error: string, description: string],
]

const rows: Row[] = [
  ['no client authentication', operator, '', [401, 'unauthorized', FULL]],
  ['a wrong secret', operator, 'my_client:wrong', [401, 'unauthorized', 'Bad client credentials']],
  ['an unknown client', operator, 'no:one', [401, 'unauthorized', 'Bad client credentials']],
  [
    'another client_id than that of the header',
    { ...operator, client_id: '8ecea09578ce4e7eb332ba275339b2fe' },
    MY_CLIENT,
    [401, 'invalid_client', 'Given client ID does not match authenticated client'],
  ],
  ['no grant type', {}, MY_CLIENT, [400, 'invalid_request', 'Missing grant type']],
  [
    'an empty grant type',
    { grant_type: '' },
    MY_CLIENT,
    [400, 'invalid_request', 'Missing grant type'],
  ],
  [
    'an unknown grant type',
    { grant_type: 'client_credentials' },
    MY_CLIENT,
    [400, 'unsupported_grant_type', 'Unsupported grant type'],
  ],
  [
    'the implicit grant type',
    { grant_type: 'implicit' },
    MY_CLIENT,
    [400, 'invalid_grant', 'Implicit grant type not supported from token endpoint'],
  ],
  [
    'a wrong password',
    { ...operator, password: 'wrong' },
    MY_CLIENT,
    [400, 'invalid_grant', 'Bad credentials'],
  ],
  [
    'an unknown user',
    { ...operator, username: '__proto__' },
    MY_CLIENT,
    [400, 'invalid_grant', 'Bad credentials'],
  ],
  [
    'no user name and password',
    { grant_type: 'password' },
    MY_CLIENT,
    [400, 'invalid_grant', 'Bad credentials'],
  ],
  [
    'a disabled account',
    { ...operator, username: 'dora', password: 'gone-home' },
    MY_CLIENT,
    [400, 'invalid_grant', 'User is disabled'],
  ],
  [
    'a locked account',
    { ...operator, username: 'lars', password: 'too-many-tries' },
    MY_CLIENT,
    [400, 'invalid_grant', 'User account is locked'],
  ],
  [
    'a grant the client may not use',
    operator,
    IMPLICIT_CLIENT,
    [401, 'invalid_client', 'Unauthorized grant type'],
  ],
  [
    'no code',
    { grant_type: 'authorization_code' },
    MY_CLIENT,
    [400, 'invalid_request', 'An authorization code must be supplied.'],
  ],
  [
    'an unknown code',
    { grant_type: 'authorization_code', code: 'nwllY5', redirect_uri: CALLBACK },
    MY_CLIENT,
    [400, 'invalid_grant', 'Invalid authorization code'],
  ],
  [
    'no refresh token',
    { grant_type: 'refresh_token' },
    MY_CLIENT,
    [400, 'invalid_request', 'refresh_token parameter not provided'],
  ],
  [
    'an unknown refresh token',
    { grant_type: 'refresh_token', refresh_token: 'f3303c26-7f71-4372-a5dc-175ae50d0b20' },
    MY_CLIENT,
    [400, 'invalid_grant', 'Invalid refresh token'],
  ],
  [
    'a disabled client',
    operator,
    DISABLED_CLIENT,
    [403, 'access_denied', `Access is disabled for client: ${DISABLED_ID}`],
  ],
  [
    'a client of a disabled customer group',
    operator,
    CLOSED_CLIENT,
    [403, 'access_denied', `Access is disabled for client: ${CLOSED_ID}`],
  ],
  [
    'a user without API access',
    { ...operator, username: 'olaf', password: 'switched-off' },
    MY_CLIENT,
    [403, 'access_denied', 'Access is disabled for client: my_client'],
  ],
  [
    'a user without the Develop privilege',
    { ...operator, username: 'vera', password: 'only-viewing' },
    MY_CLIENT,
    [403, 'access_denied', 'Access is disabled for client: my_client'],
  ],
]

describe('the token endpoint of AMM refuses', () => {
  it.each(rows)('%s', async (_situation, parameters, credentials, answer) => {
    expect(await refused(await appliance().token(parameters, credentials))).toEqual(answer)
  })

  it('a wrong method with 405', async () => {
    const answer = await appliance().send('/api/oauth/token')
    expect(answer.headers.get('allow')).toBe('POST')
    const words = "Request method 'GET' not supported"
    expect(await refused(answer)).toEqual([405, 'method_not_allowed', words])
  })

  it('a Basic header that cannot be read', async () => {
    const { send } = appliance()
    for (const header of ['Basic', 'Basic %%%', 'Basic bm9jb2xvbg==', 'Bearer x']) {
      const answer = await send('/api/oauth/token', {
        method: 'POST',
        headers: { Authorization: header },
      })
      expect(await refused(answer)).toEqual([401, 'unauthorized', FULL])
    }
  })

  it('with a challenge of the realm, and headers that forbid caching', async () => {
    const answer = await appliance().token(operator, '')
    expect(answer.headers.get('www-authenticate')).toBe(
      `Basic realm="oauth2/client", error="unauthorized", error_description="${FULL}"`,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
  })

  it('a Basic header whose parts were form-encoded: it decodes nothing', async () => {
    const answer = await appliance().token(operator, 'my%5Fclient:the%5Fsecret')
    expect(answer.status).toBe(401)
  })

  it('a grant only after the client is known, so that a stranger learns nothing of users', async () => {
    const answer = await appliance().token({ ...operator, password: 'wrong' }, 'my_client:wrong')
    expect((await refused(answer))[1]).toBe('unauthorized')
  })

  it('nothing because a parameter came twice: the first one counts, as in Spring', async () => {
    const { send } = appliance()
    const query = 'grant_type=password&grant_type=x&username=operator&password=operator-password'
    const answer = await send(`/api/oauth/token?${query}`, {
      method: 'POST',
      headers: basic(MY_CLIENT),
    })
    expect(answer.status).toBe(200)
  })
})
