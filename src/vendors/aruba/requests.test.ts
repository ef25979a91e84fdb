/** What Aruba's requests look like: where they go, which cookies they carry, how they are written. */
import { describe, expect, it } from 'vitest'
import { contextOf, startSession } from '../../core/flow.ts'
import { headerOf, textOf } from '../../core/http.ts'
import { problemOf } from '../../core/problem.ts'
import { walker } from '../contract.test-support.ts'
import { aruba } from './index.ts'
import { flowWith, problemIn, walking } from './walking.test-support.ts'

describe('the profile', () => {
  const gateway = (region: string) => aruba.profile.hosts({ region })['main']

  it('has one gateway per region: the guide’s eleven and the later three', () => {
    expect(new Set(aruba.profile.origins).size).toBe(14)
    expect(gateway('US-1')).toBe('https://app1-apigw.central.arubanetworks.com')
    expect(gateway('China-1')).toBe('https://apigw.central.arubanetworks.com.cn')
    expect(gateway('UAE-NORTH1')).toBe('https://apigw-uaenorth1.central.arubanetworks.com')
    expect(gateway('Mars')).toBeUndefined()
  })

  it('sends a live walk to the region’s gateway', async () => {
    const { environment, powers } = await walker(aruba)
    const identity = { id: 'x', name: 'A walk', at: 0 }
    const session = startSession(identity, aruba.profile, flowWith('oauth'), 'live', environment)
    const values = { ...session.values, region: 'EU-3' }
    const context = contextOf({ ...session, values }, aruba.profile, environment, powers)
    expect(context.at()).toBe('https://apigw-eucentral3.central.arubanetworks.com')
    expect(values).not.toHaveProperty('token_file')
  })
})

describe('the pace', () => {
  it('is a second for steps 1 to 3 together, and a seventh of one for the API', () => {
    const groups = new Map<string, string[]>()
    for (const { id, pace } of flowWith('oauth').steps)
      if (pace !== undefined)
        groups.set(`${pace.group} ${pace.milliseconds}`, [
          ...(groups.get(`${pace.group} ${pace.milliseconds}`) ?? []),
          id,
        ])
    expect(groups.get('login 1000')).toEqual(['login', 'code', 'login_again'])
    expect(groups.get('api 150')).toHaveLength(10)
    expect(groups.size).toBe(2)
  })
})

describe('the requests of the OAuth grant', () => {
  it('carry the cookies and the CSRF value of the login, and nothing before it', async () => {
    const walk = await walking('oauth')
    expect(walk.status('code')).toBe('locked')
    await walk.run(['app', 'login'])
    const { csrf_token, session_cookie } = walk.session().values
    const code = await walk.request('code')
    expect(code.url).toMatch(/\/api\/\?client_id=\w{32}&response_type=code&scope=all$/)
    expect(headerOf(code, 'cookie')).toBe(`csrftoken=${csrf_token}; session=${session_cookie}`)
    expect(headerOf(code, 'x-csrf-token')).toBe(csrf_token)
    expect(textOf(code)).toBe('{"customer_id":"3f1c2a9e5b7d4806a1c4e8f0d2b69735"}')
  })

  it('use the newest CSRF value when the code’s answer changed it', async () => {
    const walk = await walking('oauth')
    await walk.set({ csrf_rotates: true })
    await walk.run(['app', 'login'])
    const first = walk.session().values['csrf_token']
    await walk.run(['code', 'token'])
    expect(walk.session().values['csrf_token']).not.toBe(first)
    expect((await walk.run(['delete']))?.outcome.kind).toBe('accepted')
  })

  it('stop when the CSRF value is not of this walk’s own login', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login'])
    walk.type({ csrf_token: 'from somewhere else' })
    const thrown: unknown = await Promise.resolve()
      .then(() => walk.request('code'))
      .catch((one: unknown) => one)
    expect(problemOf(thrown)).toMatchObject({ kind: 'security_stop', code: 'jar_mismatch' })
  })

  it('put the token parameters in the query or in the body, in the guide’s order', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login', 'code'])
    const inQuery = await walk.request('token')
    expect(inQuery.body).toBeUndefined()
    expect([...new URL(inQuery.url).searchParams.keys()]).toEqual([
      'client_id',
      'client_secret',
      'grant_type',
      'code',
    ])
    walk.type({ parameters_in: 'body' })
    const inBody = await walk.request('token')
    expect(new URL(inBody.url).search).toBe('')
    expect(headerOf(inBody, 'content-type')).toContain('application/x-www-form-urlencoded')
    expect((await walk.run(['token']))?.outcome.kind).toBe('accepted')
  })

  it('encode the + of a sort order', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login', 'code', 'token'])
    const list = await walk.request('aps_v2')
    expect(list.url).toContain('sort=%2Bserial')
  })

  it('page clients by the cursor of the page before', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login', 'code', 'token', 'clients'])
    const next = await walk.request('more_clients')
    expect(new URL(next.url).searchParams.get('last_client_mac')).toBe('02:00:5e:00:53:02')
    expect(new URL(next.url).searchParams.get('offset')).toBe('0')
  })

  it('keep the tokens when the person logs in again before deleting one', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login', 'code', 'token'])
    expect(walk.clears('login')).toContain('access_token')
    expect(walk.clears('login_again')).not.toContain('access_token')
    walk.clock.now += 16 * 60_000
    const late = problemIn(await walk.run(['delete']))
    expect(late?.said).toContain('Auth failure')
    expect(late?.remedy).toContain('Log in again')
    const deleted = await walk.run(['login_again', 'delete', 'after'])
    expect(deleted?.outcome.kind).toBe('accepted')
  })
})
