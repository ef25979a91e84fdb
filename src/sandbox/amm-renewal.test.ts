/** How AMM's tokens are given again, refreshed, revoked, and how they end. */
import { describe, expect, it } from 'vitest'
import {
  type Appliance,
  appliance,
  basic,
  MY_CLIENT,
  OTHER_CLIENT,
  pair,
  refused,
} from './amm.test-support.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const GROUPS = '/api/v1/systems/groups'

const refresh = (appliances: Appliance, refresh_token: string, credentials = MY_CLIENT) =>
  appliances.token({ grant_type: 'refresh_token', refresh_token }, credentials)

describe('an access token of AMM', () => {
  it('is given again with less time, until it ends; then the refresh token is kept', async () => {
    const appliances = appliance()
    const first = await appliances.password()
    await appliances.control({ advance: 23 * HOUR })
    expect(await appliances.password()).toEqual({ ...first, expires_in: HOUR })
    await appliances.control({ advance: HOUR })
    const next = await appliances.password()
    expect(next.access_token).not.toBe(first.access_token)
    expect(next).toMatchObject({ refresh_token: first.refresh_token, expires_in: DAY })
  })

  it('comes with a new refresh token when the old one is over as well', async () => {
    const appliances = appliance()
    const first = await appliances.password()
    await appliances.control({ advance: 30 * DAY })
    expect((await appliances.password()).refresh_token).not.toBe(first.refresh_token)
  })

  it('is one for each client and each user', async () => {
    const appliances = appliance()
    const mine = await appliances.password()
    const parameters = {
      grant_type: 'password',
      username: 'operator',
      password: 'operator-password',
    }
    const others = await pair(await appliances.token(parameters, OTHER_CLIENT))
    const remote = { ...parameters, username: 'HQ\\remy', password: 'remote-horse' }
    const remys = await pair(await appliances.token(remote))
    expect(new Set([mine, others, remys].map((one) => one.access_token)).size).toBe(3)
  })

  it('counts the clock’s milliseconds down: a second later 86399', async () => {
    const appliances = appliance()
    await appliances.password()
    appliances.clock.now += 1
    expect((await appliances.password()).expires_in).toBe(86399)
  })
})

describe('a refresh at AMM', () => {
  it('gives a new pair and ends the old one', async () => {
    const appliances = appliance()
    const old = await appliances.password()
    const next = await pair(await refresh(appliances, old.refresh_token))
    expect(next.access_token).not.toBe(old.access_token)
    expect(next.refresh_token).not.toBe(old.refresh_token)
    expect((await appliances.api(GROUPS, old.access_token)).status).toBe(401)
    expect((await appliances.api(GROUPS, next.access_token)).status).toBe(200)
    const answer = [400, 'invalid_grant', 'Invalid refresh token']
    expect(await refused(await refresh(appliances, old.refresh_token))).toEqual(answer)
    // The replay ends nothing else: AMM does not look for thieves.
    expect((await appliances.api(GROUPS, next.access_token)).status).toBe(200)
  })

  it('keeps the refresh token in 2.17.1, and ends it from 2.17.2 on', async () => {
    const appliances = appliance()
    await appliances.control({ settings: { version: '2.17.1' } })
    const old = await appliances.password()
    const next = await pair(await refresh(appliances, old.refresh_token))
    expect(next.refresh_token).toBe(old.refresh_token)
    expect((await appliances.api(GROUPS, old.access_token)).status).toBe(401)
    await appliances.control({ settings: { version: '2.17.2' } })
    const last = await pair(await refresh(appliances, old.refresh_token))
    expect(last.refresh_token).not.toBe(old.refresh_token)
    expect((await refresh(appliances, old.refresh_token)).status).toBe(400)
  })

  it('is refused to another client and leaves the tokens alone', async () => {
    const appliances = appliance()
    const old = await appliances.password()
    const answer = [400, 'invalid_grant', 'Wrong client for this refresh token']
    expect(await refused(await refresh(appliances, old.refresh_token, OTHER_CLIENT))).toEqual(
      answer,
    )
    expect((await appliances.api(GROUPS, old.access_token)).status).toBe(200)
    expect((await refresh(appliances, old.refresh_token)).status).toBe(200)
  })

  it('after thirty days is refused once as expired, then as unknown', async () => {
    const appliances = appliance()
    const old = await appliances.password()
    await appliances.control({ advance: 30 * DAY - 1 })
    await appliances.control({ advance: 1 })
    const expired = [401, 'invalid_token', 'Invalid refresh token (expired)']
    expect(await refused(await refresh(appliances, old.refresh_token))).toEqual(expired)
    const unknown = [400, 'invalid_grant', 'Invalid refresh token']
    expect(await refused(await refresh(appliances, old.refresh_token))).toEqual(unknown)
  })

  it('works to the last second of thirty days', async () => {
    const appliances = appliance()
    const old = await appliances.password()
    await appliances.control({ advance: 30 * DAY - 1 })
    expect((await refresh(appliances, old.refresh_token)).status).toBe(200)
  })
})

describe('revocation at AMM', () => {
  const expire = (appliances: Appliance, access_token: string, headers: Record<string, string>) =>
    appliances.send(`/api/oauth/expire?access_token=${access_token}`, { method: 'POST', headers })
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
  const invalid = [401, 'unauthorized', 'Invalid access token']

  it('ends the access token and its refresh token, once', async () => {
    const appliances = appliance()
    const { access_token, refresh_token } = await appliances.password()
    const done = await expire(appliances, access_token, bearer(access_token))
    expect([done.status, await done.text()]).toEqual([200, ''])
    expect(done.headers.get('x-rate-limit-remaining')).toBe('359')
    expect((await appliances.api(GROUPS, access_token)).status).toBe(401)
    expect((await refresh(appliances, refresh_token)).status).toBe(400)
    const again = await expire(appliances, access_token, bearer(access_token))
    expect(await refused(again)).toEqual(invalid)
  })

  it('accepts the client’s Basic credentials and the token in the body', async () => {
    const appliances = appliance()
    const { access_token } = await appliances.password()
    const answer = await appliances.send('/api/oauth/expire', {
      method: 'POST',
      headers: basic(MY_CLIENT),
      body: new URLSearchParams({ access_token }),
    })
    expect(answer.status).toBe(200)
    expect(await refused(await expire(appliances, access_token, basic(MY_CLIENT)))).toEqual(invalid)
  })

  it('refuses another client’s token, and leaves it alive', async () => {
    const appliances = appliance()
    const { access_token } = await appliances.password()
    const answer = await expire(appliances, access_token, basic(OTHER_CLIENT))
    expect(await refused(answer)).toEqual(invalid)
    expect((await appliances.api(GROUPS, access_token)).status).toBe(200)
  })

  it('refuses a caller who shows nothing, a wrong method and a missing token', async () => {
    const appliances = appliance()
    const { access_token } = await appliances.password()
    expect((await expire(appliances, access_token, {})).status).toBe(401)
    expect((await appliances.api('/api/oauth/expire', access_token)).status).toBe(405)
    const nothing = await appliances.send('/api/oauth/expire', {
      method: 'POST',
      headers: basic(MY_CLIENT),
    })
    expect(nothing.status).toBe(400)
  })
})
