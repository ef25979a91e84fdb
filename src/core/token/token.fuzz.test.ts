/** Whatever is pasted as a token: opened, or told apart from one; never thrown at. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBase64Url } from '../http.ts'
import { changed, jsonWith, often, text } from '../node-fuzz.test-support.ts'
import { nestedIn } from './nested.ts'
import { readPasted } from './pasted.ts'
import { readToken } from './read.ts'
import { recognise } from './recognise.ts'
import type { Token } from './shapes.ts'
import { timeVerdict } from './time.ts'

const coded = (json: string): string => toBase64Url(new TextEncoder().encode(json))

const names = [
  ...['alg', 'typ', 'kid', 'jku', 'x5c', 'crit', 'b64', 'zip', 'enc', 'p2c', 'cty', 'jwk'],
  ...['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'nonce', 'scope', 'azp', 'cnf', 'act', 'token'],
]
const inner = `${coded('{"alg":"none"}')}.${coded('{"iss":"https://a.example"}')}.`
const values = [
  'RS256',
  'none',
  'HS256',
  'dir',
  'at+jwt',
  'JWT',
  'https://a.example',
  inner,
  '1700000000',
]
const object = jsonWith(names, values, 2).map((json) =>
  json.startsWith('{') ? json : `{"a":${json}}`,
)
const signature = fc.uint8Array({ maxLength: 40 }).map((bytes) => toBase64Url(bytes))

const signed = fc
  .tuple(object, object, signature)
  .map(([header, payload, seal]) => `${coded(header)}.${coded(payload)}.${seal}`)
const wholes = [
  `${coded('{"alg":"RS256","kid":"1"}')}.${coded('{"iss":"https://a.example","exp":1700000000}')}.c2ln`,
  `${coded('{"alg":"dir","enc":"A256GCM"}')}..AAAA.AAAA.AAAA`,
  `{"payload":"${coded('{"a":1}')}","signatures":[{"protected":"${coded('{"alg":"ES256"}')}","signature":"AAAA"}]}`,
  `{"access_token":"${inner}","token_type":"Bearer","id_token":"${inner}"}`,
  `https://a.example/cb#access_token=${inner}&state=1`,
  `Authorization: Bearer ${inner}`,
]
const signs = [
  '.',
  '..',
  '=',
  '"',
  '{',
  '}',
  '%',
  '&',
  '#',
  '\n',
  ' ',
  'eyJ',
  'e30',
  '-',
  '+',
  '\\u0000',
  'Bearer ',
]
const pasted = fc.oneof(
  signed,
  changed(wholes, signs),
  signed.chain((one) => changed([one], signs)),
  fc
    .array(fc.oneof(fc.constantFrom(...signs, ...wholes), text(8)), { maxLength: 6 })
    .map((all) => all.join('')),
)

/** Everything that the inspector asks of a token as soon as it is there. */
function expectOpened(token: Token): void {
  expect(['jws', 'jwe', 'opaque', 'unreadable']).toContain(token.kind)
  for (const note of token.notes) expect(note.text).not.toBe('')
  if (token.kind === 'unreadable') expect(token.notes.length).toBeGreaterThan(0)
  expect(recognise(token).every(({ because }) => because !== '')).toBe(true)
  expect(nestedIn(token).levels.length).toBeLessThanOrEqual(50)
  if (token.kind === 'jws')
    expect(timeVerdict(token, { now: 1_700_000_000_000, skew: 60 }).lines).toBeInstanceOf(Array)
}

describe('a token, whatever it is (T76)', () => {
  it('is opened exactly, header and claims', () => {
    fc.assert(
      fc.property(object, object, signature, (header, payload, seal) => {
        // Told to carry its payload as it stands (RFC 7797), it is another text.
        fc.pre(!header.includes('"b64"'))
        const token = readToken(`${coded(header)}.${coded(payload)}.${seal}`)
        expectOpened(token)
        if (token.kind !== 'jws') {
          // Only a number that none can hold keeps it closed.
          expect([token.kind, /\d(?:[eE]|\d{300})/.test(header + payload)]).toEqual([
            'unreadable',
            true,
          ])
          return
        }
        expect(token.headerText).toBe(header)
        expect(token.parts).toEqual([coded(header), coded(payload), seal])
        if (token.payload.kind !== 'bytes') expect(token.payload.text).toBe(payload)
        expect(readToken(token.text)).toEqual(token)
      }),
      often,
    )
  })

  it('is opened or told apart, and so is whatever is found in a pasting', () => {
    fc.assert(
      fc.property(pasted, (one) => {
        expectOpened(readToken(one))
        const read = readPasted(one)
        expect(['nothing', 'token', 'header', 'token_response', 'url', 'text']).toContain(read.what)
        expect(read.says).not.toBe('')
        for (const { token } of read.tokens) expectOpened(token)
      }),
      often,
    )
  })
})
