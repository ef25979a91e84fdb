/** Types of token beside Bearer: taken only where the walk can use them. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../http.ts'
import { type ExpectedTokens, readTokens } from './tokens.ts'

const read = (token_type: string, expected: ExpectedTokens) =>
  readTokens(
    {
      status: 200,
      statusText: 'OK',
      httpVersion: '1.1',
      headers: [
        ['content-type', 'application/json'],
        ['cache-control', 'no-store'],
      ],
      body: utf8(JSON.stringify({ access_token: 't', token_type, expires_in: 60 })),
    },
    expected,
  )

describe('a token that is no bearer token', () => {
  it('is refused where the walk did not ask for its type', async () => {
    await expect(read('DPoP', {})).rejects.toThrow('type DPoP')
    await expect(read('N_A', { token_types: ['DPoP'] })).rejects.toThrow('type N_A')
  })

  it('is taken where the walk can use it, however it is spelled', async () => {
    const { gained, findings = [] } = await read('dpop', { token_types: ['DPoP'] })
    expect(gained['token_type']).toBe('dpop')
    expect(findings).toEqual([])
    expect((await read('N_A', { token_types: ['N_A'] })).gained['access_token']).toBe('t')
  })

  it('is missed when a proof was sent and a bearer token came', async () => {
    const { findings = [] } = await read('Bearer', { token_types: ['DPoP'] })
    expect(findings.map(({ code }) => code)).toEqual(['token_not_bound'])
    expect((await read('Bearer', { token_types: ['N_A'] })).findings).toEqual([])
  })
})
