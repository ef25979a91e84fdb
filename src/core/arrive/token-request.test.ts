/** A token request somebody pastes: the beginning of a walk when the vendor is known. */
import { describe, expect, it } from 'vitest'
import { readArrival } from './arrival.ts'
import { arriving, codesOf, walksIn } from './arriving.test-support.ts'

const read = (text: string) => readArrival(text, arriving())

describe('a curl command that asks for a token', () => {
  it('begins a walk of the vendor whose endpoint it is, with the fields filled in', async () => {
    const [one] = walksIn(
      await read(
        `curl -X POST https://api.us.digitalroute.io/authentication/v1/oauth/token -H 'Content-Type: application/json' -d '{"client_id":"c1","client_secret":"s1","audience":"https://api.us.digitalroute.io/","grant_type":"client_credentials"}'`,
      ),
    )
    expect(one?.session).toMatchObject({
      ...{ vendor: 'usage-engine', flow: 'client_credentials', target: 'live', exchanges: [] },
      values: { region: 'us', client_id: 'c1', client_secret: 's1' },
      origin: 'Begun from a curl command.',
    })
    expect(one?.missing).toEqual([])
    expect(codesOf(one?.notes ?? [])).toEqual(['secrets_present'])
  })

  it('takes Basic credentials apart, and says when only the paths name the vendor', async () => {
    const [one] = walksIn(
      await read(
        `curl -u 'my%2Bid:s:1' 'https://10.0.0.5/api/oauth/token' -d grant_type=password -d username=jo -d password=pw`,
      ),
    )
    expect(one?.session).toMatchObject({
      ...{ vendor: 'amm', flow: 'password' },
      values: {
        amm_address: 'https://10.0.0.5',
        client_id: 'my+id',
        client_secret: 's:1',
        username: 'jo',
        password: 'pw',
      },
    })
    expect(codesOf(one?.notes ?? [])).toContain('vendor_guessed')
  })

  it('leaves open what a variable left open, and asks for it', async () => {
    const [one] = walksIn(
      await read(
        `curl https://api.digitalroute.io/authentication/v1/oauth/token -d grant_type=client_credentials -d client_id=c1 -d "client_secret=$CLIENT_SECRET"`,
      ),
    )
    expect(one?.session.values['client_id']).toBe('c1')
    expect(one?.session.values).not.toHaveProperty('client_secret')
    expect(one?.missing).toEqual(['client_secret'])
  })

  it.each([
    'curl https://api.stranger.example/oauth/token -d grant_type=client_credentials',
    'curl https://api.digitalroute.io/meters/types -H "Authorization: Bearer t"',
  ])(
    'is a draft when no vendor here has that endpoint, or it asks for no token: %s',
    async (text) => {
      expect(await read(text)).toMatchObject({ kind: 'drafts', format: 'curl' })
    },
  )
})

describe('a Postman export', () => {
  const collection = (url: string) =>
    JSON.stringify({
      info: { name: 'Ours', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/' },
      variable: [{ key: 'id', value: 'c1' }],
      item: [
        { name: 'List', request: { method: 'GET', url: 'https://api.digitalroute.io/x' } },
        {
          name: 'Token',
          request: {
            ...{ method: 'POST', url, header: [] },
            body: {
              mode: 'urlencoded',
              urlencoded: [
                { key: 'grant_type', value: 'client_credentials' },
                { key: 'client_id', value: '{{id}}' },
                { key: 'client_secret', value: '{{secret}}' },
              ],
            },
          },
        },
      ],
    })

  it('with a token request begins a walk with its own variables put in, and keeps its requests', async () => {
    const arrival = await read(
      collection('https://api.digitalroute.io/authentication/v1/oauth/token'),
    )
    const [one] = walksIn(arrival)
    expect(one?.session).toMatchObject({
      ...{ vendor: 'usage-engine', origin: 'Begun from a Postman export.' },
      values: { client_id: 'c1' },
    })
    expect(one?.missing).toEqual(['client_secret'])
    expect(arrival.kind === 'sessions' && arrival.drafts?.drafts).toHaveLength(2)
  })

  it('for another server is requests only', async () => {
    const arrival = await read(collection('https://stranger.example/oauth/token'))
    expect(arrival).toMatchObject({ kind: 'drafts', format: 'postman' })
  })
})
