/** Adobe's reports: the tree, the links, the four formats, and what adds up. */
import { describe, expect, it } from 'vitest'
import { simulated } from './simulated.test-support.ts'

interface Link {
  readonly href: string
  readonly name?: string
}
interface Report {
  readonly _links: {
    readonly self: Link
    readonly 'roll-up'?: Link
    readonly 'drill-down'?: Link | readonly Link[]
  }
  readonly report: readonly Record<string, string>[]
}

const world = async () => {
  const simulator = await simulated()
  const get = await simulator.reader()
  const report = async (path: string) => (await (await get(path)).json()) as Report
  return { ...simulator, get, report }
}

const sum = (rows: readonly Record<string, string>[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name]), 0)

describe('links', () => {
  it('begins with tenant, year and mvpd, and one record', async () => {
    const { report } = await world()
    const root = await report('')
    expect(root._links['drill-down']).toEqual([
      { href: '/cmu/v2/tenant', name: 'tenant' },
      { href: '/cmu/v2/year', name: 'year' },
      { href: '/cmu/v2/mvpd', name: 'mvpd' },
    ])
    expect(root._links['roll-up']).toBeUndefined()
    expect(root.report).toHaveLength(1)
  })

  it('is one object where there is one way on', async () => {
    const { report } = await world()
    const { _links } = await report('/tenant')
    expect(_links['drill-down']).toEqual({ href: '/cmu/v2/tenant/year', name: 'year' })
    expect(_links['roll-up']).toEqual({ href: '/cmu/v2' })
  })

  it('leads only to reports that exist, all the way down', async () => {
    const { get, report } = await world()
    const open = ['']
    const seen = new Set<string>()
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      seen.add(path)
      const { _links } = await report(`${path}?limit=1`)
      for (const { href } of [_links['drill-down'] ?? []].flat())
        open.push(href.slice('/cmu/v2'.length))
    }
    expect(seen.size).toBeGreaterThan(90)
    expect((await get('/year/month/mvpd/tenant/application-id/application/platform')).status).toBe(
      200,
    )
  }, 60_000)

  it('shows in self which parameters were in force', async () => {
    const { report } = await world()
    const { _links } = await report('/year/month/day/tenant?tenant=ESPN')
    expect(_links.self.href).toBe(
      '/cmu/v2/year/month/day/tenant?tenant=ESPN&start=2026-11-01T00:00:00&end=2026-11-20T12:00:00&limit=1000&metrics=active-users&metrics=active-sessions&metrics=started-sessions&metrics=completed-sessions&metrics=failed-attempts&metrics=dismissed-sessions&metrics=killed-sessions',
    )
    expect(_links['roll-up']).toEqual({ href: '/cmu/v2/year/month/day', name: 'day' })
  })

  it('opens reports by the minute only when support switched them on', async () => {
    const { get, set } = await world()
    const path = '/tenant/year/month/day/hour/minute'
    expect((await get(path)).status).toBe(404)
    await set({ settings: { minute: true } })
    expect((await get(path)).status).toBe(200)
  })
})

describe('figures', () => {
  it('are thirteen months, and the parts add up to the whole', async () => {
    const { report } = await world()
    const months = await report('/year/month?start=2020')
    expect(months.report).toHaveLength(13)
    expect(months.report[0]).toMatchObject({ year: '2025', month: '11' })
    const day = '?start=2026-11-18&end=2026-11-19'
    const [whole] = (await report(`/year/month/day${day}`)).report
    const hours = (await report(`/year/month/day/hour${day}`)).report
    expect(hours).toHaveLength(24)
    expect(sum(hours, 'started-sessions')).toBe(Number(whole?.['started-sessions']))
  })

  it('are the same for the same question, and all texts', async () => {
    const [one, other] = [await world(), await world()]
    const path = '/tenant/year/month?start=2026-01&end=2026-06'
    const first = await one.report(path)
    expect(await other.report(path)).toEqual(first)
    expect(Object.values(first.report[0] ?? {}).every((value) => typeof value === 'string')).toBe(
      true,
    )
  })

  it('carry durations below tenant and mvpd, seven metrics below year, users in histograms', async () => {
    const { report } = await world()
    const columns = async (path: string) => Object.keys((await report(path)).report[0] ?? {}).length
    expect(await columns('/year/month')).toBe(2 + 7)
    expect(await columns('/mvpd/year/month')).toBe(3 + 19)
    expect((await report('/year/month/concurrency-level?start=2026-11')).report[0]).toEqual({
      year: '2026',
      month: '11',
      'concurrency-level': '1',
      users: expect.stringMatching(/^\d+$/) as string,
    })
  })

  it('can be filtered by value, by all but a value, and forced into the output', async () => {
    const { report } = await world()
    const path = '/tenant/year/month/day/mvpd/platform/application-id'
    const { report: rows } = await report(
      `${path}?tenant=ESPN&mvpd!=Dish&platform=iOS&platform=tvOS`,
    )
    expect(new Set(rows.map((row) => row['tenant']))).toEqual(new Set(['ESPN']))
    expect(new Set(rows.map((row) => row['mvpd']))).toEqual(new Set(['Cablevision']))
    expect(new Set(rows.map((row) => row['platform']))).toEqual(new Set(['iOS', 'tvOS']))
    const forced = await report('/tenant/year?platform&metrics=active-users,killed-sessions')
    expect(Object.keys(forced.report[0] ?? {}).join()).toBe(
      'tenant,year,platform,active-users,killed-sessions',
    )
  })

  it('stop at the limit', async () => {
    const { report } = await world()
    expect((await report('/year/month/day?limit=3')).report).toHaveLength(3)
  })
})

