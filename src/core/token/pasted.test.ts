/** Whatever is pasted is taken for what it is, in one sentence. */
import { expect, test } from 'vitest'
import { readPasted } from './pasted.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln'
const jwe = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn'
const uuid = '4f6bd2c3-6f0c-4b0c-8b6b-6f1f3b4e0a11'

test.each([
  ['a token', jwt, 'token', ['token'], []],
  ['a header', `Authorization: Bearer ${jwt}`, 'header', ['token'], ['prefix_removed']],
  [
    'a curl option',
    `-H 'Authorization: DPoP ${jwt}'`,
    'header',
    ['token'],
    ['quotes_removed', 'prefix_removed'],
  ],
  ['a scheme', `bearer ${uuid}`, 'header', ['token'], ['prefix_removed']],
  ['quotes', `"${jwt}",`, 'token', ['token'], ['quotes_removed']],
  ['a member', `"access_token": "${jwt}",`, 'token', ['token'], ['quotes_removed']],
  ['line breaks', jwt.replaceAll('.', '.\r\n  '), 'token', ['token'], ['whitespace']],
  [
    'an answer',
    JSON.stringify({ access_token: uuid, id_token: jwt, expires_in: 1, other: jwe }),
    'token_response',
    ['access_token', 'id_token', 'other'],
    [],
  ],
  [
    'an answer within',
    JSON.stringify({ data: [{ token: uuid }] }),
    'token_response',
    ['token'],
    [],
  ],
  ['other JSON', '{"a":1}', 'text', [], []],
  [
    'a callback',
    `https://app.example/cb?code=x#access_token=${uuid}&id_token=${jwt}`,
    'url',
    ['access_token', 'id_token'],
    [],
  ],
  ['a private scheme', `com.example:/cb#id_token=${jwt}`, 'url', ['id_token'], []],
  ['a fragment', `#id_token=${jwt}`, 'url', ['id_token'], []],
  ['a form', `grant_type=x&client_assertion=${jwt}`, 'url', ['client_assertion'], []],
  ['JARM', `https://app.example/cb?response=${jwt}`, 'url', ['response'], []],
  ['an address', 'https://app.example/', 'url', [], []],
  ['a JWE', jwe, 'token', ['token'], []],
  ['two lines', `${jwt}\n${jwt}`, 'text', ['token', 'token'], []],
  ['a sentence', `The id_token ${jwt}. It fails.`, 'text', ['id_token'], []],
  ['words', 'Token expired yesterday', 'text', [], []],
  ['nothing', ' \n', 'nothing', [], ['empty']],
] as const)('%s', (_, text, what, names, notes) => {
  const pasted = readPasted(text)
  expect(pasted.what).toBe(what)
  expect(pasted.tokens.map(({ name }) => name)).toEqual(names)
  expect(pasted.notes.map(({ code }) => code)).toEqual(notes)
  expect(pasted.says).toMatch(/^[A-Z].*\.$/)
})
