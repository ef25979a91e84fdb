/** The walks with their switches on, against the strict server of the sandbox; and what stops them. */
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { contextOf, flowFor, reduce, statusOf } from '../../core/flow.ts'
import { headerOf, textOf } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import type { SettingValue } from '../../core/simulation.ts'
import type { Values } from '../../core/values.ts'
import type { Flow, Vendor } from '../../core/vendor.ts'
import { walker } from '../contract.test-support.ts'
import { flows } from './flows.ts'
import { generic } from './index.ts'
import { settings } from './sandbox-settings.ts'

const flowOf = (id: string): Flow => {
  const flow = flows.find((one) => one.id === id)
  if (flow === undefined) throw new Error(`no flow ${id}`)
  return flow
}

interface Turned {
  readonly values?: Values
  readonly settings?: Readonly<Record<string, SettingValue>>
  readonly vendor?: Vendor
}

/** Walks as far as it goes; a step that wants to be sent again is, once. */
async function walk(id: string, { values = {}, settings = {} }: Turned = {}) {
  const flow = flowOf(id)
  const { start, step, sandbox, environment, powers, clock } = await walker(generic)
  await sandbox(
    new Request(`${environment.sandbox}/generic/.sandbox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ settings }),
    }),
  )
  let session: Session = reduce(start(flow), { type: 'filled', values, at: clock.now })
  for (const next of flow.steps) {
    if (next.when?.(session.values, 'sandbox') === false) continue
    session = await step(session, next)
    const last = session.exchanges.at(-1)
    const context = contextOf(session, generic.profile, environment, powers)
    if (next.kind === 'request' && last && next.again?.(context, last) !== undefined)
      session = await step(session, next)
    if (statusOf(flow, next, session).kind !== 'done') return { session, stuck: next.id }
    clock.now += 1000
  }
  return { session, stuck: undefined }
}

const sentBy = (session: Session, step: string) => {
  const found = session.exchanges.findLast((one) => one.step === step)
  if (found === undefined) throw new Error(`${step} sent nothing`)
  return found.sent
}

const problemIn = ({ exchanges }: Session) => {
  const outcome = exchanges.at(-1)?.outcome
  return outcome?.kind === 'refused' ? outcome.problem : undefined
}

const through = (session: Session) => new URL(sentBy(session, 'authorize').url).searchParams

describe('a request through the browser', () => {
  it('carries what was chosen, and nothing else', async () => {
    const { session } = await walk('authorization_code', {
      values: { prompt: 'login', max_age: '300', extra_parameters: 'ui_locales=de\n\nfoo=a=b' },
    })
    const query = through(session)
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: 'code',
      prompt: 'login',
      max_age: '300',
      ui_locales: 'de',
      foo: 'a=b',
      code_challenge_method: 'S256',
    })
    for (const name of ['response_mode', 'resource', 'login_hint', 'dpop_jkt'])
      expect(query.has(name), name).toBe(false)
  })

  it('stands behind a reference once it is pushed ahead', async () => {
    const { session, stuck } = await walk('authorization_code', { values: { par: 'yes' } })
    expect(stuck).toBeUndefined()
    const { searchParams } = new URL(sentBy(session, 'authorize_pushed').url)
    expect([...searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    expect(textOf(sentBy(session, 'push_request'))).toContain('client_assertion=')
  })

  it('is one signed token with JAR, for this server', async () => {
    const values = {
      jar: 'yes',
      max_age: '60',
      authorization_details: '[{"type":"account_information"}]',
    }
    const { session, stuck } = await walk('authorization_code', { values })
    expect(stuck).toBeUndefined()
    const { searchParams } = new URL(sentBy(session, 'authorize_signed').url)
    expect(searchParams.has('redirect_uri')).toBe(false)
    expect(decodeJwt(searchParams.get('request') ?? '')).toMatchObject({
      aud: session.values['issuer'],
      iss: 'generic-private',
      max_age: 60,
      authorization_details: [{ type: 'account_information' }],
    })
  })

  it('is signed and pushed with both', async () => {
    const values = { jar: 'yes', par: 'yes' }
    const { session, stuck } = await walk('hybrid_both', { values })
    expect(stuck).toBeUndefined()
    const body = new URLSearchParams(textOf(sentBy(session, 'push_request')))
    expect(body.has('request')).toBe(true)
    expect(body.has('scope')).toBe(false)
  })

  it.each([
    ['plain', { client_id: 'generic-plain', token_endpoint_auth_method: 'none' }],
    ['none', {}],
  ])('goes with PKCE %s where the client may', async (pkce, client) => {
    const { session, stuck } = await walk('authorization_code', { values: { pkce, ...client } })
    // A public client may not introspect; everything before has to work.
    expect(stuck).toBe(pkce === 'plain' ? 'introspect' : undefined)
    const sent = new URLSearchParams(textOf(sentBy(session, 'token')))
    expect(sent.has('code_verifier')).toBe(pkce === 'plain')
  })
})

describe('the answer', () => {
  const modes = [
    'query',
    'fragment',
    'form_post',
    'jwt',
    'query.jwt',
    'fragment.jwt',
    'form_post.jwt',
  ]
  it.each(modes)('is read as %s', async (response_mode) => {
    const { stuck } = await walk('authorization_code', { values: { response_mode } })
    expect(stuck).toBeUndefined()
  })

  it.each(['fragment', 'form_post', 'jwt', 'form_post.jwt'])(
    'is read as %s when tokens are in it',
    async (response_mode) => {
      const { stuck } = await walk('hybrid_both', { values: { response_mode } })
      expect(stuck).toBeUndefined()
    },
  )
})

describe('a second try', () => {
  it('is held to its own request, not to the one before', async () => {
    const flow = flowOf('hybrid_both')
    const { start, step } = await walker(generic)
    let session = start(flow)
    for (const next of flowFor(flow, session).steps) {
      session = await step(session, next)
      if (next.id !== 'authorize') continue
      session = await step(session, next)
      break
    }
    const tries = session.exchanges.filter((one) => one.step === 'authorize')
    expect(tries.map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted'])
  })
})

describe('client authentication', () => {
  const clients = [
    ['client_secret_basic', 'generic-basic', 'generic-basic-secret'],
    ['client_secret_post', 'generic-post', 'generic-post-secret'],
    ['client_secret_jwt', 'generic-secret-jwt', 'generic-secret-jwt-secret-0123456789-0123456789'],
  ] as const
  it.each(clients)('%s is honoured at every endpoint', async (method, client_id, client_secret) => {
    const values = { token_endpoint_auth_method: method, client_id, client_secret, par: 'yes' }
    const { session, stuck } = await walk('authorization_code', { values })
    expect(stuck).toBeUndefined()
    for (const step of ['push_request', 'token', 'introspect', 'refresh', 'revoke']) {
      const sent = sentBy(session, step)
      const body = new URLSearchParams(textOf(sent))
      const basic = (headerOf(sent, 'authorization') ?? '').startsWith('Basic ')
      expect(basic, step).toBe(method === 'client_secret_basic')
      expect(body.has('client_secret'), step).toBe(method === 'client_secret_post')
      expect(body.has('client_assertion'), step).toBe(method === 'client_secret_jwt')
    }
  })

  it('works with a key that was made here, as far as the server knows it', async () => {
    const { session, stuck } = await walk('authorization_code', {
      values: { client_key_from: 'made' },
    })
    expect(stuck).toBe('token')
    expect(problemIn(session)?.code).toBe('invalid_client')
    expect(session.values['client_public_jwk']).not.toContain('"d"')
  })
})

describe('DPoP', () => {
  it('binds the tokens, and every call proves it', async () => {
    const { session, stuck } = await walk('authorization_code', { values: { dpop: 'yes' } })
    expect(stuck).toBeUndefined()
    expect(session.values['token_type']?.toLowerCase()).toBe('dpop')
    expect(through(session).get('dpop_jkt')).toHaveLength(43)
    for (const step of ['token', 'userinfo', 'api', 'refresh'])
      expect(headerOf(sentBy(session, step), 'dpop'), step).toBeDefined()
    expect(headerOf(sentBy(session, 'api'), 'authorization')).toMatch(/^DPoP /)
  })

  it('takes the nonce from the refusal, and sends it again once', async () => {
    const turned = { values: { dpop: 'yes', par: 'yes' }, settings: { dpop_nonce: true } }
    const { session, stuck } = await walk('authorization_code', turned)
    expect(stuck).toBeUndefined()
    const pushes = session.exchanges.filter(({ step }) => step === 'push_request')
    expect(pushes.map(({ outcome }) => outcome.kind)).toEqual(['refused', 'accepted'])
    const [first, second] = pushes.map(({ sent }) => decodeJwt(headerOf(sent, 'dpop') ?? ''))
    expect(first).not.toHaveProperty('nonce')
    expect(second).toHaveProperty('nonce')
  })
})

/** Each way the sandbox can be told to be wrong, and the step that must not go on. */
const broken: readonly (readonly [setting: string, at: string])[] = [
  ['break_iss', 'token'],
  ['break_aud', 'token'],
  ['break_nonce', 'token'],
  ['break_expired', 'token'],
  ['break_signature', 'token'],
  ['break_unsigned', 'token'],
  ['break_at_hash', 'token'],
  ['break_callback_iss', 'authorize'],
  ['break_callback_no_iss', 'authorize'],
  ['break_discovery', 'server'],
]

describe('going on would be unsafe', () => {
  it('leaves out no way the sandbox can be broken', () => {
    const ways = settings.map(({ id }) => id).filter((id) => id.startsWith('break_'))
    expect(broken.map(([setting]) => setting).toSorted()).toEqual(ways.toSorted())
  })

  it.each(broken)('with %s the walk stops at %s and names the rule', async (setting, at) => {
    const { session, stuck } = await walk('authorization_code', { settings: { [setting]: true } })
    expect(stuck).toBe(at)
    expect(problemIn(session)).toMatchObject({ kind: 'security_stop' })
    expect(problemIn(session)?.source?.url).toMatch(/^https:/)
    expect(session.values['id_token']).toBeUndefined()
  })

  it.each(['break_nonce', 'break_at_hash', 'break_signature', 'break_aud'])(
    'with %s nothing is taken from the browser either',
    async (setting) => {
      const { session, stuck } = await walk('hybrid_both', { settings: { [setting]: true } })
      expect(stuck).toBe('authorize')
      expect(problemIn(session)?.kind).toBe('security_stop')
      expect(session.values['access_token']).toBeUndefined()
    },
  )
})

describe('a walk that turns to another server between login and exchange (T53)', () => {
  it.each<[string, Values]>([
    ['authorization_code', {}],
    ['authorization_code', { jar: 'yes' }],
    ['authorization_code', { par: 'yes' }],
  ])('does not take the code there: %s %j', async (id, values) => {
    const flow = flowOf(id)
    const { start, step, environment, powers } = await walker(generic)
    let session: Session = reduce(start(flow), { type: 'filled', values, at: 0 })
    for (const next of flow.steps) {
      if (next.id === 'token') break
      if (next.when?.(session.values, 'sandbox') !== false) session = await step(session, next)
    }
    const token = flow.steps.find((one) => one.id === 'token')
    if (token?.kind !== 'request') throw new Error('the code is exchanged by a request')
    const built = async (of: Session) => {
      const request = token.request(contextOf(of, generic.profile, environment, powers))
      return await request
    }
    expect(new URL((await built(session)).url).pathname).toBe('/generic/token')
    const other = {
      authorization_endpoint: 'https://evil.example/authorize',
      token_endpoint: 'https://evil.example/token',
    }
    const turned = reduce(session, { type: 'filled', values: other, at: 1 })
    await expect(built(turned)).rejects.toMatchObject({
      problem: { kind: 'security_stop', code: 'server_changed' },
    })
  })
})

describe('servers differ', () => {
  it('walks with opaque tokens and signed userinfo', async () => {
    const settings = { opaque_tokens: true, signed_userinfo: true, id_token_alg: 'ES256' }
    const { session, stuck } = await walk('authorization_code', { settings })
    expect(stuck).toBeUndefined()
    expect(session.values['sub']).toBe('248289761001')
  })

  it('walks one without metadata, by addresses typed by hand', async () => {
    const flow = flowOf('authorization_code')
    const { start, step, environment } = await walker(generic)
    const base = `${environment.sandbox}/generic`
    const values = {
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
    }
    let session = reduce(start(flow), { type: 'filled', values, at: 0 })
    const needed = ['addresses', 'client', 'ask', 'fresh', 'authorize', 'token']
    for (const next of flowFor(flow, session).steps.filter(({ id }) => needed.includes(id)))
      session = await step(session, next)
    expect(session.values['access_token']).toBeDefined()
    const outcome = session.exchanges.at(-1)?.outcome
    const codes = outcome?.kind === 'accepted' ? outcome.findings.map(({ code }) => code) : []
    expect(codes).toContain('id_token_key_missing')
  })

  it('asks the next well-known place when the first has nothing', async () => {
    const flow = flowOf('authorization_code')
    const { start, step, environment, powers } = await walker(generic)
    const typed = { issuer: `${environment.sandbox}/generic/token` }
    let session = reduce(start(flow), { type: 'filled', values: typed, at: 0 })
    const [server] = flow.steps
    if (server?.kind !== 'request') throw new Error('the first step asks the server')
    for (let tries = 0; tries < 12; tries += 1) {
      session = await step(session, server)
      const last = session.exchanges.at(-1)
      const context = contextOf(session, generic.profile, environment, powers)
      if (last === undefined || server.again?.(context, last) === undefined) break
    }
    expect(session.exchanges.at(-1)?.outcome.kind).toBe('accepted')
    expect(session.values['token_endpoint']).toBe(`${environment.sandbox}/generic/token`)
  })
})

describe('logout', () => {
  it('says whom it is about and comes back with its state', async () => {
    const { session, stuck } = await walk('implicit_id_token')
    expect(stuck).toBeUndefined()
    const asked = new URL(sentBy(session, 'logout').url).searchParams
    expect(asked.get('id_token_hint')).toBe(session.values['id_token'])
    const back = new URL(session.exchanges.at(-1)?.callback ?? '').searchParams
    expect(back.get('state')).toBe(asked.get('state'))
  })
})
