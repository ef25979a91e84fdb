/** The six calls of AMM's API (vendor notes, 4.4), its door and its quota. */
import { describe, expect, it } from 'vitest'
import { type Appliance, appliance, OTHER_CLIENT, pair, refused } from './amm.test-support.ts'

const GROUPS = '/api/v1/systems/groups'
const FULL = 'Full authentication is required to access this resource'

async function caller(): Promise<Appliance & { get: (path: string) => Promise<unknown> }> {
  const appliances = appliance()
  const { access_token } = await appliances.password()
  const get = async (path: string): Promise<unknown> =>
    (await appliances.api(path, access_token)).json()
  return { ...appliances, get }
}

describe('the API of AMM', () => {
  it('lists gateways by platform, nested groups among them, as in the example', async () => {
    const { get } = await caller()
    expect(await get('/api/v1/systems?platforms=MG90,MP70&groupid=0')).toEqual({
      'All gateways': [
        { uid: 'H090111G0999', name: 'Bus 12' },
        { ALEOS: [{ uid: 'N655110061029999', name: 'Van 3' }] },
      ],
    })
  })

  it('filters by cellular generation and by group', async () => {
    const { get } = await caller()
    expect(await get('/api/v1/systems?cellulars=5G')).toEqual({
      'All gateways': [{ ALEOS: [{ uid: 'N912330207045528', name: 'Ferry 2' }] }],
    })
    expect(await get('/api/v1/systems?groupid=11')).toEqual({
      MGOS: [{ uid: 'H140716B0042', name: 'Ambulance 5' }],
    })
  })

  it('gives the latest data of a gateway: strings, milliseconds, no key without data', async () => {
    const { get, clock } = await caller()
    const ids = 'ReportIdleTime,GPS%20Location-latitude,Nothing'
    const data = await get(`/api/v1/systems/H090111G0999/data?ids=${ids}`)
    expect(data).toEqual({
      ReportIdleTime: [{ value: '57 days 0 hour', timestamp: clock.now }],
      'GPS Location-latitude': [
        { value: expect.stringMatching(/^49\.1[678]/), timestamp: clock.now },
      ],
    })
    const all = await get('/api/v1/systems/N655110061029999/data')
    expect(all).toEqual({ 'CellLink-RSSI': [{ value: '-81', timestamp: clock.now }] })
  })

  it('gives the latest data of a group, where data is a list of objects with one key', async () => {
    const { get, clock } = await caller()
    const data = await get(`${GROUPS}/16/data?ids=ReportIdleTime`)
    const idle = (value: string) => [{ ReportIdleTime: [{ value, timestamp: clock.now }] }]
    expect(data).toEqual({
      ALEOS: [
        { uid: 'N655110061029999', data: [] },
        { uid: 'N787220114031017', data: idle('0 days 3 hour') },
        { uid: 'N912330207045528', data: idle('0 days 0 hour') },
      ],
    })
  })

  it('gives raw history between two moments, the documented one among them', async () => {
    const { get, clock } = await caller()
    const raw = '/api/v1/systems/data/raw?targetid=H090111G0999&dataid=GPS%20Location-longitude'
    expect(await get(`${raw}&from=1661270000000&to=1661280400000`)).toEqual({
      H090111G0999: {
        'GPS Location-longitude': [{ value: '-123.070867', timestamp: 1661280377864 }],
      },
    })
    const hour = await get(`${raw}&from=${clock.now - 3600000}&to=${clock.now}`)
    expect(hour).toMatchObject({ H090111G0999: { 'GPS Location-longitude': { length: 13 } } })
  })

  it('refuses what it cannot read or does not have', async () => {
    const { password, api } = appliance()
    const { access_token } = await password()
    const status = async (path: string) => (await api(path, access_token)).status
    expect(await status('/api/v1/systems/NOBODY/data')).toBe(404)
    expect(await status('/api/v1/systems?groupid=77')).toBe(404)
    expect(await status('/api/v1/systems/data/raw?targetid=H090111G0999')).toBe(400)
    const raw = '/api/v1/systems/data/raw?targetid=H090111G0999&dataid=x&from=yesterday'
    expect(await status(raw)).toBe(400)
    expect(await status('/api/v1/elsewhere')).toBe(404)
  })

  it('only reads', async () => {
    const answer = await appliance().send(GROUPS, { method: 'POST' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
  })

  it('sends no CORS headers, to a preflight neither', async () => {
    const { password, send } = appliance()
    const { access_token } = await password()
    const Origin = 'http://localhost:7861'
    const answers = [
      await send(GROUPS, { method: 'OPTIONS', headers: { Origin } }),
      await send('/api/oauth/token', { method: 'OPTIONS', headers: { Origin } }),
      await send(GROUPS, { headers: { Origin, Authorization: `Bearer ${access_token}` } }),
      await send('/.sandbox', { headers: { Origin } }),
    ]
    for (const answer of answers)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-'))).toEqual([])
  })
})

describe('the door of AMM’s API', () => {
  const bearer = (error: string, text: string) =>
    `Bearer realm="oauth", error="${error}", error_description="${text}"`

  it('wants a token', async () => {
    const answer = await appliance().send(GROUPS)
    expect(answer.headers.get('www-authenticate')).toBe(bearer('unauthorized', FULL))
    expect(await refused(answer)).toEqual([401, 'unauthorized', FULL])
  })

  it('tells an unknown token from an expired one', async () => {
    const { password, api, control } = appliance()
    const { access_token } = await password()
    const unknown = await api(GROUPS, 'f797967c-7788-4d8d-8169-f043bc7f395b')
    expect(unknown.headers.get('www-authenticate')).toBe(
      bearer('invalid_token', 'Invalid access token'),
    )
    expect(await refused(unknown)).toEqual([401, 'unauthorized', 'Invalid access token'])
    await control({ advance: 86399 })
    expect((await api(GROUPS, access_token)).status).toBe(200)
    await control({ advance: 1 })
    expect(await refused(await api(GROUPS, access_token))).toEqual([
      401,
      'unauthorized',
      'Access token expired',
    ])
  })

  it('calls it invalid_token when asked to speak as Spring does', async () => {
    const { api, control } = appliance()
    await control({ settings: { error_names: 'spring' } })
    expect((await refused(await api(GROUPS, 'x')))[1]).toBe('invalid_token')
  })

  it.each(['client', 'user', 'group'])('closes when access is disabled for the %s', async (who) => {
    const { password, api, control, token } = appliance()
    const { access_token, refresh_token } = await password()
    await control({ settings: { access_disabled: who } })
    const answer = [403, 'access_denied', 'Access is disabled for client: my_client']
    expect(await refused(await api(GROUPS, access_token))).toEqual(answer)
    const again = await token({ grant_type: 'refresh_token', refresh_token })
    expect(await refused(again)).toEqual(answer)
    await control({ settings: { access_disabled: 'nobody' } })
    expect((await token({ grant_type: 'refresh_token', refresh_token })).status).toBe(200)
  })
})

describe('the quota of AMM', () => {
  it('counts down, refuses with the seconds to wait, and opens again', async () => {
    const { password, api, control } = appliance()
    await control({ settings: { quota: 2 } })
    const { access_token } = await password()
    const call = () => api(GROUPS, access_token)
    const left = async () => (await call()).headers.get('x-rate-limit-remaining')
    expect([await left(), await left()]).toEqual(['1', '0'])
    await control({ advance: 3474 })
    const answer = await call()
    expect(answer.headers.get('x-rate-limit-retry-after-seconds')).toBe('126')
    expect(answer.headers.get('retry-after')).toBeNull()
    const words = 'Request has reached rate limit'
    expect(await refused(answer)).toEqual([429, 'too_many_requests', words])
    await control({ advance: 125 })
    expect((await call()).status).toBe(429)
    await control({ advance: 1 })
    expect(await left()).toBe('1')
  })

  it('is the customer group’s own, and token requests do not count', async () => {
    const { password, api, control, token } = appliance()
    await control({ settings: { quota: 1 } })
    const mine = await password()
    await password()
    expect((await api(GROUPS, mine.access_token)).status).toBe(200)
    expect((await api(GROUPS, mine.access_token)).status).toBe(429)
    const parameters = {
      grant_type: 'password',
      username: 'operator',
      password: 'operator-password',
    }
    const others = await pair(await token(parameters, OTHER_CLIENT))
    expect((await api(GROUPS, others.access_token)).status).toBe(200)
  })

  it('holds for expire too', async () => {
    const { password, api, send, control } = appliance()
    await control({ settings: { quota: 1 } })
    const { access_token } = await password()
    await api(GROUPS, access_token)
    const answer = await send(`/api/oauth/expire?access_token=${access_token}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${access_token}` },
    })
    expect(answer.status).toBe(429)
  })
})

