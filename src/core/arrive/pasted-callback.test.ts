/** An address somebody pastes after a login: whose it is, or what it says. */
import { describe, expect, it } from 'vitest'
import { readArrival } from './arrival.ts'
import { arriving } from './arriving.test-support.ts'
import { isCallback } from './pasted-callback.ts'

const pending = {
  ...{ exchange: 'x', step: 'authorize', startedAt: 1, state: 'the-state' },
  request: { method: 'GET', url: 'https://a.example/authorize', headers: [] },
  redirect_uri: 'https://app.example/cb',
}

const waiting = [
  { id: 's1', name: 'Another', pending: { ...pending, state: '' } },
  { id: 's2', name: 'This one', pending },
]

const read = async (text: string) => {
  const arrival = await readArrival(text, arriving({ waiting }))
  if (arrival.kind !== 'callback') throw new Error(arrival.kind)
  return arrival
}

describe('a pasted callback address', () => {
  it('names the walk whose state it carries', async () => {
    const url = 'https://app.example/cb?code=abc&state=the-state'
    expect(await read(`  ${url}\n`)).toMatchObject({
      callback: url,
      waiting: { id: 's2', name: 'This one' },
    })
  })

  it.each([
    'https://app.example/cb?code=abc&state=another',
    'https://app.example/cb?code=abc&state=',
  ])('belongs to no walk without its state: %s', async (url) => {
    expect(await read(url)).not.toHaveProperty('waiting')
  })

  it('explains each parameter, and covers what opens something', async () => {
    const { parameters } = await read(
      'https://app.example/cb?code=abc&iss=https%3A%2F%2Fa.example&key=k#access_token=t&expires_in=5',
    )
    expect(parameters.map(({ name, in: place, secret }) => [name, place, secret])).toEqual([
      ['code', 'query', true],
      ['iss', 'query', false],
      ['key', 'query', true],
      ['access_token', 'fragment', true],
      ['expires_in', 'fragment', false],
    ])
    for (const { means } of parameters) expect(means).toMatch(/\.$/)
  })

  it('keeps what a server wrote as the text it is', async () => {
    const { parameters } = await read(
      'https://a.example/cb?error=x&error_description=%3Cimg%20src=x%3E',
    )
    expect(parameters[1]?.value).toBe('<img src=x>')
  })

  it('has a bounded number of parameters', async () => {
    const many = Array.from({ length: 500 }, (_, n) => `p${n}=1`).join('&')
    expect((await read(`https://a.example/cb?code=1&${many}`)).parameters).toHaveLength(100)
  })

  it.each([
    ['https://a.example/', false],
    ['https://a.example/authorize?response_type=code&client_id=c', false],
    ['https://a.example/token?grant_type=authorization_code&code=c', false],
    ['javascript:alert(1)?code=1', false],
    ['https://a.example/cb?code=1 and more', false],
    [`https://a.example/cb?code=${'1'.repeat(70_000)}`, false],
    ['https://a.example/cb?error=access_denied', true],
    ['com.example.app:/cb?code=1', false],
    ['http://localhost:7861/callback/amm#access_token=1', true],
  ])('%# is one, or not', (text, is) => {
    expect(isCallback(text)).toBe(is)
  })
})