describe('formats', () => {
  it.each<[string, Record<string, string>, string]>([
    ['/year/month.xml?format=csv', { accept: 'text/html' }, 'application/xml;charset=UTF-8'],
    ['/year/month?format=csv', { accept: 'text/html' }, 'text/csv'],
    ['/year/month', { accept: 'text/html' }, 'text/html;charset=UTF-8'],
    ['/year/month', { accept: 'text/xml;q=0.2, text/csv;q=0.9' }, 'text/csv'],
    ['/year/month', { accept: '*/*' }, 'application/json;charset=UTF-8'],
    ['/year/month', {}, 'application/json;charset=UTF-8'],
  ])('%s with %o is %s', async (path, headers, type) => {
    const { get } = await world()
    const answer = await get(path, headers)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
  })

  it('writes CSV without links, under a name that tells the span of time', async () => {
    const { get } = await world()
    const answer = await get('/year/month/mvpd.csv?start=2026-06-01&end=2026-07-01')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="report__2026-06-01_2026-07-01_1000.csv"',
    )
    const [header, ...rows] = (await answer.text()).trimEnd().split('\n')
    expect(header).toBe(
      'year,month,mvpd,active-users,active-sessions,started-sessions,completed-sessions,failed-attempts,dismissed-sessions,killed-sessions',
    )
    expect(rows.map((row) => row.split(',').slice(0, 3).join())).toEqual([
      '2026,6,Cablevision',
      '2026,6,Dish',
    ])
  })

  it('writes XML that is well formed, with links and records', async () => {
    const { get } = await world()
    const text = await (
      await get('/year/month.xml?start=2026-06&end=2026-07&metrics=active-users')
    ).text()
    expect(text).toMatch(
      /^<resource href="\/cmu\/v2\/year\/month\?start=2026-06-01T00:00:00&amp;end=2026-07-01T00:00:00&amp;limit=1000&amp;metrics=active-users">\n {2}<links>\n {4}<link rel="roll-up" href="\/cmu\/v2\/year"\/>\n {4}<link rel="drill-down" href="\/cmu\/v2\/year\/month\/day"\/>\n/,
    )
    expect(text).toMatch(/ {4}<record month="6" year="2026" active-users="\d+"\/>\n/)
  })
})

describe('refusals', () => {
  it.each<[string, Record<string, string>, number, string]>([
    ['/day/year', {}, 404, 'Not Found'],
    ['/year/month?start=yesterday', {}, 400, 'start is not an ISO 8601 date: yesterday'],
    ['/year/month?start=2026-02-31', {}, 400, 'start is not an ISO 8601 date: 2026-02-31'],
    ['/year?start=2026-02&end=2026-01', {}, 400, 'end is not after start'],
    ['/year?colour=red', {}, 400, 'Unknown dimension: colour'],
    ['/year?month=3', {}, 400, 'month is a date dimension: use start and end'],
    ['/year?metrics=fun', {}, 400, 'Unknown metric: fun'],
    ['/year?limit=all', {}, 400, 'limit is not a number: all'],
    ['/tenant/year/month/day/hour?start=2025-12', {}, 400, 'Too much data: narrow start and end'],
    ['/year', { accept: 'image/png' }, 406, 'Not Acceptable'],
    ['/year?format=pdf', {}, 406, 'Not Acceptable'],
    ['/year', { authorization: 'Bearer nonsense' }, 401, 'Unauthorized'],
  ])('%s with %o is %i', async (path, headers, status, text) => {
    const { get } = await world()
    const answer = await get(path, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('text/plain;charset=UTF-8')
    expect(await answer.text()).toBe(text)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes no %s', async (method) => {
    const { send } = await world()
    const answer = await send('/cmu/v2/year', { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET')
  })

  it('ends a token after six hours', async () => {
    const { get, set } = await world()
    await set({ advance: 21599 })
    expect((await get('')).status).toBe(200)
    await set({ advance: 1 })
    const answer = await get('')
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="cmu", error="invalid_token"')
  })

  it('keeps other tenants’ figures back, and says so when they are asked for by name', async () => {
    const { send, client, token, reader } = await world()
    const statement = await (await send('/dashboard/AppleTV_1723227212000.txt')).text()
    const get = await reader(await token(await client(statement)))
    const rows = ((await (await get('/tenant')).json()) as Report).report
    expect(rows.map((row) => row['tenant'])).toEqual(['ESPN'])
    const refused = await get('/tenant/year?tenant=TBS')
    expect([refused.status, await refused.text()]).toEqual([403, 'Forbidden'])
  })

  it('takes the token in the address, and leaves it out of self', async () => {
    const { send, token } = await world()
    const answer = await send(`/cmu/v2/year?access_token=${await token()}`)
    expect(answer.status).toBe(200)
    expect(((await answer.json()) as Report)._links.self.href).not.toContain('access_token')
  })
})
