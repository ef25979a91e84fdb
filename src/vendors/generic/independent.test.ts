/** Every way of asking, at a server nobody here wrote: it is strict and certified, so nothing may be refused, and nothing remarked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientKey, LONG_SECRET, ODD_SECRET } from '../../../e2e/oidc-provider.ts'
import { EXCHANGE } from '../../../e2e/oidc-provider-grants.ts'
import type { Values } from '../../core/values.ts'
import { formOf } from './backs.test-support.ts'
import { independent, sentIn, type Walked } from './node-independent.test-support.ts'

let at: Awaited<ReturnType<typeof independent>>
beforeAll(async () => {
  at = await independent()
})
afterAll(() => at.stop())

const signer = {
  client_id: 'signer',
  token_endpoint_auth_method: 'private_key_jwt',
  client_jwk: JSON.stringify(clientKey),
}
const lasting = { scope: 'openid profile email offline_access', prompt: 'consent' }

/** Things to know, and nothing that is done otherwise than it should be. */
const known = ['userinfo: userinfo_signed', 'update_client: registration_token_rotated']

const expectNothingWrong = ({ stuck, findings, problem }: Walked, ...told: readonly string[]) =>
  expect({
    ...{ stuck, problem, faults: at.server.faults() },
    findings: findings.filter((finding) => !known.includes(finding)),
  }).toEqual({ stuck: undefined, findings: told, problem: undefined, faults: [] })

const everywhere = ['default', 'fragment', 'form_post', 'jwt', 'fragment.jwt', 'form_post.jwt']
const withTokens = [
  ...['implicit_id_token', 'implicit_both'],
  ...['hybrid_id_token', 'hybrid_token', 'hybrid_both'],
]

describe('what comes back through the browser', () => {
  it.each([...everywhere, 'query', 'query.jwt'])('a code, %s', async (response_mode) => {
    expectNothingWrong(
      await at.walk('authorization_code', { ...signer, ...lasting, response_mode }),
    )
  })

  it.each(withTokens.flatMap((flow) => everywhere.map((mode) => ({ flow, mode }))))(
    '$flow, $mode',
    async ({ flow, mode }) => {
      expectNothingWrong(await at.walk(flow, { ...signer, ...lasting, response_mode: mode }))
    },
  )

  it('no access token alone, which this server does not give', async () => {
    const walked = await at.walk('implicit_token', { ...signer, scope: 'openid' })
    expect(walked).toMatchObject({ stuck: 'authorize' })
    expect(walked.problem).toContain('unsupported_response_type')
  })
})

describe('the switches of a request', () => {
  const all = ['no', 'yes'].flatMap((par) =>
    ['no', 'yes'].flatMap((jar) => ['no', 'yes'].map((dpop) => ({ par, jar, dpop }))),
  )
  it.each(all)('PAR $par, JAR $jar, DPoP $dpop', async (switches) => {
    const walked = await at.walk('authorization_code', { ...signer, ...lasting, ...switches })
    expectNothingWrong(walked)
    // The first proof of a walk lacks the nonce that the server then gives.
    const [first, ...others] = switches.par === 'yes' ? ['push_request', 'token'] : ['token']
    const twice = switches.dpop === 'yes' ? 2 : 1
    expect(sentIn(walked, first ?? '')).toHaveLength(twice)
    for (const other of others) expect(sentIn(walked, other)).toHaveLength(1)
  })

  it.each(['no', 'yes'])('details of a permission, JAR %s', async (jar) => {
    const values = {
      ...{ ...signer, ...lasting, jar, scope: 'openid api:read offline_access' },
      ...{ resource: 'https://api.example.com/' },
      authorization_details: '[{"type":"account_information"}]',
    }
    // A token for that API opens no userinfo.
    const walked = await at.walk('authorization_code', values, ['userinfo'])
    // Nor does it carry the scope that was for the person.
    expectNothingWrong(walked, 'token: scope_narrowed')
    expect(at.answerOf(walked, 'token')).toContain('"type":"account_information"')
    const other = { ...values, authorization_details: '[{"type":"else"}]' }
    const refused = await at.walk('authorization_code', other)
    expect(refused.problem).toMatch(/^invalid_authorization_details/)
  })

  it('no page at all, where one would be needed', async () => {
    const walked = await at.walk('authorization_code', {
      ...signer,
      prompt: 'none',
      scope: 'openid',
    })
    expect(walked.problem).toContain('login_required')
  })

  it('how long ago the person may have signed in', async () => {
    const wishes = { max_age: '300', login_hint: 'jane', extra_parameters: 'ui_locales=de' }
    expectNothingWrong(
      await at.walk('authorization_code', { ...signer, ...lasting, ...wishes, jar: 'yes' }),
    )
  })

  it.each(['plain', 'none'])('PKCE %s, of which this server refuses the first', async (pkce) => {
    const walked = await at.walk('authorization_code', { ...signer, ...lasting, pkce })
    if (pkce === 'none') expectNothingWrong(walked)
    else expect(walked.problem).toContain('invalid_request')
  })
})

