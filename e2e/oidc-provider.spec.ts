/** Walks at a server that nobody here wrote, in the real browser, through the real relay. */
import { answer, openStep, send, stepButton } from './amm.ts'
import { test as base, expect } from './fixtures.ts'
import { type LiveWalk, walkLive } from './live-walk.ts'
import {
  clientKey,
  LONG_SECRET,
  ODD_SECRET,
  type RealServer,
  startRealServer,
} from './oidc-provider.ts'
import { startGrantwalk } from './process.ts'
import { header, setUp, unlock } from './vault.ts'

const test = base.extend<object, { readonly server: RealServer }>({
  server: [
    async ({}, use) => {
      const server = await startRealServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  grantwalk: [
    async ({ server }, use) => {
      const grantwalk = await startGrantwalk(['--allow', server.issuer])
      await server.know(`${grantwalk.origin}/callback/generic`)
      await use(grantwalk)
      await grantwalk.stop()
    },
    { scope: 'worker', timeout: 20_000 },
  ],
})

test.setTimeout(120_000)

// Its pages ask for fonts from elsewhere; nothing here goes there.
test.beforeEach(({ context }) =>
  context.route(
    ({ hostname }) => hostname !== 'localhost',
    (route) => route.fulfill({ contentType: 'text/css', body: '' }),
  ),
)

test.afterEach(({ server }) => expect(server.faults()).toEqual([]))

/** No API takes its tokens. */
const without = ['addresses', 'challenge', 'api']

const signer = {
  client_id: 'signer',
  token_endpoint_auth_method: 'private_key_jwt',
  client_jwk: JSON.stringify(clientKey),
}

const walks: readonly (readonly [title: string, walk: Omit<LiveWalk, 'issuer'>])[] = [
  [
    'code with PKCE, an odd secret in Basic, userinfo, introspection, refresh, revocation and logout',
    {
      flow: 'authorization_code',
      values: {
        client_id: 'odd basic',
        client_secret: ODD_SECRET,
        scope: 'openid profile email offline_access',
        prompt: 'consent',
      },
      without,
      shows: { userinfo: 'Jane Doe', introspect: '"active": true' },
    },
  ],
  [
    'PAR and DPoP, with the nonce that the server wants',
    {
      flow: 'authorization_code',
      values: {
        client_id: 'bound',
        token_endpoint_auth_method: 'none',
        scope: 'openid offline_access',
        prompt: 'consent',
        par: 'yes',
        dpop: 'yes',
      },
      without: [...without, 'introspect'],
    },
  ],
  [
    'a signed request, a signed answer, signed userinfo, and a client that signs',
    {
      flow: 'authorization_code',
      values: { ...signer, scope: 'openid profile', jar: 'yes', response_mode: 'jwt' },
      without: [...without, 'refresh'],
    },
  ],
  [
    'hybrid, posted',
    {
      flow: 'hybrid_both',
      values: { ...signer, scope: 'openid', response_mode: 'form_post' },
      without: [...without, 'refresh'],
    },
  ],
  [
    'implicit, both tokens',
    { flow: 'implicit_both', values: { ...signer, scope: 'openid' }, without },
  ],
  [
    'client credentials for a resource, proved by a keyed hash',
    {
      flow: 'client_credentials',
      values: {
        client_id: 'machine',
        client_secret: LONG_SECRET,
        token_endpoint_auth_method: 'client_secret_jwt',
        scope: 'api:read',
        resource: 'https://api.example.com/',
      },
      without,
    },
  ],
  [
    'CIBA, polled until the person agreed',
    {
      flow: 'ciba',
      values: {
        client_id: 'phone',
        client_secret: LONG_SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        scope: 'openid offline_access',
        login_hint: 'jane',
      },
      without,
    },
  ],
]

for (const [title, walk] of walks)
  test(title, async ({ page, grantwalk, server }) => {
    await walkLive(page, grantwalk, { ...walk, issuer: server.issuer })
    await expect(page.getByRole('list', { name: 'Exchanges' })).not.toContainText('API')
  })

test('a code that comes back to a locked vault is kept, and sealed once it is open', async ({
  page,
  grantwalk,
  server,
}) => {
  await setUp(page, grantwalk)
  const values = { client_id: 'odd basic', client_secret: ODD_SECRET, scope: 'openid' }
  const upTo = (step: string, from = '') => ({
    ...{ flow: 'authorization_code', issuer: server.issuer, values, without },
    part: [from, step] as const,
  })
  await walkLive(page, grantwalk, upTo('client'))
  await unlock(page)
  await walkLive(page, grantwalk, upTo('authorize', 'client'))
  await expect(header(page).getByRole('button', { name: 'Unlock the vault' })).toBeVisible()
  await unlock(page)
  await expect(page.getByRole('status').filter({ hasText: 'The vault is open' })).toBeAttached()
  await page.reload()
  await unlock(page)
  await walkLive(page, grantwalk, upTo('token', 'authorize'))
})

const wrongClocks = [
  // An ID token of the future is taken, and said of.
  [-10, 'Done', /is issued \d+ minutes.* from now \(iat\): one of the two clocks is wrong/],
  [10, 'Refused', /not valid at this moment.*whether this machine’s clock is right/],
] as const

for (const [minutes, outcome, words] of wrongClocks)
  test(`an ID token that comes to a clock ${minutes} minutes wrong says so, is kept, and the walk goes on`, async ({
    page,
    grantwalk,
    server,
  }) => {
    const upTo = (step: string, from = '') => ({
      ...{ flow: 'authorization_code', issuer: server.issuer, without },
      values: {
        ...{ client_id: 'odd basic', client_secret: ODD_SECRET },
        ...{ scope: 'openid', prompt: 'consent' },
      },
      part: [from, step] as const,
    })
    const token = /Exchange the code/
    const last = page.getByRole('list', { name: 'Exchanges' }).getByRole('listitem').last()
    await page.clock.install({ time: Date.now() + minutes * 60_000 })
    await walkLive(page, grantwalk, upTo('authorize'))
    await openStep(page, token)
    await send(page)
    await expect(stepButton(page, token)).toContainText(outcome)
    await expect(answer(page)).toContainText(words)
    await page.reload()
    await expect(last).toContainText(/\/token/)
    await expect(answer(page)).toContainText(words)

    await page.clock.setSystemTime(Date.now())
    await walkLive(page, grantwalk, upTo('userinfo', 'client'))
    await openStep(page, token)
    await expect(answer(page)).toContainText('Accepted')
    await expect(answer(page)).not.toContainText(words)
  })

test('a device, approved in another tab', async ({ page, grantwalk, server }) => {
  await walkLive(page, grantwalk, {
    flow: 'device',
    issuer: server.issuer,
    values: {
      client_id: 'television',
      token_endpoint_auth_method: 'none',
      scope: 'openid offline_access',
    },
    without: [...without, 'introspect'],
    async elsewhere(from, step) {
      if (step.id !== 'token') return
      const link = from.getByRole('link', { name: /another tab/ })
      const [tab] = await Promise.all([from.waitForEvent('popup'), link.click()])
      await tab.getByRole('button', { name: 'Continue' }).click()
      await tab.getByPlaceholder('Enter any login').fill('jane')
      await tab.getByPlaceholder('and password').fill('anything')
      await tab.getByRole('button', { name: 'Sign-in' }).click()
      await tab.getByRole('button', { name: 'Continue' }).click()
      await expect(tab.getByRole('heading', { name: 'Sign-in Success' })).toBeVisible()
      await tab.close()
      await expect(stepButton(from, /Wait for the person/)).toContainText('Done')
    },
  })
})

test('registered, used, read, changed and deleted', async ({ page, grantwalk, server }) => {
  await walkLive(page, grantwalk, {
    flow: 'registration',
    issuer: server.issuer,
    values: {
      registration: JSON.stringify({ grant_types: ['client_credentials'], response_types: [] }),
    },
    without,
  })
})
