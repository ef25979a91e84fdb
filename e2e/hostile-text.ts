/** A server that puts markup, script addresses and deceiving letters wherever a server may put text. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Runs or fetches something wherever it is taken for more than text. */
export const MARKUP =
  '"><img src=/pwn.png onerror=__pwn()><script>__pwn()</script><svg onload=__pwn()><a href="javascript:__pwn()">x</a>{{__pwn()}}\u202e'
const SCRIPT = 'javascript:__pwn()'

export type Manner = 'good' | 'refusal' | 'page' | 'strange'

export interface TextServer {
  readonly origin: string
  readonly be: (manner: Manner) => void
  readonly close: () => void
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token all of whose names and values are markup. */
const token = [
  part({ alg: 'RS256', kid: MARKUP, jku: SCRIPT, typ: MARKUP, [MARKUP]: MARKUP }),
  part({
    iss: MARKUP,
    sub: MARKUP,
    aud: [MARKUP, SCRIPT],
    name: MARKUP,
    [MARKUP]: { [MARKUP]: MARKUP },
  }),
  'c2ln',
].join('.')

const words = {
  scopes_supported: [MARKUP],
  claims_supported: [MARKUP],
  service_documentation: SCRIPT,
  op_policy_uri: SCRIPT,
  op_tos_uri: MARKUP,
  ui_locales_supported: [MARKUP],
  [MARKUP]: MARKUP,
}

const metadata = (origin: string) => ({
  issuer: origin,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/keys`,
  revocation_endpoint: `${origin}/revoke`,
  ...words,
})

const refusal = {
  error: 'invalid_client',
  error_description: MARKUP,
  error_uri: SCRIPT,
  [MARKUP]: [MARKUP],
}

const good = (path: string, origin: string): unknown => {
  if (path.startsWith('/.well-known/')) return metadata(origin)
  if (path === '/keys')
    return {
      keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: MARKUP, x5u: SCRIPT, [MARKUP]: MARKUP }],
    }
  if (path === '/token')
    return {
      access_token: token,
      token_type: 'Bearer',
      scope: '<img src=/pwn.png onerror=__pwn()>',
      expires_in: 60,
      [MARKUP]: MARKUP,
    }
  return { [MARKUP]: MARKUP, html: MARKUP, url: SCRIPT, list: [MARKUP, { [MARKUP]: SCRIPT }] }
}

const strange = `<?xml version="1.0"?><x onload="__pwn()">${MARKUP}</x>`

/** Header values are Latin-1: the override of reading direction is left out. */
const header = MARKUP.replace('\u202e', '')

function answer(response: ServerResponse, manner: Manner, path: string, origin: string): void {
  response.setHeader('www-authenticate', `Bearer realm="${header.replaceAll('"', '\\"')}"`)
  response.setHeader('x-hostile', header)
  response.setHeader('link', `<${SCRIPT}>; rel="next"; title="${header.replaceAll('"', '')}"`)
  // A cookie is a secret: markup of its own, or all other markup would be covered with it.
  response.setHeader('set-cookie', ['<i/onclick=__pwn()>=<b/onclick=__pwn()>; Path=/'])
  response.setHeader('refresh', `0; url=${SCRIPT}`)
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (manner === 'good') json(200, good(path, origin))
  else if (manner === 'refusal') json(400, refusal)
  else {
    const [status, type, text] =
      manner === 'page'
        ? [503, 'text/html', `<title>${MARKUP}</title><h1>${MARKUP}</h1>`]
        : [200, 'application/xml', strange]
    response.writeHead(status, { 'content-type': type }).end(text)
  }
}

export async function startTextServer(): Promise<TextServer> {
  let manner: Manner = 'good'
  const server = createServer((request, response) => {
    request.resume()
    answer(response, manner, request.url ?? '/', origin)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    be: (next) => {
      manner = next
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
