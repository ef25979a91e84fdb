/** Aruba's walks: what the requests look like, and what a person is told when something goes wrong. */
import { describe, expect, it } from 'vitest'
import {
  clearedBy,
  contextOf,
  problemsOf,
  reduce,
  startSession,
  statusOf,
} from '../../core/flow.ts'
import { type HttpRequest, headerOf, textOf } from '../../core/http.ts'
import { problemOf } from '../../core/problem.ts'
import type { Session } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import { walker } from '../contract.test-support.ts'
import { aruba } from './index.ts'

const flows = await aruba.flows()
const flowWith = (id: string) => {
  const flow = flows.find((one) => one.id === id)
  if (flow === undefined) throw new Error(`no flow ${id}`)
  return flow
}

/** A walk of one flow, step by step, with the person's own values. */
async function walking(id: string, filled: Values = {}) {
  const flow = flowWith(id)
  const { clock, environment, powers, sandbox, start, step } = await walker(aruba)
  let session: Session = reduce(start(flow), { type: 'filled', values: filled, at: clock.now })
  const stepWith = (name: string) => {
    const found = flow.steps.find((one) => one.id === name)
    if (found === undefined) throw new Error(`no step ${name}`)
    return found
  }
  return {
    clock,
    flow,
    session: () => session,
    type: (values: Values) => {
      session = reduce(session, { type: 'filled', values, at: clock.now })
    },
    /** Runs these steps, a second between them, and gives the last exchange. */
    async run(names: readonly string[], edit?: (request: HttpRequest) => HttpRequest) {
      for (const name of names) {
        session = await step(session, stepWith(name), edit)
        clock.now += 1000
      }
      return session.exchanges.at(-1)
    },
    request: (name: string) => {
      const next = stepWith(name)
      if (next.kind !== 'request') throw new Error(`${name} sends nothing`)
      return next.request(contextOf(session, aruba.profile, environment, powers))
    },
    status: (name: string) => statusOf(flow, stepWith(name), session).kind,
    problems: (name: string) => problemsOf(stepWith(name), session),
    clears: (name: string) => clearedBy(flow, stepWith(name), session),
    set: (settings: object) =>
      sandbox(
        new Request(`${environment.sandbox}/aruba/.sandbox`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ settings }),
        }),
      ),
  }
}

const problemIn = (exchange: Session['exchanges'][number] | undefined) =>
  exchange?.outcome.kind === 'refused' ? exchange.outcome.problem : undefined

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

describe('what a person is told', () => {
  it.each([
    [{ password: 'x' }, 'Central’s own login page'],
    [{ username: 'sso.user@example.com', password: 'kept-elsewhere' }, 'flow “Offline token”'],
  ])('when the login fails with %o', async (filled, remedy) => {
    const walk = await walking('oauth', filled)
    const problem = problemIn(await walk.run(['app', 'login']))
    expect(problem?.said).toBe('Auth failure')
    expect(problem?.remedy).toContain(remedy)
  })

  it.each([
    ['an old code', 301_000, {}, 'Invalid code', 'new authorization code'],
    ['a wrong secret', 0, { client_secret: 'x' }, 'Invalid client authentication', 'My Apps'],
  ])('when the exchange fails by %s', async (_case, wait, filled, said, remedy) => {
    const walk = await walking('oauth', filled)
    await walk.run(['app', 'login', 'code'])
    walk.clock.now += wait
    const problem = problemIn(await walk.run(['token']))
    expect(problem?.said).toContain(said)
    expect(problem?.remedy).toContain(remedy)
  })

  it('when the calls come too fast', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login'])
    walk.clock.now -= 1000
    const problem = problemIn(await walk.run(['code']))
    expect(problem).toMatchObject({ said: 'API rate limit exceeded' })
    expect(problem?.means).toContain('one in a second for steps 1 to 3')
  })

  it('when the CSRF header was taken out', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login'])
    const problem = problemIn(
      await walk.run(['code'], (request) => ({
        ...request,
        headers: request.headers.filter(([name]) => name !== 'x-csrf-token'),
      })),
    )
    expect(problem?.means).toContain('csrftoken cookie')
  })

  it('when the token is two hours old, and that a refresh helps', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login', 'code', 'token'])
    walk.clock.now += 7200_000
    expect(problemIn(await walk.run(['networks']))?.remedy).toContain('Refresh it')
    expect((await walk.run(['refresh', 'networks']))?.outcome.kind).toBe('accepted')
  })

  it('when nobody refreshed for fifteen days', async () => {
    const walk = await walking('oauth')
    await walk.run(['app', 'login', 'code', 'token'])
    walk.clock.now += 15 * 86_400_000
    const problem = problemIn(await walk.run(['refresh']))
    expect(problem?.said).toContain('Invalid refresh_token')
    expect(problem?.means).toContain('fifteen days')
  })

  it('when a token of scope read writes', async () => {
    const walk = await walking('oauth', { scope: 'read' })
    await walk.run(['app', 'login', 'code', 'token'])
    expect(problemIn(await walk.run(['new_site']))?.means).toContain('its scope is read')
  })
})

