/** A walk as a script: run by bash against a server, it walks the same way with other secrets. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../core/http.ts'
import type { Exchange } from '../core/session.ts'
import { isHere, recorder, run } from './code/node-recorder.test-support.ts'
import { flowScriptOf } from './flow-script.ts'
import { asked, facts, sessionWith } from './session.test-support.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

const answering = (exchange: Exchange, body: string): Exchange => ({
  ...exchange,
  outcome: {
    kind: 'accepted',
    response: { status: 200, statusText: 'OK', httpVersion: '1.1', headers: [], body: utf8(body) },
    gained: {},
    findings: [],
  },
})

const secret = `p&q 'r' "$(s)"`
const token = 'correct-horse-battery'
const typed = [['content-type', 'application/x-www-form-urlencoded']] as const

/** Away and back, a token, and a call with it. */
function walk(base: string) {
  const left: Exchange = {
    ...asked({ url: `${base}/authorize?client_id=me&q='%60` }),
    route: 'navigation',
    callback: 'https://app.example/callback?code=code-of-the-walk&state=x',
  }
  const exchange = asked({
    url: `${base}/token`,
    headers: typed,
    body: form({ code: 'code-of-the-walk', client_secret: secret }),
  })
  const call = asked({ url: `${base}/api`, headers: [['Authorization', `Bearer ${token}`]] })
  return sessionWith({
    values: { client_secret: secret },
    exchanges: [
      left,
      answering(exchange, JSON.stringify({ data: [{ access_token: token }] })),
      { ...call, step: "call\n$(touch pwned) '; rm x" },
    ],
  })
}

const bash = isHere('bash', '-c', ':')

describe('the script of a walk', () => {
  const script = flowScriptOf(walk('https://a.example'), facts)

  it('holds no secret, and asks for each once', () => {
    for (const text of [secret, encodeURIComponent(secret), 'p%26q', token, 'code-of-the-walk'])
      expect(script).not.toContain(text)
    expect(script.match(/^ask CLIENT_SECRET_ENCODED /gm)).toHaveLength(1)
    expect(script.match(/^ask CODE /gm)).toHaveLength(1)
  })

  it('takes from an answer what a later request needs', () => {
    expect(script).toMatch(/ACCESS_TOKEN=\$\(printf %s "\$answer" \| jq -er '.*access_token.*'\)/)
    expect(script).not.toContain('ask ACCESS_TOKEN')
  })

  it('says nothing of a step but letters', () => {
    expect(script).toContain('# 3 of 3: calltouch pwned  rm x\n')
  })

  it.each(bash ? ['bash'] : [])('is what %s can read', async (shell) => {
    expect(await run([shell, '--norc', '-n'], { input: script })).toEqual({ status: 0, output: '' })
  })

  it('of no walk sends nothing', () => {
    expect(flowScriptOf(sessionWith({}), facts)).not.toContain('curl -')
  })

  const runnable = bash && isHere('curl', '--version') && isHere('jq', '--version')

  it.each(runnable ? ['bash'] : [])('walks in %s with other secrets', async (shell) => {
    const server = await recorder(JSON.stringify({ data: [{ access_token: `new'"$(x)` }] }))
    const input = flowScriptOf(walk(server.base), facts)
    const env = { CLIENT_SECRET_ENCODED: 'other%26', CODE: 'c' }
    const { status, output } = await run([shell, '--norc', '-s'], { input, env })
    const [first, second, ...more] = server.taken()
    await server.close()
    expect(new TextDecoder().decode(first?.body), output).toBe('code=c&client_secret=other%26')
    expect(second?.headers).toContainEqual(['authorization', `Bearer new'"$(x)`])
    expect([status, more]).toEqual([0, []])
  })

  it.each(runnable ? ['bash'] : [])('stops in %s where a secret is missing', async (shell) => {
    const server = await recorder()
    const input = flowScriptOf(walk(server.base), facts)
    const { status, output } = await run([shell, '--norc', '-c', input], { env: { CODE: 'c' } })
    expect([status, server.taken()]).toEqual([1, []])
    expect(output).toContain('Set CLIENT_SECRET_ENCODED first, URL-encoded.')
    await server.close()
  })
})
