/** Redaction: a planted secret survives nowhere, and what is left still tells the story. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'
import { redact } from './redact.ts'
import { answered, asked, facts, sessionWith } from './session.test-support.ts'

const CANARY = 'CANARY-client_secret-9f8e7d6c5b4a'

/** Any structure, with one of its strings, or one of its names, replaced by a text that holds a canary. */
function planted(value: unknown, path: readonly (string | number)[], text: string): unknown {
  const [first, ...rest] = path
  if (first === undefined) return text
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (at === first ? planted(item, rest, text) : item))
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]: [string, unknown]) => [
      name,
      name === first ? planted(item, rest, text) : item,
    ]),
  )
}

function stringPaths(value: unknown, path: readonly (string | number)[] = []): (typeof path)[] {
  if (typeof value === 'string') return [path]
  if (Array.isArray(value))
    return value.flatMap((item: unknown, at) => stringPaths(item, [...path, at]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => stringPaths(item, [...path, name]))
}

const request = {
  method: 'POST',
  url: 'https://a.example/token?x=1',
  headers: [['content-type', 'text/plain']],
  body: utf8('hello'),
} as const

const refused: Exchange = {
  ...asked({}),
  outcome: {
    kind: 'refused',
    response: {
      status: 400,
      statusText: 'Bad Request',
      httpVersion: '1.1',
      headers: [['x-request-id', 'r']],
      body: utf8('{"error":"invalid_client"}'),
    },
    problem: {
      kind: 'oauth_error',
      code: 'invalid_client',
      said: 'No.',
      means: 'Wrong.',
      remedy: 'Compare.',
      source: { title: 'RFC', url: 'https://rfc.example' },
    },
  },
}

/** One of everything that a session may hold. */
const full: Session = sessionWith({
  values: { client_secret: CANARY, client_id: 'me', step: 'a value may be called so' },
  pending: {
    exchange: 'exchange-9',
    step: 'authorize',
    startedAt: 1,
    request,
    state: 'z',
    redirect_uri: 'http://localhost/callback',
  },
  exchanges: [
    refused,
    {
      ...answered({ headers: [['x-a', 'b']], body: '{"a":1}' }),
      built: request,
      sent: request,
      callback: 'http://localhost/callback?x=1',
      wire: {
        hops: [{ n: 1, method: 'GET', url: 'https://a.example/', address: '192.0.2.1', port: 443 }],
        sentHead: 'POST / HTTP/1.1',
        redirects: [{ status: 302, location: '/x', decision: 'stopped', reason: 'policy' }],
        trailers: [['x-end', 'y']],
      },
      outcome: {
        kind: 'accepted',
        gained: { scope: 'READ', id: 'a value may be called so' },
        findings: [{ code: 'c', text: 't', rule: { title: 'r', url: 'https://r.example' } }],
      },
    },
  ],
})

describe('a planted canary', () => {
  // A body with another encoding than the two is no session: reading it fails before this.
  const paths = stringPaths(full).filter((path) => path.at(-1) !== 'encoding')

  it('has many places to hide', () => {
    expect(paths.length).toBeGreaterThan(60)
  })

  it.each(paths.map((path) => [path.join('.'), path] as const))('survives not in %s', (_, path) => {
    for (const text of [CANARY, `before ${CANARY} after`, encodeURIComponent(`<${CANARY}>`)]) {
      const session = planted(full, path, text) as Session
      // The value itself is known from `values`, unless it was just planted over.
      const known = { ...session, values: { ...session.values, password: CANARY } }
      expect(JSON.stringify(redact(known, facts))).not.toContain(CANARY)
    }
  })

  it('survives not in a field that nobody foresaw, nor as a name', () => {
    const odd = { ...full, later: { [CANARY]: [{ deep: `x${CANARY}` }] } }
    expect(JSON.stringify(redact(odd, facts))).not.toContain(CANARY)
  })

  it('survives not in a body of bytes, nor in base64 within another', () => {
    const bytes = `\u0000${CANARY}\u00ff`
    const exchange = asked({ body: btoa(`me:${CANARY}:x`) })
    const binary = {
      ...exchange,
      sent: { ...exchange.sent, body: { encoding: 'base64', data: btoa(bytes) } as const },
    }
    const session = sessionWith({ values: { client_secret: CANARY }, exchanges: [binary] })
    const text = JSON.stringify(redact(session, facts))
    expect(text).not.toContain(btoa(bytes))
    expect(text).not.toContain(btoa(`me:${CANARY}:x`))
    expect(text).not.toContain(CANARY)
  })

  it('survives not when it is known only from a message', () => {
    const session = sessionWith({
      exchanges: [
        asked({ headers: [['Authorization', `Bearer ${CANARY}`]] }),
        answered({ body: `You sent ${CANARY}.` }),
      ],
    })
    expect(JSON.stringify(redact(session, facts))).not.toContain(CANARY)
  })

  it('survives not whatever it looks like', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 8 }), (value) => {
        const session = sessionWith({
          name: `about ${value}`,
          values: { client_secret: value },
          exchanges: [
            asked({ url: `https://a.example/?q=${encodeURIComponent(value)}`, body: value }),
            answered({ body: JSON.stringify({ echo: value }) }),
          ],
        })
        const { name, values, exchanges } = redact(session, facts)
        const [first, second] = exchanges
        const answer =
          second?.outcome.kind === 'accepted' ? second.outcome.response?.body : undefined
        const placeholder = `<client_secret#1 len=${value.length}>`
        expect(name).toBe(`about ${placeholder}`)
        expect(values).toEqual({ client_secret: placeholder })
        expect(first?.sent.url).toBe(`https://a.example/?q=${placeholder}`)
        expect(first?.sent.body?.data).toBe(placeholder)
        expect(answer?.data).toBe(JSON.stringify({ echo: placeholder }))
      }),
    )
  })
})

