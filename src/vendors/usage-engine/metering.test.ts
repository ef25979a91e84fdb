/** Usage Engine's simulated metering API, its refusals, and what the walk makes of them. */
import { describe, expect, it } from 'vitest'
import type { Session } from '../../core/session.ts'
import { walker } from '../contract.test-support.ts'
import { usageEngine } from './index.ts'
import { FULL, READER, simulated } from './simulated.test-support.ts'

const TYPE = { name: 'Coffee', unit: 'cups', aggregation: { type: 'sum' } }
const KEY = 'dd11e0a0-1381-11ef-9a8f-cdc91c56d42c'

const refused = (statusCode: number, error: string, message: string) => ({
  statusCode,
  error,
  message,
})

async function opened(access = FULL) {
  const world = await simulated()
  const jwt = await world.token(access)
  const call = (method: string, path: string, body?: unknown) => world.api(jwt, method, path, body)
  const idOf = async (path: string, body: unknown) =>
    ((await (await call('POST', path, body)).json()) as { id: string }).id
  return { ...world, call, idOf }
}

const names = async (answer: Response) =>
  ((await answer.json()) as { meterTypes: { name: string }[] }).meterTypes.map(({ name }) => name)

describe('the metering API', () => {
  it('lists the two meter types, and finds one by its whole name', async () => {
    const { call } = await opened()
    expect(await names(await call('GET', '/meter-types'))).toEqual([
      'Usage based API counter',
      'Pay-Per-Print',
    ])
    const found = await call('GET', '/meter-types?name=Pay-Per-Print')
    expect(await names(found)).toEqual(['Pay-Per-Print'])
    expect(await names(await call('GET', '/meter-types?name=Pay'))).toEqual([])
    expect(await names(await call('GET', '/meter-types?limit=1&offset=1'))).toEqual([
      'Pay-Per-Print',
    ])
  })

  it('creates, lists and deletes a meter', async () => {
    const { call, idOf } = await opened()
    const meterTypeId = await idOf('/meter-types', TYPE)
    const id = await idOf('/meters', { userId: '101', meterKey: KEY, meterTypeId })
    const list = await call('GET', `/meters?meterKey=${KEY}&meterTypeId=${meterTypeId}`)
    expect(await list.json()).toMatchObject({ meters: [{ id, userId: '101', value: 0 }] })
    expect((await call('DELETE', `/meter-types/${meterTypeId}`)).status).toBe(409)
    expect((await call('DELETE', `/meters/${id}`)).status).toBe(204)
    expect((await call('DELETE', `/meters/${id}`)).status).toBe(404)
    expect((await call('DELETE', `/meter-types/${meterTypeId}`)).status).toBe(204)
  })

  it('takes a name, and a user’s meter, once', async () => {
    const { call, idOf } = await opened()
    const meterTypeId = await idOf('/meter-types', TYPE)
    const again = await call('POST', '/meter-types', TYPE)
    expect(again.status).toBe(409)
    expect(await again.json()).toEqual(
      refused(409, 'Conflict', 'A meter type named Coffee exists already'),
    )
    const meter = { userId: '101', meterKey: KEY, meterTypeId }
    expect((await call('POST', '/meters', meter)).status).toBe(201)
    expect((await call('POST', '/meters', meter)).status).toBe(409)
  })

  it.each<[string, unknown, string]>([
    ['/meter-types', { ...TYPE, name: ' ' }, 'name must be a non-empty string'],
    ['/meter-types', { name: 'A', unit: 'b' }, 'aggregation.type must be a non-empty string'],
    [
      '/meter-types',
      { ...TYPE, resetSchedule: { day: '1' } },
      'resetSchedule.hour must be a non-empty string',
    ],
    ['/meter-types', { ...TYPE, capacity: -1 }, 'capacity must be a number, 0 or more'],
    ['/meter-types', '{', 'The body must be a JSON object'],
    ['/meter-types', '[]', 'The body must be a JSON object'],
    ['/meters', { userId: '101', meterKey: 'x', meterTypeId: KEY }, 'meterKey must be a UUID'],
    [
      '/meters',
      { userId: '101', meterKey: KEY, meterTypeId: KEY },
      `meterTypeId: there is no meter type ${KEY}`,
    ],
  ])('refuses to post to %s what is wrong: %j', async (path, body, message) => {
    const { call } = await opened()
    const answer = await call('POST', path, body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual(refused(400, 'Bad Request', message))
  })

  it('says which scope is lacking', async () => {
    const { call } = await opened(READER)
    expect((await call('GET', '/meters')).status).toBe(200)
    const answer = await call('POST', '/meters', {})
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="create:meters"',
    )
    expect(await answer.json()).toEqual(refused(403, 'Forbidden', 'Insufficient scope'))
  })

  it('refuses strangers, unknown paths, other methods and large bodies in one manner', async () => {
    const { api, call } = await opened()
    const stranger = await api('nothing', 'GET', '/meters')
    expect(stranger.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect(await stranger.json()).toEqual(refused(401, 'Unauthorized', 'Unauthorized'))
    expect(await (await call('GET', '/nothing')).json()).toEqual(
      refused(404, 'Not Found', 'Not Found'),
    )
    const patch = await call('PATCH', '/meters', {})
    expect(patch.headers.get('allow')).toBe('GET, POST')
    expect(await patch.json()).toEqual(refused(405, 'Method Not Allowed', 'Method Not Allowed'))
    const large = await call('POST', '/meters', { userId: 'x'.repeat(70_000) })
    expect(await large.json()).toEqual(refused(413, 'Payload Too Large', 'Payload Too Large'))
  })

  it('is limited, and out of order, when the knobs say so', async () => {
    const { call, set } = await opened()
    await set({ api_limit: 1 })
    expect((await call('GET', '/meters')).status).toBe(200)
    const answer = await call('GET', '/meters')
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(await answer.json()).toEqual(refused(429, 'Too Many Requests', 'Too Many Requests'))
    await set({ outage: '503' })
    expect((await call('GET', '/meters')).status).toBe(503)
  })
})

describe('the walk', () => {
  it('goes to its end in the US too, by JSON, and a second time', async () => {
    const { start, step } = await walker(usageEngine)
    const [flow] = await usageEngine.flows()
    if (flow === undefined) throw new Error('There is no flow')
    for (let times = 0; times < 2; times += 1) {
      const fresh = start(flow)
      const values = { ...fresh.values, region: 'us', token_format: 'json' }
      let session: Session = { ...fresh, values }
      for (const next of flow.steps) session = await step(session, next)
      const unexpected = session.exchanges.filter(({ outcome }) => outcome.kind !== 'accepted')
      expect(unexpected.map((exchange) => exchange.step)).toEqual([])
      expect(session.values['token_audience']).toBe('https://api.us.digitalroute.io/')
    }
  })

  it('draws the five arrows of the vendor, and says which one is only likely', async () => {
    const [flow] = await usageEngine.flows()
    expect(flow?.picture).toHaveLength(5)
    expect(flow?.picture?.filter(({ note }) => note?.source.kind === 'inferred')).toHaveLength(1)
  })

  async function walked(change: Record<string, string>, upTo: string): Promise<Session> {
    const { start, step } = await walker(usageEngine)
    const [flow] = await usageEngine.flows()
    if (flow === undefined) throw new Error('There is no flow')
    const fresh = start(flow)
    let session: Session = { ...fresh, values: { ...fresh.values, ...change } }
    for (const next of flow.steps) {
      session = await step(session, next)
      if (next.id === upTo) return session
    }
    throw new Error(`There is no step ${upTo}`)
  }

  it.each([
    ['eu', 'exact', 'https://api.digitalroute.io/'],
    ['us', 'exact', 'https://api.us.digitalroute.io/'],
    ['us', 'bare', 'https://api.us.digitalroute.io'],
  ])('in %s, %s, asks for the audience %s', async (region, audience_kind, audience) => {
    const { values } = await walked({ region, audience_kind }, 'audience')
    expect(values['audience']).toBe(audience)
    expect(usageEngine.profile.hosts(values)['main']).toBe(audience.replace(/\/$/, ''))
  })

  it('sends the same four parameters as a form or as JSON', async () => {
    for (const token_format of ['form', 'json']) {
      const session = await walked({ token_format }, 'token')
      const exchange = session.exchanges.at(-1)
      expect(exchange?.outcome.kind).toBe('accepted')
      const data = exchange?.sent.body?.data ?? ''
      const pairs =
        token_format === 'json'
          ? Object.keys(JSON.parse(data) as object)
          : [...new URLSearchParams(data).keys()]
      expect(pairs).toEqual(['grant_type', 'client_id', 'client_secret', 'audience'])
    }
  })

  it.each([
    [{ client_secret: 'wrong' }, 'access_denied', /client secret is wrong/],
    [{ audience_kind: 'bare' }, 'access_denied', /letter by letter/],
    [
      { audience_kind: 'other', other_audience: 'https://wrong/' },
      'access_denied',
      /letter by letter/,
    ],
  ])('explains the refusal of %j', async (change, code, means) => {
    const session = await walked(change, 'token')
    const outcome = session.exchanges.at(-1)?.outcome
    if (outcome?.kind !== 'refused') throw new Error('It was not refused')
    expect(outcome.problem.code).toBe(code)
    expect(outcome.problem.means).toMatch(means)
    expect(outcome.problem.remedy.length).toBeGreaterThan(20)
  })

  it('explains a taken name, in the API’s own words', async () => {
    const session = await walked({ new_type_name: 'Pay-Per-Print' }, 'create_type')
    expect(session.exchanges.at(-1)?.outcome).toMatchObject({
      kind: 'refused',
      problem: {
        said: 'Conflict: A meter type named Pay-Per-Print exists already',
        means: 'A meter type of this name exists already.',
      },
    })
  })
})