const methods = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
]

const { d: _private, ...registered } = clientKey

const proving = (token_endpoint_auth_method: string) => ({
  token_endpoint_auth_method,
  ...(token_endpoint_auth_method === 'private_key_jwt' ? { jwks: { keys: [registered] } } : {}),
})

describe('the client proves itself', () => {
  it.each(methods)('by %s, at every endpoint', async (method) => {
    const client = await at.client({
      ...proving(method),
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    })
    const values: Values = { ...client, client_jwk: signer.client_jwk, ...lasting, par: 'yes' }
    expectNothingWrong(await at.walk('authorization_code', values))
  })

  it.each(methods.slice(0, 4))('by %s, in its own name', async (method) => {
    const grant = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] }
    const client = await at.client({ ...proving(method), ...grant, scope: 'api:read' })
    const values = {
      ...{ client_jwk: signer.client_jwk, scope: 'api:read', dpop: 'yes' },
      resource: 'https://api.example.com/',
    }
    expectNothingWrong(await at.walk('client_credentials', { ...client, ...values }))
  })

  it('with a secret of odd signs, which only strict encoding brings over', async () => {
    const odd = { client_id: 'odd basic', client_secret: ODD_SECRET, ...lasting }
    expectNothingWrong(await at.walk('authorization_code', odd))
    const raw = await at.walk('authorization_code', { ...odd, basic_encoding: 'raw' })
    expect(raw.stuck).toBe('token')
    expect(raw.problem).toMatch(/^invalid_(?:client|request)/)
  })
})

describe('without a redirect', () => {
  it.each(['no', 'yes'])('a device, DPoP %s', async (dpop) => {
    const television = { client_id: 'television', token_endpoint_auth_method: 'none' }
    expectNothingWrong(await at.walk('device', { ...television, scope: lasting.scope, dpop }))
  })

  it('CIBA', async () => {
    const phone = {
      ...{ client_id: 'phone', token_endpoint_auth_method: 'client_secret_post' },
      ...{ client_secret: LONG_SECRET, login_hint: 'jane', scope: lasting.scope },
    }
    expectNothingWrong(await at.walk('ciba', { ...phone, binding_message: 'W4SCT' }))
  })

  it('a token exchanged for another', async () => {
    const client = await at.client({
      grant_types: [EXCHANGE],
      response_types: [],
      redirect_uris: [],
    })
    const login = await at.walk('authorization_code', { ...signer, ...lasting }, ['revoke'])
    const subject_token = login.session.values['access_token'] ?? ''
    const walked = await at.walk('token_exchange', { ...client, subject_token, scope: 'openid' }, [
      'subject',
      'actor',
    ])
    expectNothingWrong(walked)
    expect(at.answerOf(walked, 'introspect')).toContain('"sub":"jane"')
    const unknown = await at.walk('token_exchange', { ...client, subject_token: 'x' }, [
      'subject',
      'actor',
    ])
    expect(unknown.problem).toMatch(/^invalid_request/)
  })

  it.each(methods.slice(0, 4))('registration of a client with %s', async (method) => {
    const walked = await at.walk('registration', {
      token_endpoint_auth_method: method,
      registration: JSON.stringify({ grant_types: ['client_credentials'], response_types: [] }),
      redirect_uri: '',
    })
    expectNothingWrong(walked)
  })
})

describe('an address that was typed', () => {
  it.each([
    ['', 'the issuer'],
    ['/', 'with a slash'],
    ['/.well-known/openid-configuration', 'the metadata'],
    ['/token', 'the token endpoint'],
    ['/auth?client_id=x', 'a link to the login page'],
  ])('%s (%s) leads to the server', async (path) => {
    const values = { ...signer, scope: 'openid', issuer: `${at.server.issuer}${path}` }
    const walked = await at.walk('implicit_id_token', values)
    expectNothingWrong(walked)
    expect(walked.session.values['issuer']).toBe(at.server.issuer)
  })
})

it('a code is good for one exchange', async () => {
  const walked = await at.walk('authorization_code', { ...signer, ...lasting }, [
    'revoke',
    'logout',
  ])
  const again = await at.once(walked, 'token')
  expect(again.problem).toContain('invalid_grant')
  const [first] = sentIn(walked, 'token')
  expect(first && formOf(first).get('grant_type')).toBe('authorization_code')
})
