/** The sandbox as a whole: which vendor answers, and what it does with what is nobody's. */
import { describe, expect, it } from 'vitest'
import type { Simulator } from '../core/simulator.ts'
import { createSandbox } from './engine.ts'
import { BASE, ORIGIN, plain, plainServer } from './plain.test-support.ts'
import { loadSimulators } from './simulators.ts'
import { memoryStore, type Store } from './world.ts'

const get = (path: string, simulator?: Simulator): Promise<Response> =>
  plainServer(simulator).sandbox(new Request(ORIGIN + path))

/** As a database would: copies, and other tasks run in between. */
function slowStore(): Store {
  const memory = memoryStore()
  const pause = () => new Promise((resolve) => setTimeout(resolve, 0))
  return {
    ...memory,
    async get(key) {
      await pause()
      return structuredClone(await memory.get(key))
    },
    async set(key, world) {
      const copy = structuredClone(world)
      await pause()
      await memory.set(key, copy)
    },
  }
}

describe('the sandbox', () => {
  it('lists its vendors at the root', async () => {
    const answer = await get('/')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<strong>Plain</strong> at <code>/plain</code>')
  })

  it('says that a vendor is not there, escaping its name', async () => {
    const answer = await get('/<b>/token')
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('<b>')
    expect((await get('/__proto__/token')).status).toBe(404)
    expect((await get('/plainer/token')).status).toBe(404)
  })

  it('answers 404 and 405 in the vendor’s manner', async () => {
    expect((await get('/plain/nothing')).status).toBe(404)
    const answer = await plainServer().sandbox(new Request(`${BASE}/me`, { method: 'PUT' }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
  })

  it('hands a route the parts of its path, decoded', async () => {
    expect(await (await get('/plain/items/a%20b')).json()).toEqual({ id: 'a b' })
    expect(await (await get('/plain/items/%zz')).json()).toEqual({ id: '%zz' })
    expect(await (await get('/plain/tree/year/month.csv')).json()).toEqual({
      '*': 'year/month.csv',
    })
    expect((await get('/plain/items/')).status).toBe(404)
  })

  it('tells its own mistakes from the vendor’s', async () => {
    const broken: Simulator = {
      ...plain,
      routes: {
        'GET /broken': {
          checks: [],
          run() {
            throw new Error('oh')
          },
        },
      },
    }
    const answer = await get('/plain/broken', broken)
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain(
      "A mistake of Grantwalk's simulator, not of the vendor: oh",
    )
  })

  it('refuses a body no walk would send', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    const request = new Request(`${BASE}/token`, { method: 'POST', body })
    expect((await plainServer().sandbox(request)).status).toBe(413)
  })

  it('puts a vendor’s CORS headers on every answer, refusals too', async () => {
    const open: Simulator = { ...plain, headers: () => [['Access-Control-Allow-Origin', '*']] }
    for (const path of ['/plain/me', '/plain/nothing', '/plain/items/1', '/plain/login'])
      expect((await get(path, open)).headers.get('access-control-allow-origin')).toBe('*')
  })

  it('lets a vendor word its refusals, with a whole response if need be', async () => {
    const worded: Simulator = {
      ...plain,
      faults: {
        token_missing: { status: 418, error: 'teapot' },
        not_found: () => new Response('gone', { status: 410 }),
      },
      refuse: ({ error, status }) => Response.json({ message: error }, { status }),
    }
    const answer = await get('/plain/me', worded)
    expect([answer.status, await answer.json()]).toEqual([418, { message: 'teapot' }])
    expect((await get('/plain/nothing', worded)).status).toBe(410)
  })

  it('keeps vendors apart', async () => {
    const twin: Simulator = { ...plain, id: 'twin' }
    const simulators = [plain, twin]
    const sandbox = createSandbox({ simulators, origin: ORIGIN, appOrigins: [], now: () => 0 })
    const form = 'grant_type=client_credentials&client_id=other&client_secret=other'
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const answer = await sandbox(
      new Request(`${BASE}/token`, { method: 'POST', headers, body: form }),
    )
    const { access_token } = (await answer.json()) as { access_token: string }
    const me = (id: string) =>
      sandbox(
        new Request(`${ORIGIN}/${id}/me`, { headers: { Authorization: `bearer ${access_token}` } }),
      )
    expect([(await me('plain')).status, (await me('twin')).status]).toEqual([200, 401])
  })

  it('spends a code once, however slow its store is', async () => {
    const { walk, sandbox } = plainServer(plain, slowStore())
    const query = 'response_type=code&client_id=other'
    const code = (await walk(`/plain/authorize?${query}`)).searchParams.get('code') ?? ''
    const exchange = async () => {
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        client_id: 'other',
        client_secret: 'other',
      })
      return (await sandbox(new Request(`${BASE}/token`, { method: 'POST', body }))).status
    }
    expect(await Promise.all([exchange(), exchange()])).toEqual([200, 400])
  })

  it('refuses at the start an order that names a check nobody wrote', () => {
    const wrong: Simulator = { ...plain, order: { token: ['post_onyl'] } }
    expect(() => plainServer(wrong)).toThrow('plain: there is no check post_onyl')
  })
})

describe('simulators', () => {
  it('are found by the vendor’s folder', async () => {
    const [amm] = await loadSimulators(['amm'])
    expect(amm?.product).toBe('AirLink Mobility Manager')
  })

  it('are missed loudly', async () => {
    await expect(loadSimulators(['nobody'])).rejects.toThrow('nobody')
  })
})
