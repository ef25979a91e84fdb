/** The sandbox's own server in process, a browser for it, and what oauth4webapi needs to talk to it. */
import * as oauth from 'oauth4webapi'
import type { SettingValue } from '../../core/simulation.ts'
import { createSandbox } from '../../sandbox/engine.ts'
import generic from './sandbox.ts'

export const APP = 'http://localhost:7861'
export const CALLBACK = `${APP}/callback/generic`
export const ORIGIN = 'http://localhost:7862'
export const BASE = `${ORIGIN}/generic`

export const basicAuth = oauth.ClientSecretBasic('generic-basic-secret')
export const basicClient: oauth.Client = { client_id: 'generic-basic' }
export const publicClient: oauth.Client = { client_id: 'generic-public' }

type Form = Readonly<Record<string, string>>

export async function server(settings: Readonly<Record<string, SettingValue>> = {}) {
  const clock = { offset: 0 }
  const sandbox = createSandbox({
    simulators: [generic],
    origin: ORIGIN,
    appOrigins: [APP],
    now: () => Date.now() + clock.offset,
  })
  const options = {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (
      url: string,
      init: oauth.CustomFetchOptions<string, BodyInit | undefined>,
    ) => sandbox(new Request(url, init as RequestInit)),
  }
  const control = (change: unknown) =>
    sandbox(
      new Request(`${BASE}/.sandbox`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(change),
      }),
    )
  await control({ settings })
  const issuer = new URL(BASE)
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, options),
  )
  return { sandbox, options, as, clock, control, ...browser(sandbox) }
}

export type Server = Awaited<ReturnType<typeof server>>

/** Keeps cookies, follows redirects inside the sandbox, fills in forms. */
function browser(sandbox: (request: Request) => Promise<Response>) {
  const cookies = new Map<string, string>()

  async function visit(address: URL | string, form?: Form): Promise<Response> {
    const answer = await sandbox(
      new Request(new URL(address, ORIGIN), {
        headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
        redirect: 'manual',
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      }),
    )
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    return location?.startsWith(ORIGIN) === true ? visit(location) : answer
  }

  /** Signs in and presses the button until the server has nothing more to ask. */
  async function walk(address: URL | string, button: Form = approve): Promise<Response> {
    let answer = await visit(address)
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await answer.clone().text()
      const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
      const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1]
      if (action === undefined || _csrf === undefined) return answer
      answer = await visit(action, { ...(action.endsWith('/login') ? jane : button), _csrf })
    }
    return answer
  }

  /** Where the browser is sent with the answer. */
  const landed = async (address: URL | string): Promise<URL> => {
    const answer = await walk(address)
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`stayed: ${answer.status} ${await answer.text()}`)
    return new URL(location)
  }

  return { visit, walk, landed, cookies }
}

export const jane: Form = { username: 'jane.doe@example.com', password: 'correct-horse' }
export const approve: Form = { approval: 'approve' }

export interface Asked {
  readonly client_id?: string
  readonly parameters?: Form
  readonly verifier?: string
}

export const VERIFIER = 'a-verifier-of-forty-three-characters-at-least'
export const STATE = 'some-state'
export const NONCE = 'some-nonce'

/** The parameters of a plain code request with everything usual in it. */
export async function request({ client_id = 'generic-public', parameters = {} }: Asked = {}) {
  return {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile email api:read',
    state: STATE,
    nonce: NONCE,
    code_challenge: await oauth.calculatePKCECodeChallenge(VERIFIER),
    code_challenge_method: 'S256',
    ...parameters,
  }
}

export const addressOf = ({ as }: Server, parameters: Form): URL => {
  const address = new URL(as.authorization_endpoint ?? '')
  address.search = new URLSearchParams(parameters).toString()
  return address
}

/** A code, from request to callback, as the strict client reads it. */
export async function authorized(at: Server, asked: Asked = {}): Promise<URLSearchParams> {
  const parameters = await request(asked)
  const landed = await at.landed(addressOf(at, parameters))
  return oauth.validateAuthResponse(at.as, { client_id: parameters.client_id }, landed, STATE)
}

/** Tokens for Jane by the code flow, checked to the last claim. */
export async function signedIn(
  at: Server,
  asked: Asked = {},
  client: oauth.Client = publicClient,
  auth: oauth.ClientAuth = oauth.None(),
) {
  const callback = await authorized(at, { ...asked, client_id: client.client_id })
  const answer = await oauth.authorizationCodeGrantRequest(
    at.as,
    client,
    auth,
    callback,
    CALLBACK,
    VERIFIER,
    at.options,
  )
  const checks = { expectedNonce: NONCE, requireIdToken: true }
  const tokens = await oauth.processAuthorizationCodeResponse(at.as, client, answer, checks)
  await oauth.validateApplicationLevelSignature(at.as, answer, at.options)
  return tokens
}
