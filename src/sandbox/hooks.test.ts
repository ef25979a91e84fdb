/** The hooks by which a vendor states its differences, each on the plain simulator. */
import { describe, expect, it } from 'vitest'
import { type Check, Fault } from '../core/simulation.ts'
import type { Simulator } from '../core/simulator.ts'
import { BASE, plain, plainServer } from './plain.test-support.ts'

type Answer = Record<string, string>

/** The token endpoint of a plain simulator with some differences. */
function tokenEndpoint(differences: Partial<Simulator>) {
  const server = plainServer({ ...plain, ...differences })
  const token = async (parameters: Answer, init: RequestInit = {}) => {
    const client = { client_id: 'other', client_secret: 'other' }
    const body = new URLSearchParams({ ...client, ...parameters })
    const answer = await server.sandbox(
      new Request(`${BASE}/token`, { method: 'POST', body, ...init }),
    )
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer }
  }
  const pair = async () => {
    const address = '/plain/authorize?response_type=code&client_id=other'
    const code = (await server.walk(address)).searchParams.get('code') ?? ''
    return (await token({ grant_type: 'authorization_code', code })).body
  }
  const refresh = (refresh_token = '') => token({ grant_type: 'refresh_token', refresh_token })
  const me = async (access_token = '') => {
    const headers = { Authorization: `Bearer ${access_token}` }
    return (await server.sandbox(new Request(`${BASE}/me`, { headers }))).status
  }
  return { ...server, token, pair, refresh, me }
}

const ask = { grant_type: 'client_credentials' }

