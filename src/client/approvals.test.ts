import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { orderApproval } from './approvals.ts'

const asked: { url: string; init: RequestInit }[] = []
let answer: () => Promise<Response> = () => Promise.reject(new Error('nobody asked for this'))

vi.mock('./fetching.ts', () => ({
  fetching: (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return answer()
  },
}))

let key: string | undefined
vi.mock('./environment.ts', () => ({ relayKey: () => key }))

beforeEach(() => {
  key = 'the-key'
  asked.length = 0
})
afterEach(() => {
  answer = () => Promise.reject(new Error('nobody asked for this'))
})

const json = (status: number, body: unknown) => () =>
  Promise.resolve(new Response(JSON.stringify(body), { status }))

const problemOf = async (): Promise<string> => {
  const ordered = await orderApproval({ act: 'look', origin: 'https://as.example' })
  return ordered.kind === 'refused' ? ordered.problem.code : 'answered'
}

describe('an order to the relay', () => {
  it('goes to its own server with the key of this tab, and carries nothing else (T31)', async () => {
    answer = json(200, { granted: [] })
    await orderApproval({ act: 'allow', origin: 'https://as.example' })
    expect(asked[0]?.url).toBe('/relay/v1/approvals')
    expect(asked[0]?.init.body).toBe('{"v":1,"act":"allow","origin":"https://as.example"}')
    expect(asked[0]?.init.headers).toMatchObject({ 'x-grantwalk-key': 'the-key' })
  })

  it('is not made without a key', async () => {
    key = undefined
    expect(await problemOf()).toBe('key_missing')
    expect(asked).toEqual([])
  })

  it('that is refused comes back with the relay’s reason', async () => {
    answer = json(403, {
      error: { code: 'not_approvable', reason: 'addr-private', message: 'No.' },
    })
    expect(await problemOf()).toBe('addr-private')
  })

  it('that nobody answers, or another program does, says that Grantwalk’s server is not there', async () => {
    answer = () => Promise.reject(new TypeError('no connection'))
    expect(await problemOf()).toBe('relay_unreachable')
    for (const body of [null, {}, { look: { kind: 'sure' } }, { granted: 'all' }]) {
      answer = json(200, body)
      expect(await problemOf()).toBe('relay_unreachable')
    }
  })
})
