/** What a person is told in Aruba's walks when something goes wrong, and what the three flows have of their own. */
import { describe, expect, it } from 'vitest'
import { headerOf } from '../../core/http.ts'
import { problemOf } from '../../core/problem.ts'
import { problemIn, walking } from './walking.test-support.ts'

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

  it('can be opened again without losing what it gives', async () => {
    const walk = await walking('offline')
    await walk.run(['app', 'open', 'refresh'])
    expect(walk.clears('open')).toEqual(['previous_access_token', 'previous_refresh_token'])
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