describe('the settings of AMM’s simulator', () => {
  it('take calls away in older releases', async () => {
    const { password, api, control } = appliance()
    const { access_token } = await password()
    const calls = [
      GROUPS,
      `${GROUPS}/9/data`,
      '/api/v1/systems',
      '/api/v1/systems/H090111G0999/data',
    ]
    const statuses = async (version: string) => {
      await control({ settings: { version } })
      const answers: number[] = []
      for (const path of calls) answers.push((await api(path, access_token)).status)
      return answers
    }
    expect(await statuses('2.17.1')).toEqual([200, 404, 404, 404])
    expect(await statuses('2.17.2')).toEqual([200, 404, 404, 404])
    expect(await statuses('2.17.5')).toEqual([200, 200, 200, 200])
  })

  it('make answers slow, and 408 from 300 seconds on, without the wait', async () => {
    const { password, api, control, token, waits } = appliance()
    const { access_token } = await password()
    await control({ settings: { answer_seconds: 2 } })
    expect((await api(GROUPS, access_token)).status).toBe(200)
    expect(waits).toEqual([2000])
    await control({ settings: { answer_seconds: 300 } })
    const timedOut = [408, 'api.request.timeout', 'Request timed out']
    expect(await refused(await api(GROUPS, access_token))).toEqual(timedOut)
    expect(await refused(await token({ grant_type: 'password' }))).toEqual(timedOut)
    expect(waits).toEqual([2000])
  })

  it('cut token and API connections when the certificate is untrusted, but not pages', async () => {
    const { password, api, control, token, send } = appliance()
    const { access_token } = await password()
    await control({ settings: { untrusted_certificate: true } })
    expect((await api(GROUPS, access_token)).type).toBe('error')
    expect((await token({ grant_type: 'password' })).type).toBe('error')
    expect((await send('/login')).status).toBe(200)
  })
})
