/** Redaction that keeps the evidence: equality, length, kind, and a token's claims without the person. */
import { describe, expect, it } from 'vitest'
import { PLACEHOLDER, parseCase } from '../../core/case-shape.ts'
import { utf8 } from '../../core/http.ts'
import type { Exchange } from '../../core/session.ts'
import { answered, asked, sessionWith } from '../session.test-support.ts'
import { caseIn, inputFor, jwt, leave, randomFrom } from './leave.test-support.ts'
import { prepare } from './prepare.ts'

describe('T95: what support needs stays', () => {
  const token = jwt({ iss: 'https://a.example', aud: 'api', sub: 'jane@a.example', exp: 1 })
  const session = sessionWith({
    values: { access_token: token, client_secret: 'one-secret-of-24-letters', client_id: 'app' },
    exchanges: [
      answered({ body: JSON.stringify({ access_token: token, error: 'no', expires_in: 3600 }) }),
      asked({ headers: [['Authorization', `Bearer ${token}`]] }),
      asked({ body: 'client_secret=another-secret&grant_type=password' }),
    ],
  })

  it('the same token has the same placeholder in every place, and another secret another', async () => {
    const { values, exchanges } = (await caseIn(session)).session
    const label = values['access_token'] ?? ''
    expect(label).toMatch(PLACEHOLDER)
    expect(exchanges[1]?.sent.headers).toEqual([['Authorization', `Bearer ${label}`]])
    const [first] = exchanges
    const body = first?.outcome.kind === 'accepted' ? first.outcome.response?.body : undefined
    expect(JSON.parse(body?.data ?? '')).toEqual({
      access_token: label,
      error: 'no',
      expires_in: 3600,
    })
    const sent = new URLSearchParams(exchanges[2]?.sent.body?.data)
    expect(sent.get('client_secret')).toMatch(/^<client_secret#\d+ len=14>$/)
    expect(sent.get('client_secret')).not.toBe(values['client_secret'])
    expect(sent.get('grant_type')).toBe('password')
    expect(values['client_id']).toBe('app')
  })

  it('a placeholder tells length and kind, and of a JWT the header and the claims without the person', async () => {
    const label = (await caseIn(session)).session.values['access_token'] ?? ''
    expect(label).toContain(`jwt len=${token.length} header alg=RS256`)
    expect(label).toMatch(/claims iss=https:\/\/a\.example aud=api sub=#\d+ exp=1>$/)
    expect(label).not.toContain('jane')
  })

  it('who it is about is said when it is ticked', async () => {
    const left = await leave('case', session, { personal: true })
    expect(left).toContain('sub=jane_a.example')
    expect(left).not.toContain(token)
  })

  it('two exports cannot be compared', async () => {
    const one = await prepare('case', inputFor(session))
    const powers = { now: () => 0, random: randomFrom(99) }
    const two = await prepare('case', { ...inputFor(session), powers })
    const labels = (text: string) => text.match(/#\d{5}/g)
    if (one.kind !== 'ready' || two.kind !== 'ready') throw new Error('stopped')
    expect(labels(one.text)?.length).toBe(labels(two.text)?.length)
    expect(labels(one.text)).not.toEqual(labels(two.text))
  })

  it('a case is of its format again, and its file says that it is redacted', async () => {
    const left = await prepare('case', inputFor(session))
    if (left.kind !== 'ready') throw new Error('stopped')
    expect(parseCase(JSON.parse(left.text))).toBeDefined()
    expect(left.file).toBe('amm-password-2026-11-20-redacted.grantwalk.json')
    expect(left.counts).toMatchObject({ access_token: 4, client_secret: 3 })
  })

  it('names of cookies and their attributes stay, and so does the scheme of credentials', async () => {
    const one = answered({ headers: [['Set-Cookie', 'sid=abcdef123456; Path=/; HttpOnly']] })
    const two = asked({ headers: [['Authorization', 'Basic bWU6c2VjcmV0LXdvcmQ=']] })
    const text = await leave('case', sessionWith({ exchanges: [one, two] }))
    expect(text).toMatch(/sid=<cookie_sid#\d+ len=12>; Path=\/; HttpOnly/)
    expect(text).toMatch(/Basic <authorization#\d+ len=20>/)
  })

  it('a secret that is a word of the protocol is masked in its place, and the protocol stays', async () => {
    const body = 'grant_type=password&username=u&password=password'
    const text = await leave(
      'case',
      sessionWith({ values: { password: 'password' }, exchanges: [asked({ body })] }),
    )
    expect(text).toMatch(/grant_type=password&username=.*&password=%3Cpassword%23\d+%20len%3D8%3E/)
  })

  it('bytes and long bodies are left out, and text that is ticked is scrubbed', async () => {
    const exchange = asked({ body: '<a>words client-secret-1234</a>' })
    const bytes: Exchange = {
      ...exchange,
      sent: { ...exchange.sent, body: { encoding: 'base64', data: btoa('\xff\xfe') } },
      built: { ...exchange.built, body: utf8('x'.repeat((1 << 20) + 1)) },
    }
    const values = { client_secret: 'client-secret-1234' }
    const session = sessionWith({ values, exchanges: [exchange, bytes] })
    expect(await leave('case', session)).toMatch(/<body#\d+ len=1048577>/)
    const ticked = await leave('case', session, { bodies: true })
    expect(ticked).toMatch(/<a>words <client_secret#\d+ len=18><\/a>/)
  })
})