describe('a vendor may', () => {
  it('answer with another status and other fields, made in its own time', async () => {
    const { token } = tokenEndpoint({
      tokens: {
        accessSeconds: 1,
        status: 201,
        access: () => Promise.resolve('made'),
        answer: (_turn, { access_token }) => Promise.resolve({ id: 1, access_token }),
      },
    })
    expect(await token(ask)).toMatchObject({ status: 201, body: { id: 1, access_token: 'made' } })
  })

  it('take JSON, with the secret in it', async () => {
    const { token } = tokenEndpoint({ token: { path: '/token', parameters: ['json'] } })
    const body = JSON.stringify({ ...ask, client_id: 'other', client_secret: 'other' })
    const headers = { 'Content-Type': 'application/json; charset=utf-8' }
    expect((await token({}, { body, headers })).status).toBe(200)
    expect((await token(ask)).status).toBe(401)
    expect((await token({}, { body: '[1]', headers })).status).toBe(401)
  })

  it('offer the password grant', async () => {
    const { token } = tokenEndpoint({
      token: { path: '/token', grants: ['password'] },
      clients: (place) =>
        plain.clients(place).map((client) => ({ ...client, grant_types: ['password'] })),
    })
    const user = { grant_type: 'password', username: 'ann', password: 'pw' }
    expect((await token(user)).status).toBe(200)
    expect((await token({ ...user, username: 'ben' })).body['error']).toBe('invalid_grant')
    expect((await token({ ...user, password: '' })).body['error']).toBe('invalid_grant')
    expect((await token({ ...user, scope: 'admin' })).body['error']).toBe('invalid_scope')
  })

  it('keep the refresh token, or give another beside it', async () => {
    const tokens = { accessSeconds: 600, refreshSeconds: 600 }
    const keeping = tokenEndpoint({ tokens: { ...tokens, onRefresh: () => 'keep' } })
    const kept = await keeping.pair()
    expect((await keeping.refresh(kept['refresh_token'])).body).toMatchObject({
      refresh_token: kept['refresh_token'],
    })
    const adding = tokenEndpoint({ tokens: { ...tokens, onRefresh: () => 'add' } })
    const old = await adding.pair()
    const next = await adding.refresh(old['refresh_token'])
    expect(next.body['refresh_token']).not.toBe(old['refresh_token'])
    expect((await adding.refresh(old['refresh_token'])).status).toBe(200)
  })

  it('put its own check into an order, or one in the place of a standard one', async () => {
    const audience: Check = {
      name: 'audience_given',
      source: 'the test',
      run({ parameters }) {
        if (parameters.get('audience') === undefined) throw new Fault('no_audience')
        return undefined
      },
    }
    const { token } = tokenEndpoint({
      checks: [audience, { ...audience, name: 'grant_type_given', run: () => undefined }],
      order: { client_credentials: ['audience_given', 'issue_token'] },
      faults: { no_audience: { status: 403, error: 'access_denied' } },
    })
    expect(await token(ask)).toMatchObject({ status: 403, body: { error: 'access_denied' } })
    expect((await token({ ...ask, audience: 'x' })).status).toBe(200)
    expect((await token({})).body['error']).toBe('unsupported_grant_type')
  })

  it('limit requests by the clock’s own second', async () => {
    const { token, clock } = tokenEndpoint({
      limits: {
        second: {
          source: 'the test',
          seconds: 1,
          aligned: true,
          max: () => 1,
          key: () => 'everybody',
          headers: (left, seconds) => [['X-Left', `${left} for ${seconds}`]],
        },
      },
      order: { token: ['limit:second', 'client_authenticated', 'grant_type_supported'] },
    })
    clock.now += 900
    expect((await token(ask)).headers.get('x-left')).toBe('0 for 1')
    const refused = await token(ask)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    clock.now += 100
    expect((await token(ask)).status).toBe(200)
  })

  it('take the access token from the query', async () => {
    const differences = { tokenParameter: 'access_token' }
    const { token, sandbox } = tokenEndpoint(differences)
    const { access_token = '' } = (await token(ask)).body
    const status = async (address: string) => (await sandbox(new Request(address))).status
    expect(await status(`${BASE}/me?access_token=${access_token}`)).toBe(200)
    const strict = tokenEndpoint({})
    const other = (await strict.token(ask)).body['access_token'] ?? ''
    expect((await strict.sandbox(new Request(`${BASE}/me?access_token=${other}`))).status).toBe(401)
  })

  it('serve pages of its own, escaped and in its dress', async () => {
    const { sandbox } = tokenEndpoint({
      routes: {
        'GET /own': {
          checks: [],
          run: ({ html, page, query }) => page('Own', html`<p>${query.get('x') ?? ''}</p>`, 201),
        },
      },
    })
    const answer = await sandbox(new Request(`${BASE}/own?x=<b>`))
    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await answer.text()).toContain('<section class="card"><p>&lt;b&gt;</p></section>')
  })

  it('register clients while it runs', async () => {
    const { token, sandbox } = tokenEndpoint({
      routes: {
        'POST /register': {
          checks: [],
          parameters: ['json'],
          run({ ids, parameters, world }) {
            const client = {
              client_id: ids.uuid(),
              client_secret: ids.opaque(32),
              client_name: parameters.get('client_name') ?? '',
              redirect_uris: [],
              grant_types: ['client_credentials'],
              scope: '',
            }
            world.clients.set(client.client_id, client)
            return Response.json(client, { status: 201 })
          },
        },
      },
    })
    const answer = await sandbox(new Request(`${BASE}/register`, { method: 'POST', body: '{}' }))
    const { client_id, client_secret } = (await answer.json()) as Answer
    const credentials = { client_id: client_id ?? '', client_secret: client_secret ?? '' }
    expect((await token({ ...ask, ...credentials })).status).toBe(200)
  })

  it('name itself in the authorization response, or not', async () => {
    const address = '/plain/authorize?response_type=code&client_id=other'
    expect((await plainServer().walk(address)).searchParams.get('iss')).toBe(BASE)
    const authorize = {
      path: '/authorize',
      login: '/login',
      logout: '/logout',
      iss: false,
    } as const
    const silent = await plainServer({ ...plain, authorize }).walk(address)
    expect(silent.searchParams.has('iss')).toBe(false)
  })
})
