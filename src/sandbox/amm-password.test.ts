/** AMM's password grant and one API call, through the whole engine. */
import { describe, expect, it } from 'vitest'
import { appliance, basic, MY_CLIENT, pair, refused } from './amm.test-support.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const operator = { grant_type: 'password', username: 'operator', password: 'operator-password' }

describe('the password grant of AMM', () => {
  it('takes the credentials of the documentation and answers in its field order', async () => {
    const { send } = appliance()
    const answer = await send(`/api/oauth/token?${new URLSearchParams(operator).toString()}`, {
      method: 'POST',
      headers: { Authorization: 'Basic bXlfY2xpZW50OnRoZV9zZWNyZXQ=' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('pragma')).toBe('no-cache')
    const text = await answer.text()
    const fields = JSON.parse(text) as Record<string, unknown>
    expect(Object.keys(fields)).toEqual([
      'access_token',
      'token_type',
      'refresh_token',
      'expires_in',
      'scope',
    ])
    expect(fields).toMatchObject({ token_type: 'bearer', expires_in: 86400, scope: 'READ WRITE' })
    expect(fields['access_token']).toMatch(UUID)
    expect(fields['refresh_token']).toMatch(UUID)
  })

  it('reads parameters from the form body as well', async () => {
    const { send } = appliance()
    const body = new URLSearchParams(operator)
    const answer = await send('/api/oauth/token', {
      method: 'POST',
      headers: basic(MY_CLIENT),
      body,
    })
    expect((await pair(answer)).token_type).toBe('bearer')
  })

  it('accepts the client in the form, where its error has the form’s name', async () => {
    const { send } = appliance()
    const form = (client_secret: string) =>
      send('/api/oauth/token', {
        method: 'POST',
        body: new URLSearchParams({ ...operator, client_id: 'my_client', client_secret }),
      })
    expect((await form('the_secret')).status).toBe(200)
    expect(await refused(await form('wrong'))).toEqual([
      401,
      'invalid_client',
      'Bad client credentials',
    ])
  })

  it('gives the same token again, with less time left', async () => {
    const appliances = appliance()
    const first = await appliances.password()
    appliances.clock.now += 1500
    const second = await appliances.password()
    expect(second).toEqual({ ...first, expires_in: 86398 })
  })

  it('opens the API', async () => {
    const { password, api } = appliance()
    const { access_token } = await password()
    const answer = await api('/api/v1/systems/groups', access_token)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-rate-limit-remaining')).toBe('359')
    expect(await answer.json()).toEqual({
      'All gateways': {
        id: 9,
        subgroups: [{ MGOS: { id: 11, subgroups: [] } }, { ALEOS: { id: 16, subgroups: [] } }],
      },
    })
  })
})
