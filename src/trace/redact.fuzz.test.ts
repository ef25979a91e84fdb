/** Whatever a secret is, wherever it stands and however it is written there: it does not leave. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { often } from '../core/node-fuzz.test-support.ts'
import type { Exchange } from '../core/session.ts'
import { inputFor, leaksIn } from './leave/leave.test-support.ts'
import type { LeavingKind } from './leave/leaving.ts'
import { prepare } from './leave/prepare.ts'
import { mask } from './mask.ts'
import { redact } from './redact.ts'
import { answered, asked, facts, sessionWith } from './session.test-support.ts'

const hex = (text: string) =>
  Array.from(new TextEncoder().encode(text), (one) => one.toString(16).padStart(2, '0')).join('')
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const units = (text: string) =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')

/** How a server, a person or a library may write it. */
const writings: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => encodeURIComponent(text).replaceAll(/%../g, (one) => one.toLowerCase()),
  (text) => new URLSearchParams({ v: text }).toString().slice(2),
  (text) => JSON.stringify(text).slice(1, -1),
  units,
  base64,
  (text) => base64(`user:${text}`),
  (text) => base64(`${text}:more`),
  (text) => base64(`x${text}`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  hex,
  (text) => hex(text).toUpperCase(),
  (text) => text.toUpperCase(),
  (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;'),
  (text) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;'),
]

/** Where it may stand: of a request, of an answer, of what only the relay saw. */
const places: readonly ((text: string) => Exchange)[] = [
  (text) => asked({ url: `https://a.example/${encodeURI(text).replaceAll(/[?#]/g, '')}` }),
  (text) => asked({ url: `https://a.example/?q=${text.replaceAll('#', '')}` }),
  (text) => asked({ url: `https://a.example/#${text}` }),
  (text) => asked({ headers: [['X-Odd', text]] }),
  (text) => asked({ headers: [['Authorization', `Other ${text}`]] }),
  (text) => asked({ headers: [['Cookie', `a=1; b=${text}`]] }),
  (text) => asked({ body: `a=1&b=${text}` }),
  (text) => asked({ body: text }),
  (text) => answered({ body: text }),
  (text) => answered({ body: JSON.stringify({ error: `no ${text}`, [text]: [text] }) }),
  (text) => answered({ body: `<html>${text}` }),
  (text) =>
    answered({
      headers: [
        ['Set-Cookie', `sid=${text}; Path=/`],
        ['Location', `/?e=${text}`],
      ],
    }),
  (text) => ({ ...asked({}), callback: `http://localhost:7861/callback/amm?x=${text}` }),
  (text) => ({
    ...asked({}),
    wire: { hops: [], redirects: [], sentHead: `GET /?${text} HTTP/1.1\r\nX: ${text}\r\n\r\n` },
  }),
]

/** It begins and ends with signs that are in no word of ours. */
const secret = fc
  .string({
    unit: fc.constantFrom(...Array.from('aZ0-_.~+/=&%?#;:,!\'"\\<>[]{}() \u00e9\u65e5')),
    minLength: 6,
    maxLength: 30,
  })
  .map((text) => `Zq${text}7x`)

const standing = fc.array(fc.tuple(fc.nat(places.length - 1), fc.nat(writings.length - 1)), {
  minLength: 1,
  maxLength: 4,
})

const exchangesOf = (value: string, all: readonly (readonly [number, number])[]): Exchange[] =>
  all.map(([place, writing], at) => {
    const made = places[place]?.(writings[writing]?.(value) ?? value) ?? asked({})
    return { ...made, id: `exchange-${at}` }
  })

describe('a secret, whatever it is (T87, T94)', () => {
  it('survives in no writing once a session is redacted, or a request masked', () => {
    fc.assert(
      fc.property(secret, standing, (value, all) => {
        const exchanges = exchangesOf(value, all)
        const session = sessionWith({
          name: `on ${value}`,
          values: { client_secret: value },
          exchanges,
        })
        expect(leaksIn(JSON.stringify(redact(session, facts)), value)).toEqual([])
        for (const { sent } of exchanges) {
          const { url, headers, body = [] } = mask(sent, [{ name: 'client_secret', value }])
          const shown = [url, ...headers.map(([, one]) => one), body]
            .flat()
            .map((part) => (part.kind === 'text' ? part.text : '\u2022'))
          expect(leaksIn(shown.join(''), value)).toEqual([])
        }
      }),
      often,
    )
  })

  it('leaves in no format', async () => {
    const kinds: readonly LeavingKind[] = ['case', 'har', 'report', 'script', 'code:python']
    await fc.assert(
      fc.asyncProperty(secret, standing, fc.constantFrom(...kinds), async (value, all, kind) => {
        const session = sessionWith({
          values: { client_secret: value },
          exchanges: exchangesOf(value, all),
        })
        const left = await prepare(kind, inputFor(session))
        // An export that is stopped says where, and not what.
        const text = left.kind === 'ready' ? left.text : JSON.stringify(left)
        expect(leaksIn(text, value)).toEqual([])
      }),
      often,
    )
  })
})
