/** The API's answers at the simulated gateway: the vendor's own samples, pages and cursors. */
import { expect, it } from 'vitest'
import { EXAMPLE, fields, simulated } from './simulated.test-support.ts'

async function customer() {
  const gateway = await simulated()
  const { access_token } = await gateway.pair()
  const get = async (path: string) => {
    const answer = await gateway.api(path, access_token)
    gateway.clock.now += 1000
    return answer
  }
  return { ...gateway, get }
}

it('answers the guide’s own samples, member for member', async () => {
  const { get } = await customer()
  expect(await (await get('/monitoring/v1/aps')).text()).toBe(
    '{"aps":[{"firmware_version":"6.4.4.4-4.2.3.1_54637","group_name":"00TestVRK","ip_address":"10.29.18.195",' +
      '"labels":["Filter_242","Ziaomof","roster","242455","Diegso"],"macaddr":"6c:f3:7f:c3:5d:92","model":"AP-134",' +
      '"name":"6c:f3:7f:c3:5d:92","radios":[{"band":0,"index":1,"macaddr":"6c:f3:7f:b5:d9:20","status":"Down"},' +
      '{"band":1,"index":0,"macaddr":"6c:f3:7f:b5:d9:30","status":"Down"}],"serial":"AX0140586","status":"Down",' +
      '"swarm_id":"e3bf1ba201a6f85f4b5eaedeead5e502d85a9aef58d8e1d8a0","swarm_master":true}],"count":1}',
  )
  const sites = await get('/central/v2/sites?limit=20&offset=0&calculate_total=true')
  expect(await sites.text()).toBe(
    '{"count":1,"sites":[{"address":"bangalore","associated_device_count":4,"city":"bangalore","country":"India",' +
      '"latitude":"12.9298689","longitude":"77.6848366","site_id":1,"site_name":"test-pcap","state":"Karnataka",' +
      '"tags":null,"zipcode":"560103"}],"total":1}',
  )
  expect(await (await get('/configuration/v2/groups?limit=20&offset=0')).text()).toBe(
    '{"data":[["default"],["00TestVRK"]],"total":2}',
  )
  expect(await (await get('/monitoring/v2/networks')).text()).toBe('{"count":0,"networks":[]}')
})

it('filters and sorts access points, and refuses a + that arrived as a blank', async () => {
  const { get } = await customer()
  const list = '/monitoring/v2/aps?limit=100&offset=0&calculate_total=true'
  expect(await fields(await get(`${list}&sort=%2Bserial&status=Up`))).toEqual({
    aps: [],
    count: 0,
    total: 0,
  })
  expect(await fields(await get(`${list}&sort=%2Bserial&status=Down`))).toMatchObject({
    aps: [{ serial: 'AX0140586', ap_deployment_mode: 'IAP', site: 'test-pcap' }],
    total: 1,
  })
  expect((await get(`${list}&sort=+serial`)).status).toBe(400)
  expect((await get('/monitoring/v2/aps?limit=1001')).status).toBe(400)
})

it('pages by offset', async () => {
  const { get } = await customer()
  const page = (offset: number) => get(`/configuration/v2/groups?limit=1&offset=${offset}`)
  expect(await fields(await page(1))).toEqual({ data: [['00TestVRK']], total: 2 })
  expect(await fields(await page(2))).toEqual({ data: [], total: 2 })
  expect((await page(-1)).status).toBe(400)
})

it('pages clients by cursor, with offset 0 only', async () => {
  const { get } = await customer()
  const list = '/monitoring/v2/clients?calculate_total=true&limit=2&offset=0'
  const seen: string[] = []
  let cursor = ''
  for (;;) {
    const answer = await get(`${list}${cursor}`)
    const { clients, total } = (await answer.json()) as {
      clients: readonly { macaddr: string }[]
      total: number
    }
    expect(total).toBe(5)
    if (clients.length === 0) break
    seen.push(...clients.map(({ macaddr }) => macaddr))
    cursor = `&last_client_mac=${encodeURIComponent(seen.at(-1) ?? '')}`
  }
  expect(new Set(seen).size).toBe(5)
  expect((await get('/monitoring/v2/clients?limit=2&offset=2')).status).toBe(400)
  const old = await get('/monitoring/v1/clients/wireless?limit=2&offset=4')
  expect(await fields(old)).toMatchObject({ count: 1 })
})

it('keeps inventory by kind and the audit log by time, in seconds or milliseconds', async () => {
  const { get, set } = await customer()
  const inventory = '/platform/device_inventory/v1/devices?limit=50&offset=0&sku_type='
  expect(await (await get(`${inventory}switch`)).text()).toBe(
    `{"devices":[{"aruba_part_no":"JL728A","customer_id":"${EXAMPLE}","customer_name":"Example",` +
      '"device_type":"switch","macaddr":"02:1A:1E:00:00:01","model":"6200F","serial":"CN00000001",' +
      '"tier_type":"foundation"}],"total":1}',
  )
  expect((await get(`${inventory}toaster`)).status).toBe(400)
  const log = '/auditlogs/v1/events?limit=100&offset=0'
  const within = `${log}&start_time=1701648000&end_time=1701734400`
  expect(await fields(await get(within))).toMatchObject({
    events: [{ ts: 1701695769, target: 'AX0140586' }],
    remaining_records: false,
  })
  expect(await fields(await get(`${log}&start_time=1701734400`))).toMatchObject({ total: 0 })
  await set({ audit_milliseconds: true })
  expect(await fields(await get(within))).toMatchObject({ events: [{ ts: 1701695769000 }] })
  expect((await get('/auditlogs/v1/events?limit=101')).status).toBe(400)
})

it('knows a path by its method', async () => {
  const { send, get } = await customer()
  const answer = await send('/monitoring/v1/aps', { method: 'DELETE' })
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('GET')
  expect((await get('/swagger/central')).status).toBe(404)
})