describe('a placeholder', () => {
  it('is the same for the same secret, in every way of writing, and another for another', () => {
    const session = sessionWith({
      values: { access_token: 'tok en/1', refresh_token: 'tok en/2' },
      exchanges: [
        asked({ url: 'https://a.example/?t=tok%20en%2F1', body: 'a=tok+en%2F1&b=tok+en%2F2' }),
      ],
    })
    const { values, exchanges } = redact(session, facts)
    expect(values).toEqual({
      access_token: '<access_token#1 len=8>',
      refresh_token: '<refresh_token#1 len=8>',
    })
    expect(exchanges[0]?.sent.url).toBe('https://a.example/?t=<access_token#1 len=8>')
    expect(exchanges[0]?.sent.body?.data).toBe('a=<access_token#1 len=8>&b=<refresh_token#1 len=8>')
  })

  it('counts the values of one name', () => {
    const session = sessionWith({
      exchanges: [asked({ body: 'code=first-code' }), asked({ body: 'code=second-code' })],
    })
    const bodies = redact(session, facts).exchanges.map(({ sent }) => sent.body?.data)
    expect(bodies).toEqual(['code=<code#1 len=10>', 'code=<code#2 len=11>'])
  })
})

describe('redaction', () => {
  it('hides a secret too short to look for where it stands under its name', () => {
    const session = sessionWith({ values: { password: 'abc', client_id: 'abc' } })
    expect(redact(session, facts).values).toEqual({
      password: '<password#1 len=3>',
      client_id: 'abc',
    })
  })

  it('keeps our own words, whatever a password may be', () => {
    const session = sessionWith({
      values: { password: 'token', client_secret: 'exchange-1' },
      exchanges: [refused],
    })
    const { exchanges, values } = redact(session, facts)
    expect(exchanges[0]).toMatchObject({ id: 'exchange-1', step: 'token' })
    expect(exchanges[0]?.outcome.kind).toBe('refused')
    expect(Object.keys(values)).toEqual(['password', 'client_secret'])
  })

  it('takes no value for a word of ours, whatever it may be called', () => {
    const values = { step: 'hunter22', password: 'hunter22' }
    expect(redact(sessionWith({ values }), facts).values['step']).toBe('<step#1 len=8>')
    const publicStep = { ...facts, step: { label: 'Step', sensitivity: 'public' } as const }
    expect(redact(sessionWith({ values }), publicStep).values['step']).toBe('<password#1 len=8>')
  })

  it('hides what is personal, unless only secrets are to be hidden', () => {
    const session = sessionWith({ values: { account_id: 'acme-4711', password: 'pass-word' } })
    expect(redact(session, facts).values['account_id']).toBe('<account_id#1 len=9>')
    expect(redact(session, facts, ['secret']).values['account_id']).toBe('acme-4711')
  })

  it('changes nothing in a session without secrets, and never the session itself', () => {
    const session = sessionWith({ values: { client_id: 'me' }, exchanges: [refused] })
    const before = structuredClone(session)
    expect(redact(session, facts)).toEqual(before)
    redact(full, facts)
    expect(session).toEqual(before)
  })
})

it.each([
  ...['client_assertion', 'assertion', 'id_token_hint', 'device_code', 'auth_req_id'],
  ...['subject_token', 'actor_token', 'registration_access_token', 'logout_token'],
])('what a vendor never declared, but every server calls %s, is hidden as well', (name) => {
  const session = sessionWith({ exchanges: [asked({ body: `${name}=${CANARY}&scope=all` })] })
  const text = JSON.stringify(redact(session, {}, ['secret']))
  expect(text).not.toContain(CANARY)
  expect(text).toContain('scope=all')
})
