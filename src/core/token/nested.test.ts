/** Tokens inside tokens are found at any place, and only so many of them are opened. */
import { expect, test } from 'vitest'
import { encode, tokenOf } from '../cases/jwts.ts'
import { compareTokens } from './compare.ts'
import { limits } from './limits.ts'
import { nestedIn } from './nested.ts'
import { readToken } from './read.ts'

const jwt = (claims: unknown, header: object = {}) =>
  encode({ alg: 'RS256', ...header }, typeof claims === 'string' ? claims : JSON.stringify(claims))

test('a payload that is a token, and the token in its claims', () => {
  const inner = jwt({ act: { tokens: ['x', jwt({})] } })
  const { levels, note } = nestedIn(readToken(jwt(inner, { cty: 'JWT' })))
  expect(levels.map(({ name, depth, token }) => [name, depth, token.kind])).toEqual([
    ['payload', 1, 'jws'],
    ['act.tokens[1]', 2, 'jws'],
  ])
  expect(note).toBeUndefined()
})

test.each([
  [6, 5, undefined],
  [7, 5, 'nesting_limit'],
  [50, 5, 'nesting_limit'],
])('of %i levels, %i are opened (T76)', (levels, opened, code) => {
  const nested = nestedIn(readToken(tokenOf({ $gen: 'jwt-nest', levels })))
  expect(nested.levels).toHaveLength(opened)
  expect(nested.note?.code).toBe(code)
})

test('no more tokens side by side are opened than the limit', () => {
  const many = (count: number) => Array.from({ length: count }, () => jwt({}))
  expect(nestedIn(readToken(jwt({ all: many(limits.tokens) }))).levels).toHaveLength(limits.tokens)
  expect(nestedIn(readToken(jwt({ all: many(limits.tokens + 1) }))).note?.code).toBe(
    'nesting_limit',
  )
})

test('what is no token has none inside', () => {
  for (const text of ['', 'abc', jwt({ a: 'eyes.on.you!' }), jwt('eyes')])
    expect(nestedIn(readToken(text))).toEqual({ levels: [] })
})

test('two tokens are compared claim by claim, whatever the order of members', () => {
  const left = readToken(jwt({ sub: 'a', cnf: { x: 1, y: [1, 2] }, aud: ['a', 'b'] }, { kid: '1' }))
  const right = readToken(jwt({ aud: ['b', 'a'], cnf: { y: [1, 2], x: 1 }, sub: 'a', new: null }))
  expect(compareTokens(left, right)).toEqual([
    { where: 'header', name: 'kid', left: '"1"', right: undefined },
    { where: 'claims', name: 'aud', left: '["a","b"]', right: '["b","a"]' },
    { where: 'claims', name: 'new', left: undefined, right: 'null' },
  ])
  expect(compareTokens(left, left)).toEqual([])
})
