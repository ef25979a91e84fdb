/** The formats, each held to its own rules: HAR 1.2, Markdown, links, and the sealed file. */
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../core/problem.ts'
import { openContainer } from '../../core/vault/container.ts'
import { answered, asked, sessionWith } from '../session.test-support.ts'
import { sealFull } from './full.ts'
import { harFaults } from './har.test-support.ts'
import { leave } from './leave.test-support.ts'
import { block, span } from './markdown.ts'
import { readShareLink, shareLink } from './share-link.ts'

const SECRET = 'a-secret-of-24-letters-x'
const token = asked({
  url: 'https://a.example/token?x=%20y',
  headers: [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Cookie', 'a=1; sid=abcdef123'],
  ],
  body: `grant_type=password&client_secret=${SECRET}`,
})
const there = answered({
  headers: [
    ['Set-Cookie', 'sid=abcdef123; Path=/'],
    ['Location', '/next?code=abc123'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"expires_in":3600}',
})

describe('a HAR', () => {
  it('is valid HAR 1.2, with its own facts under _grantwalk', async () => {
    const text = await leave('har', sessionWith({ exchanges: [token, there] }))
    expect(harFaults(JSON.parse(text))).toEqual([])
    expect(text).toContain('"_grantwalk"')
    expect(text).not.toContain(SECRET)
  })

  it('shows parameters decoded, so that placeholders can be read', async () => {
    const text = await leave('har', sessionWith({ exchanges: [token, there] }))
    expect(text).toMatch(/"name": "client_secret",\s*"value": "<client_secret#\d+ len=24>"/)
    expect(text).toMatch(/"redirectURL": "\/next\?code=%3Ccode%23\d+%20len%3D6%3E"/)
  })

  it('is refused by the same check when something is missing', () => {
    expect(harFaults({ log: { version: '1.2', entries: [{}] } })).not.toEqual([])
  })
})

describe('a report', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '`</code><img src=x onerror=alert(1)>`',
    '```\n# Title\n```',
    '| a | b |\n|---|---|',
    '[x](javascript:alert(1))',
    '\u202eevil\u0007',
  ]

  it.each(hostile)('stays what it is, whatever a server says: %j', async (said) => {
    const exchange = asked({})
    const problem = { kind: 'vendor_error', code: said, said, means: said, remedy: said } as const
    const session = sessionWith({
      name: said,
      exchanges: [{ ...exchange, step: said, outcome: { kind: 'refused', problem } }],
    })
    const text = await leave('report', session)
    const outside = withoutCode(text)
    expect(outside).not.toMatch(/<\w|javascript:|\u202e|alert/)
    expect(outside.match(/^#+ .*$/gm)?.map((line) => line.replace(/ *$/, ''))).toEqual([
      ...['#', '## Steps', '## Problems', '### Exchange 1:'],
      ...['## Departures from the specifications', '## Exchanges', '## Environment'],
    ])
    const rows = text.split('\n').filter((line) => line.startsWith('| 1 |'))
    expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([9])
  })

  it('says the problem in the server’s own words, and the versions', async () => {
    const exchange = asked({})
    const problem: Problem = {
      kind: 'oauth_error',
      code: 'invalid_grant',
      said: 'The code has expired.',
      means: 'It is too old.',
      remedy: 'Begin again.',
    }
    const text = await leave(
      'report',
      sessionWith({ exchanges: [{ ...exchange, outcome: { kind: 'refused', problem } }] }),
    )
    expect(text).toContain('```text\nThe code has expired.\n```')
    expect(text).toContain('- Servers: `https://a.example`')
  })

  /** As CommonMark reads it: fences first, then spans of as many backticks as they began with. */
  const withoutCode = (text: string): string =>
    text
      .replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '')
      .replace(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')

  it('fences are longer than any run within', () => {
    expect(span('a``b')).toBe('``` a``b ```')
    expect(span('`')).toBe('`` ` ``')
    expect(span('a|b')).toBe('`a\\|b`')
    expect(block('````')[0]).toBe('`````text')
  })
})

describe('a link', () => {
  it('names a place, and nothing else', () => {
    const link = shareLink({ vendor: 'amm', flow: 'password', step: 'token', target: 'sandbox' })
    expect(link).toBe('/start/amm?flow=password&step=token&target=sandbox')
    expect(readShareLink(link)).toEqual({
      ...{ vendor: 'amm', flow: 'password', step: 'token', target: 'sandbox' },
    })
  })

  it('takes no value, in either direction', () => {
    const shared = { vendor: 'amm', flow: 'a b&code=1', step: 'x?y', client_secret: SECRET }
    expect(shareLink(shared)).toBe('/start/amm')
    expect(readShareLink(`/start/amm?flow=f&client_secret=${SECRET}&target=moon`)).toEqual({
      ...{ vendor: 'amm', flow: 'f' },
    })
    expect(readShareLink('/start/amm')).toBeUndefined()
    expect(readShareLink('/walk/amm?flow=f')).toBeUndefined()
    expect(readShareLink('http://[')).toBeUndefined()
  })
})

describe('a full export', () => {
  it('is sealed, and opens with its passphrase alone', async () => {
    const session = sessionWith({ values: { client_secret: SECRET }, exchanges: [token] })
    const sealed = await sealFull(session, 'a long enough passphrase', 100_000)
    expect(sealed).not.toContain(SECRET)
    expect(sealed).not.toContain(btoa(SECRET).slice(0, 20))
    const opened = await openContainer(sealed, 'a long enough passphrase')
    expect(JSON.parse(opened)).toMatchObject({
      ...{ format: 'grantwalk-case', version: 1, session: { values: { client_secret: SECRET } } },
    })
    await expect(openContainer(sealed, 'another long passphrase')).rejects.toMatchObject({
      problem: { code: 'decrypt_failed' },
    })
  })
})