describe('the downloaded file', () => {
  it('is opened here: when it was made, when it ends, and for whom', async () => {
    const walk = await walking('offline')
    const made = walk.clock.now
    walk.clock.now += 30 * 60_000
    await walk.run(['open'])
    expect(walk.session().values).toMatchObject({
      created_at: String(made),
      expires_at: String(made + 7200_000),
      access_token_state: 'good for 90 more minutes',
      authenticated_userid: 'sso.user@example.com',
    })
  })

  it('says how old it is, and is refreshed all the same', async () => {
    const walk = await walking('offline')
    walk.clock.now += 3 * 3_600_000
    await walk.run(['app', 'open'])
    expect(walk.session().values['access_token_state']).toMatch(/^expired 60 minutes ago/)
    expect(problemIn(await walk.run(['networks']))?.said).toContain('invalid_token')
    await walk.run(['refresh'])
    expect((await walk.run(['networks', 'old_access', 'old_refresh']))?.outcome.kind).toBe(
      'accepted',
    )
    await walk.run(['worthless'])
    expect(walk.session().values['file_state']).toContain('which is dead')
  })

  it.each([
    ['0c7a4e1e-0000-4000-8000-000000000000', 'Token ID'],
    ['x'.repeat(70_000), 'too large'],
  ])('is told apart from what is no file before it is opened', async (token_file, text) => {
    const walk = await walking('offline', { token_file })
    expect(walk.problems('open')[0]?.text).toContain(text)
  })

  it.each([
    ['not JSON', 'This is not JSON'],
    ['[]', 'no access_token'],
    ['{"access_token":"a"}', 'no access_token and refresh_token'],
    ['{"access_token":"a\\nb","refresh_token":"r","created_at":1}', 'that can be used'],
    ['{"access_token":"a","refresh_token":"r","created_at":"soon"}', 'not a number'],
  ])('is refused as %s', async (token_file, means) => {
    const walk = await walking('offline', { token_file })
    const thrown: unknown = await walk.run(['open']).catch((one: unknown) => one)
    expect(problemOf(thrown).means).toContain(means)
  })
})

describe('an MSP’s walk', () => {
  it('sends TenantID with the provider’s own token', async () => {
    const walk = await walking('msp')
    await walk.run(['app', 'login', 'code', 'token', 'customers'])
    const request = await walk.request('sites')
    expect(headerOf(request, 'TenantID')).toBe('267958b55d5a463e94a302c20f4a6b68')
  })

  it('takes the first tenant when the one that was named is none', async () => {
    const walk = await walking('msp', { tenant_id: 'unknown' })
    await walk.run(['app', 'login', 'code', 'token', 'customers'])
    expect(walk.session().values['tenant_id']).toBe('267958b55d5a463e94a302c20f4a6b68')
    expect(walk.clears('login')).not.toContain('tenant_id')
  })

  it('can speak as the tenant, with credentials made for it', async () => {
    const walk = await walking('msp', { act_as: 'tenant' })
    await walk.run(['app', 'login', 'client_credentials', 'code', 'token'])
    const code = await walk.request('code')
    const { tenant_client_id = '' } = walk.session().values
    expect(code.url).toContain(`client_id=${tenant_client_id}`)
    expect((await walk.run(['sites']))?.outcome.kind).toBe('accepted')
    expect(problemIn(await walk.run(['customers']))?.means).toContain('made for a tenant')
    expect((await walk.run(['refresh', 'delete', 'after']))?.outcome.kind).toBe('accepted')
  })
})
