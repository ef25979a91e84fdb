/** Programs judged by running them: what arrives at a server is what was meant, byte for byte. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HttpRequest, utf8 } from '../../core/http.ts'
import { curlOf } from '../curl.ts'
import { type MaskedRequest, mask, unmask } from '../mask.ts'
import { fetchOf } from './fetch.ts'
import { javaOf } from './java.ts'
import { isHere, type Ran, type Recorder, recorder, run } from './node-recorder.test-support.ts'
import { oauthOf } from './oauth.ts'
import { pythonOf } from './python.ts'
import { stub } from './python-stub.test-support.ts'
import {
  type Arrived,
  escapesAside,
  known,
  likeMeant,
  meant,
  random,
} from './requests.test-support.ts'

let server: Recorder
let folder: string

beforeAll(async () => {
  server = await recorder()
  folder = mkdtempSync(join(tmpdir(), 'grantwalk-code-'))
  writeFileSync(join(folder, 'requests.py'), stub)
})

afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Tool {
  readonly name: string
  readonly here: boolean
  readonly write: (...requests: readonly MaskedRequest[]) => string
  readonly start: (program: string, env?: Record<string, string>) => Promise<Ran>
  /** A process for each request, or a compiler before the first. */
  readonly slow?: true
  /** It sends an address as it is written, and not as the URL standard writes it. */
  readonly verbatim?: true
  /** It writes escapes in an address its own way. */
  readonly escapes?: true
}

const inNode = (input: string, env = {}) =>
  run(['node', '--input-type=module', '-'], { input, env })

/** pyenv and others read their own settings from the home folder, so it stays. */
const inPython = (program: string, env = {}) => run(['python3', '-'], { input: program, env })

const tools: readonly Tool[] = [
  {
    name: 'bash and curl',
    here: isHere('bash', '-c', ':') && isHere('curl', '--version'),
    write: (...all) => all.map(curlOf).join('\n'),
    verbatim: true,
    slow: true,
    start: (input, env = {}) => run(['bash', '--norc', '-s'], { input, env }),
  },
  { name: 'Node and fetch', here: true, write: fetchOf, start: inNode },
  { name: 'Node and oauth4webapi', here: true, write: oauthOf, start: inNode },
  {
    name: 'Python and http.client',
    here: isHere('python3', '-c', ''),
    write: pythonOf,
    start: (program, env = {}) => inPython(program, { ...env, PYTHONPATH: folder }),
  },
  {
    name: 'Python and requests',
    here: isHere('python3', '-c', 'import requests'),
    write: pythonOf,
    start: inPython,
    escapes: true,
  },
  {
    name: 'Java',
    here: isHere('javac', '-version'),
    write: javaOf,
    slow: true,
    escapes: true,
    start: async (program, env = {}) => {
      writeFileSync(join(folder, 'Request.java'), program)
      // An encoding that cannot hold anything but ASCII: the program must not need it.
      return run(['java', '-Dfile.encoding=US-ASCII', join(folder, 'Request.java')], { env })
    },
  },
]

const arrivedAs = (all: readonly Arrived[], wanted: readonly Arrived[], aside: boolean) =>
  all.map((one, at) => {
    const like = likeMeant(one, wanted[at] ?? one)
    return sorted(aside ? escapesAside(like) : like)
  })

const sorted = (one: Arrived): Arrived => ({
  ...one,
  headers: [...one.headers].sort(([a], [b]) => (a < b ? -1 : 1)),
})

const secret = { name: 'client_secret', value: `p&q "r"+s/t'u$(x)%41` }

/** As the URL standard writes it in a query. */
const encoded = encodeURIComponent(secret.value).replaceAll("'", '%27')

const withSecret = (base: string): readonly HttpRequest[] => [
  {
    method: 'POST',
    url: `${base}/s?k=${encoded}`,
    headers: [
      ['content-type', 'text/plain'],
      ['X-Key', secret.value],
    ],
    body: utf8(`a ${secret.value} z`),
  },
  {
    method: 'PUT',
    url: `${base}/s`,
    headers: [['content-type', 'application/octet-stream']],
    body: { encoding: 'base64', data: btoa(`\xff\0${secret.value}\x80`) },
  },
]

const environment = {
  CLIENT_SECRET: secret.value,
  CLIENT_SECRET_ENCODED: encoded,
}

const present = tools.filter(({ here }) => here)

it('runs wherever there is something to run: the lexers judge the rest', () => {
  expect(present.map(({ name }) => name)).toContain('Node and fetch')
})

