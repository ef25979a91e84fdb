/** What is unusual about a pasting is borne, and told: forms in answers, encodings, and too much of everything. */
import { expect, test } from 'vitest'
import { encode } from '../cases/jwts.ts'
import { limits } from './limits.ts'
import { nestedIn } from './nested.ts'
import { tooManyIterations } from './notes-header.ts'
import { readPasted } from './pasted.ts'
import { readToken } from './read.ts'

const jwt = encode({ alg: 'RS256' }, '{"sub":"u"}')
const part = jwt.slice(0, jwt.indexOf('.'))
const codes = (text: string) => readPasted(text).notes.map(({ code }) => code)

test('a JSON form of a token is a token, also inside an answer', () => {
  const form = { payload: 'e30', protected: part, signature: 'c2ln' }
  expect(readPasted(JSON.stringify(form))).toMatchObject({ what: 'token' })
  const inside = readPasted(JSON.stringify({ result: form }))
  expect(inside.tokens).toMatchObject([{ name: 'result', token: { kind: 'jws' } }])
})

test('a repeated member of an answer is told', () => {
  expect(codes('{"access_token":"a","access_token":"b"}')).toEqual(['duplicate_json_key'])
})

test('parameters of an address are decoded', () => {
  const { tokens } = readPasted('https://app.example/cb#access_token=a%2Fb+c&state=1')
  expect(tokens[0]?.token.text).toBe('a/b c')
})

test('only so many tokens of a text are read', () => {
  const many = readPasted(`${jwt}\n`.repeat(limits.tokens + 1))
  expect(many.tokens).toHaveLength(limits.tokens)
  expect(many.notes.map(({ code }) => code)).toEqual(['too_many_tokens'])
})

test('a text beyond the limit is not searched', () => {
  const huge = `{"access_token":"abc","x":"${'a'.repeat(limits.pastedLength)}"}`
  expect(readPasted(huge).tokens).toMatchObject([{ token: { why: 'limit_reached' } }])
})

test('a sentence after a whole token is not taken for a part of it', () => {
  expect(readPasted(`${jwt} is mine`).tokens[0]?.token.text).toBe(jwt)
})

test('a control character that stands in a payload as it is, is told', () => {
  const hidden = readToken(encode({ alg: 'RS256' }, '{"a":"b\u202ec"}'))
  expect(hidden.notes.map(({ code }) => code)).toEqual(['hidden_characters'])
  expect(hidden.kind === 'jws' && hidden.payload).toMatchObject({ text: '{"a":"b\u202ec"}' })
})

test('a token inside is found though its first letter is escaped', () => {
  const outer = encode({ alg: 'RS256' }, `{"a":"\\u0065${jwt.slice(1)}"}`)
  expect(nestedIn(readToken(outer)).levels).toMatchObject([{ name: 'a', token: { text: jwt } }])
})

test('a password is hashed up to a million times, and never for more or for nonsense', () => {
  expect([1, 600_000, limits.p2c].map(tooManyIterations)).toEqual([false, false, false])
  for (const count of [limits.p2c + 1, 2 ** 31 - 1, 0, -1, 1.5, '1000', undefined])
    expect(tooManyIterations(count)).toBe(true)
})
