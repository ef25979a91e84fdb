/** From whatever a person has to the server: an API that answers 401, its metadata, a tenant's name. */
import { expect, it } from 'vitest'
import { contextWith } from '../../core/answers.test-support.ts'
import { contextOf, reduce } from '../../core/flow.ts'
import { type HttpResponse, utf8 } from '../../core/http.ts'
import { problemOf } from '../../core/problem.ts'
import type { Exchange } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import { walker } from '../contract.test-support.ts'
import { server } from './find-server.ts'
import { flows } from './flows.ts'
import { generic } from './index.ts'

/** Presses once; the rest goes by itself. */
async function pressed(values: (sandbox: string) => Values) {
  const [flow] = flows
  if (flow === undefined) throw new Error('there are flows')
  const { start, step, environment, powers } = await walker(generic)
  const typed = values(environment.sandbox)
  let session = reduce(start(flow), { type: 'filled', values: typed, at: 0 })
  for (let tries = 0; tries < 20; tries += 1) {
    session = await step(session, server)
    const last = session.exchanges.at(-1)
    const context = contextOf(session, generic.profile, environment, powers)
    if (last === undefined || server.again?.(context, last) === undefined) break
  }
  return { session, sandbox: environment.sandbox, last: session.exchanges.at(-1) }
}

it('goes from an API to the server that the API trusts', async () => {
  const { session, sandbox, last } = await pressed((at) => ({ issuer: `${at}/generic/api/me` }))
  expect(session.values).toMatchObject({
    issuer: `${sandbox}/generic`,
    resource: `${sandbox}/generic/api`,
    token_endpoint: `${sandbox}/generic/token`,
  })
  expect(session.exchanges.at(-2)?.outcome).toMatchObject({
    kind: 'accepted',
    findings: [{ code: 'resource_wider' }, { code: 'server_named' }],
  })
  expect(last?.sent.url).toBe(`${sandbox}/generic/.well-known/openid-configuration`)
  expect(last?.outcome.kind).toBe('accepted')
})

it('goes to a named server by itself only where the relay would ask first', async () => {
  const { session } = await pressed((at) => ({ issuer: `${at}/generic/api/me` }))
  const naming = session.exchanges.at(-2)
  if (naming === undefined) throw new Error('the API named no server')
  expect(server.again?.(context, naming)).toBe(0)
  expect(server.again?.(context, { ...naming, route: 'direct' })).toBeUndefined()
})

const answer = (status: number, challenge?: string, body = ''): HttpResponse => ({
  ...{ status, statusText: '', httpVersion: '1.1', body: utf8(body) },
  headers: challenge === undefined ? [] : [['www-authenticate', challenge]],
})
const ask = { method: 'GET', url: 'https://api.example/v9/things', headers: [] }
const context = contextWith({ issuer: ask.url })

it('says what to do where an API does not name its server, or is none', async () => {
  const told = async (response: HttpResponse) => server.receive(context, response, ask)
  await expect(told(answer(401, 'Bearer realm="x"'))).rejects.toMatchObject({
    problem: { code: 'server_unnamed' },
  })
  await expect(told(answer(200, undefined, 'hello'))).rejects.toMatchObject({
    problem: { means: expect.stringContaining('Nothing at this address describes a server') },
  })
})

it('went on to another place when the first did not answer, and never came back to it', async () => {
  const first = await server.request(context)
  const failed: Exchange = {
    ...{ id: 'a', step: 'server', route: 'relay', startedAt: 1, endedAt: 2 },
    ...{ built: first, sent: first },
    outcome: {
      kind: 'failed',
      problem: { kind: 'network_error', code: 'no_answer', means: 'Nobody.', remedy: 'Wait.' },
    },
  }
  const again = await server.request(contextWith({ issuer: ask.url }, failed))
  expect(again.url).toBe(first.url)
})

it('asked an API that is none for ever, once every place had been tried', async () => {
  let exchanges: readonly Exchange[] = []
  const asked: string[] = []
  for (let press = 0; press < 12; press += 1) {
    const now = contextWith({ issuer: 'https://as.example' }, ...exchanges)
    const sent = await server.request(now)
    asked.push(sent.url)
    const found = answer(404)
    const outcome = await Promise.resolve()
      .then(() => server.receive(now, found, sent))
      .then(
        ({ gained }): Exchange['outcome'] => ({
          kind: 'accepted',
          response: found,
          gained,
          findings: [],
        }),
        (thrown: unknown): Exchange['outcome'] => ({
          ...{ kind: 'refused', response: found, problem: problemOf(thrown) },
        }),
      )
    const exchange: Exchange = {
      ...{ id: `${press}`, step: 'server', route: 'relay', startedAt: 1, endedAt: 2 },
      ...{ built: sent, sent, outcome },
    }
    exchanges = [...exchanges, exchange]
  }
  expect(asked.at(-1)).toBe(asked[0])
  expect(new Set(asked).size).toBeGreaterThan(3)
})

it('follows no address of metadata that is not http', async () => {
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'not an address']) {
    const refused = answer(401, `Bearer resource_metadata="${url}"`)
    const exchange: Exchange = {
      ...{ id: 'a', step: 'server', route: 'relay', startedAt: 1, endedAt: 2 },
      ...{ built: ask, sent: ask },
      outcome: { kind: 'accepted', response: refused, gained: {}, findings: [] },
    }
    const { url: next } = await server.request(contextWith({ issuer: ask.url }, exchange))
    expect(next).toMatch(/^https:\/\/api\.example\//)
  }
})

it.each([
  ['entra', 'contoso.com', 'https://login.microsoftonline.com/contoso.com/v2.0/'],
  ['auth0', ' example.eu ', 'https://example.eu.auth0.com/'],
  ['keycloak', 'sso.example.com/realms/shop', 'https://sso.example.com/realms/shop/'],
  ['google', '', 'https://accounts.google.com/'],
])('asks %s by the name of a tenant', async (server_template, tenant, issuer) => {
  const { url } = await server.request(contextWith({ server_template, tenant }))
  expect(url).toBe(`${issuer}.well-known/openid-configuration`)
})

it('takes no tenant that would be another address', () => {
  const check = server.asks?.find(({ name }) => name === 'tenant')?.check
  for (const tenant of ['evil.example/#', 'a@evil.example', 'a b', 'x?y', '{tenant}'])
    expect(check?.(tenant), tenant).toBeDefined()
  expect(check?.('contoso.onmicrosoft.com')).toBeUndefined()
})