describe.each(present)(
  '$name',
  { timeout: 60_000 },
  ({ write, start, escapes = false, verbatim, slow }) => {
    it('sends what was meant, whatever is in it', async () => {
      const all = [...known(server.base), ...(slow ? [] : random(server.base))]
      const wanted = all.map((one) =>
        verbatim ? { ...meant(one), target: one.url.slice(server.base.length) } : meant(one),
      )
      const { status, output } = await start(write(...all.map(unmask)))
      const expected = wanted.map((one) => sorted(escapes ? escapesAside(one) : one))
      expect(arrivedAs(server.taken(), wanted, escapes), output.slice(-2000)).toEqual(expected)
      expect(status).toBe(0)
    })

    it('takes secrets from the environment, however they are written', async () => {
      const all = withSecret(server.base)
      const program = write(...all.map((one) => mask(one, [secret])))
      for (const part of [secret.value, 'p&q', encoded, 'p%26q'])
        expect(program).not.toContain(part)
      const { output } = await start(program, environment)
      const wanted = all.map(meant)
      expect(arrivedAs(server.taken(), wanted, false), output).toEqual(wanted.map(sorted))
    })

    it('sends nothing while a secret is not set, and says which', async () => {
      const masked = withSecret(server.base).map((one) => mask(one, [secret]))
      const { status, output } = await start(write(...masked), { CLIENT_SECRET: secret.value })
      expect(output).toMatch(/CLIENT_SECRET_ENCODED:? ?(?:Set it )?first/)
      expect(server.taken()).toEqual([])
      expect(status).not.toBe(0)
    })
  },
)

const form = (base: string, fields: Record<string, string>): HttpRequest => ({
  method: 'POST',
  url: `${base}/token`,
  headers: [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['X-Odd', 'kept'],
  ],
  body: utf8(new URLSearchParams(fields).toString()),
})

const pairs = (one: Arrived | undefined) =>
  [...new URLSearchParams(new TextDecoder().decode(one?.body))].map(String).sort()

describe('oauth4webapi', () => {
  const id = `me '\${x}' \u2028`
  const calls = [
    ['clientCredentialsGrantRequest', { grant_type: 'client_credentials', scope: "a 'b" }],
    ['refreshTokenGrantRequest', { grant_type: 'refresh_token', refresh_token: 'r`e\\f' }],
    ['genericTokenEndpointRequest', { grant_type: 'authorization_code', code: 'c"o\n' }],
  ] as const

  it.each(calls)('makes a call of %s, and asks for the secret as it is', async (call, fields) => {
    const all = { ...fields, client_id: id, client_secret: secret.value }
    const program = oauthOf(mask(form(server.base, all), [secret]))
    expect(program).toContain(`oauth.${call}(`)
    expect(program).toContain('oauth.ClientSecretPost(CLIENT_SECRET)')
    const { output } = await inNode(program, { CLIENT_SECRET: secret.value })
    const [arrived] = server.taken()
    expect(pairs(arrived), output).toEqual(Object.entries(all).map(String).sort())
    expect(arrived?.headers).toContainEqual(['x-odd', 'kept'])
    expect([arrived?.method, arrived?.target]).toEqual(['POST', '/token'])
  })

  it('leaves a header that says who the client is as it was', async () => {
    const request = form(server.base, { grant_type: 'client_credentials' })
    const credentials = btoa(`me:${secret.value}`)
    const headers = [...request.headers, ['Authorization', `Basic ${credentials}`] as const]
    const program = oauthOf(
      mask({ ...request, headers }, [{ name: 'authorization', value: credentials }]),
    )
    const { output } = await inNode(program, { AUTHORIZATION: credentials })
    const [arrived] = server.taken()
    expect(arrived?.headers, output).toContainEqual(['authorization', `Basic ${credentials}`])
    expect(pairs(arrived)).toEqual(['grant_type,client_credentials'])
  })

  it('sends an access token by its own call', async () => {
    const token = { name: 'access_token', value: `t'o"k.en` }
    const request: HttpRequest = {
      method: 'GET',
      url: `${server.base}/me`,
      headers: [['authorization', `Bearer ${token.value}`]],
    }
    const program = oauthOf(mask(request, [token]))
    expect(program).toContain('  ACCESS_TOKEN,\n')
    expect(program).not.toContain('customFetch')
    await inNode(program, { ACCESS_TOKEN: token.value })
    expect(server.taken().flatMap(({ headers }) => headers)).toContainEqual([
      'authorization',
      `Bearer ${token.value}`,
    ])
  })
})
