/** The script: bash takes it, it holds no secret, and it walks a flow by itself against a server of this test. */
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { utf8 } from '../../core/http.ts'
import type { Exchange } from '../../core/session.ts'
import { asked, sessionWith } from '../session.test-support.ts'
import { leave } from './leave.test-support.ts'

const run = promisify(execFile)
const SECRET = `s'e"c$(id)\`r\\et %1`
const seen: string[] = []
let base = ''

/** Takes the code and the client's credentials, gives a token, a cookie and a header, and wants them back. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method = '', url = '', headers } = request
    const body = Buffer.concat(chunks).toString()
    const { authorization = '', cookie = '' } = headers
    seen.push([method, url, authorization, cookie, headers['x-csrf-token'] ?? '', body].join(' '))
    response.setHeader('Set-Cookie', ['a=b', 'sid=fresh-cookie-1; Path=/'])
    response.setHeader('X-CSRF-Token', 'fresh-csrf-1')
    response.end(JSON.stringify({ access_token: 'fresh-token/1+x', expires_in: 3600 }))
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const response = {
  ...{ status: 200, statusText: 'OK', httpVersion: '1.1' },
  headers: [
    ['Set-Cookie', 'sid=old-cookie-99; Path=/'],
    ['X-CSRF-Token', 'old-csrf-99'],
  ] as const,
  body: utf8('{"access_token":"old-token/99+x"}'),
}

function walk() {
  const gained = { access_token: 'old-token/99+x' }
  const authorize: Exchange = {
    ...asked({ url: `${base}/authorize?state=abc` }),
    ...{ id: 'e1', step: 'authorize', route: 'navigation', callback: `${base}/cb?code=old%2Fcode` },
  }
  const basic = btoa(`app:${SECRET}`)
  const token: Exchange = {
    ...asked({
      url: `${base}/token`,
      headers: [['Authorization', `Basic ${basic}`]],
      body: `grant_type=authorization_code&code=old%2Fcode`,
    }),
    ...{ id: 'e2', step: 'token' },
    outcome: { kind: 'accepted', response, gained, findings: [] },
  }
  const call: Exchange = {
    ...asked({
      url: `${base}/api?access_token=${encodeURIComponent('old-token/99+x')}`,
      headers: [
        ['Authorization', 'Bearer old-token/99+x'],
        ['Cookie', 'sid=old-cookie-99'],
        ['X-CSRF-Token', 'old-csrf-99'],
      ],
      body: '{"client_secret":' + JSON.stringify(SECRET) + '}',
    }),
    ...{ id: 'e3', step: 'call' },
  }
  return sessionWith({
    values: { client_id: 'app', client_secret: SECRET, code: 'old/code', ...gained },
    exchanges: [authorize, token, call],
  })
}

describe('the script of a flow', () => {
  it('walks it: asks for what is secret, and hands on what the answers give', async () => {
    const script = await leave('script', walk())
    const child = run('bash', ['-c', script], {
      env: { PATH: process.env['PATH'], CLIENT_SECRET: SECRET, STATE: 'xyz' },
    })
    child.child.stdin?.end(`${base}/cb?code=fresh%2Fcode&state=xyz\n`)
    const { stderr } = await child
    expect(stderr).toContain('/authorize?state=xyz')
    const [token = '', call = ''] = seen
    expect(token).toContain(`POST /token Basic ${btoa(`app:${SECRET}`)}`)
    const form = new URLSearchParams(token.split(' ').at(-1))
    expect(form.get('code')).toBe('fresh/code')
    const query = new URLSearchParams(/\?(\S+)/.exec(call)?.[1])
    expect(query.get('access_token')).toBe('fresh-token/1+x')
    expect(call).toContain(' Bearer fresh-token/1+x sid=fresh-cookie-1 fresh-csrf-1 ')
    expect(JSON.parse(call.slice(call.indexOf('{')))).toEqual({ client_secret: SECRET })
  })

  it('holds no value of the walk', async () => {
    const script = await leave('script', walk())
    for (const text of ['old-token', 'old-cookie', 'old-csrf', 'old/code', 'old%2Fcode', SECRET])
      expect(script).not.toContain(text)
  })

  it('says of a step what cannot harm, whoever named it', async () => {
    const step = "x'\nrm -rf $(HOME) `id` \\"
    const script = await leave('script', sessionWith({ exchanges: [{ ...asked({}), step }] }))
    expect(script).toContain('# 1. x rm -rf HOME id ')
    await run('bash', ['-n', '-c', script])
  })
})

/** A proof is for one method, one address and one minute (RFC 9449): no other may be sent in its place. */
describe('the script of a walk with DPoP', () => {
  const bound = (id: string, path: string, proof: string): Exchange => ({
    ...asked({
      url: `${base}${path}`,
      headers: [
        ['Authorization', 'DPoP bound-token-77'],
        ['dpop', proof],
      ],
    }),
    ...{ id, step: id },
  })
  const proofs = ['eyJhbGciOiJFUzI1NiJ9.e30.first-signature', 'eyJhbGciOiJFUzI1NiJ9.e30.other-one']
  const calls = () =>
    sessionWith({
      values: { access_token: 'bound-token-77' },
      exchanges: [bound('e1', '/one', proofs[0] ?? ''), bound('e2', '/two', proofs[1] ?? '')],
    })

  it('says whose key has to sign, and asks for a proof of its own at each request', async () => {
    const script = await leave('script', calls())
    const [head = '', one = '', two = ''] = script.split(/^# \d\. /m)
    expect(head).not.toContain('HEADER_DPOP')
    for (const part of [one, two]) expect(part).toContain('signed with a key of yours')
    const names = [one, two].map((part) => /^ask (\S+)$/m.exec(part)?.[1] ?? '')
    expect(new Set(names).size).toBe(2)
    for (const [at, part] of [one, two].entries()) expect(part).toContain(`"$${names[at]}"`)
    for (const proof of proofs) expect(script).not.toContain(proof)
  })

  it.each(['code:bash', 'code:fetch', 'code:oauth4webapi', 'code:python', 'code:cmd'])(
    'is said in %s, too',
    async (kind) => {
      expect(await leave(kind as Parameters<typeof leave>[0], calls())).toContain(
        'Supply a new proof, signed with a key of yours',
      )
    },
  )
})
