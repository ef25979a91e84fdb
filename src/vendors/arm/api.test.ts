/** Arm's entitlement API: pages, search, files, agreements, and its refusals. */
import { beforeEach, describe, expect, it } from 'vitest'
import { API, ARTIFACT, RELEASE, simulated } from './arm.test-support.ts'

let arm: Awaited<ReturnType<typeof simulated>>
beforeEach(async () => {
  arm = await simulated()
})

const idsIn = (json: Readonly<Record<string, unknown>>): unknown[] =>
  Array.isArray(json['items']) ? json['items'].map((item: { id?: unknown }) => item.id) : []

const searching = (value: unknown) => `?search=${encodeURIComponent(JSON.stringify(value))}`

const releases = (id: string) => `/entitlements/${id}/rights/download/releases`
const file = (id: string, release = RELEASE, artifact = ARTIFACT) =>
  `${releases(id)}/${release}/artifact/${artifact}`

describe('a list', () => {
  it('counts everything and gives one page; offset is the number of the page', async () => {
    const first = (await arm.api('/entitlements?limit=2&offset=1')).json
    const second = (await arm.api('/entitlements?limit=2&offset=2')).json
    expect(first['totalNumberOfItems']).toBe(3)
    expect(idsIn(first)).toEqual(['169189', '99'])
    expect(idsIn(second)).toEqual(['240117'])
  })

  it('is empty past its last page, and that is no error', async () => {
    const { status, json } = await arm.api('/entitlements?limit=2&offset=3')
    expect([status, idsIn(json)]).toEqual([200, []])
  })

  it('is searched by a JSON object whose names lead into the items', async () => {
    const search = async (value: unknown) =>
      idsIn((await arm.api(`/entitlements${searching(value)}`)).json)
    expect(await search({ 'product.id': 'DS000B' })).toEqual(['169189'])
    expect(await search({ rightTo: 'download' })).toHaveLength(3)
    expect(await search({ rightTo: 'download', activatedFrom: '2021-01-01' })).toEqual(
      '169189 240117'.split(' '),
    )
    expect(await search({ '__proto__.x': 1 })).toEqual([])
  })

  it.each([
    ['search=rightTo', 'search must be a JSON object'],
    ['search=%5B1%5D', 'search must be a JSON object'],
    ['limit=0', 'limit must be a whole number from 1 to 100'],
    ['limit=101', 'limit must be a whole number from 1 to 100'],
    ['offset=0', /^offset must be/],
    ['offset=-1', /^offset must be/],
  ])('refuses ?%s with 400', async (query, text) => {
    const { status, json } = await arm.api(`/entitlements?${query}`)
    expect(status).toBe(400)
    expect(json).toMatchObject({ errorCode: 400, errorName: 'bad-request' })
    expect(json['errorDescription']).toMatch(text)
  })

  it('of releases may be searched for the newest, or from a time on', async () => {
    const search = async (value: unknown) =>
      idsIn((await arm.api(`${releases('169189')}${searching(value)}`)).json)
    expect(await search({ latestAvailable: true })).toEqual([RELEASE])
    expect(await search({ availableFrom: '2022-04-04T15:44:05.806Z' })).toEqual([RELEASE])
    expect(await search({ availableFrom: '2023-01-01T00:00:00.000Z' })).toEqual([])
  })
})

describe('what does not open', () => {
  it('is 401 without a token, with a strange one, and after an hour', async () => {
    const token = String((await arm.token()).json['access_token'])
    const path = `${API}/entitlements`
    for (const given of [undefined, 'eyJ.made.up']) {
      const { status, json, headers } = await arm.get(path, given)
      expect(status).toBe(401)
      expect(json).toEqual({ errorCode: 401, errorDescription: 'Unauthorized' })
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    }
    expect((await arm.get(path, token)).status).toBe(200)
    await arm.control({ advance: 3600 })
    expect((await arm.get(path, token)).status).toBe(401)
  })

  it.each([
    '/entitlements/1',
    releases('1'),
    `${releases('169189')}/none`,
    file('169189', RELEASE, 'none'),
    file('99'),
    '/nowhere',
  ])('is 404 at %s, in Arm’s words', async (path) => {
    const { status, json } = await arm.api(path)
    expect([status, json]).toEqual([404, { errorCode: 404, errorDescription: 'Not Found' }])
  })

  it('is 429 with Retry-After when a limit is set', async () => {
    const token = String((await arm.token()).json['access_token'])
    await arm.control({ settings: { calls_per_minute: 1 } })
    expect((await arm.get(`${API}/entitlements`, token)).status).toBe(200)
    const { status, json, headers } = await arm.get(`${API}/entitlements`, token)
    expect(status).toBe(429)
    expect(json).toEqual({ errorCode: 429, errorDescription: 'Quota has been exceeded' })
    expect(headers.get('retry-after')).toBe('60')
  })
})

describe('a file', () => {
  it('has a signed link that opens without a token, for a while', async () => {
    const { json } = await arm.api(`${file('169189')}/http`)
    expect(Object.keys(json)).toEqual(['downloadUrl'])
    const link = new URL(String(json['downloadUrl']))
    expect([...link.searchParams.keys()]).toEqual(['Expires', 'Signature', 'Key-Pair-Id'])
    const path = link.pathname.replace('/arm', '') + link.search
    expect((await arm.get(path)).status).toBe(200)
    await arm.control({ advance: 900 })
    expect((await arm.get(path)).status).toBe(403)
  })

  it('needs an accepted agreement: 403 says where, and accepting it opens', async () => {
    const path = `${file('240117', 'e7d31a90-6c2b-4b5f-9d84-0f1a2b3c4d5e', 'a1b2c3d4-0e5f-4a6b-8c7d-9e0f1a2b3c4d')}/http`
    const { status, json } = await arm.api(path)
    expect(status).toBe(403)
    expect(Object.keys(json)).toEqual(['errorName', 'errorDescription', 'agreementUrl'])
    expect(json['errorName']).toBe('download-error-eula-required')
    const agreement = new URL(String(json['agreementUrl'])).pathname.replace('/arm', '')
    expect((await arm.get(agreement)).text).toContain('<button type="submit">Accept</button>')
    await arm.form(agreement, {})
    expect((await arm.api(path)).status).toBe(200)
  })

  it('is kept back when export rules say so', async () => {
    await arm.control({ settings: { compliance_blocked: true } })
    expect((await arm.api(`${file('169189')}/http`)).json['errorName']).toBe(
      'download-error-compliance',
    )
    const { json } = await arm.api('/entitlements/169189')
    expect(json['compliance']).toMatchObject({ status: 'Blocked' })
  })
})
