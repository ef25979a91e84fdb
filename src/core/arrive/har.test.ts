/** HAR files as the three browsers write them, shortened, and as someone might forge them. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../http.ts'
import { type Har, readHar, readHarEntries } from './har.ts'

const har = (entries: unknown, log: object = {}): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector' }, entries, ...log } })

function read(text: string): Har {
  const result = readHarEntries(text)
  if (result.kind === 'problem') throw new Error(result.problem.means)
  return result
}

const codeOf = (text: string): string | undefined => {
  const result = readHarEntries(text)
  return result.kind === 'problem' ? result.problem.code : undefined
}

const chrome = {
  startedDateTime: '2026-01-02T03:04:05.678Z',
  time: 12.5,
  request: {
    method: 'POST',
    url: 'https://a.example/token',
    httpVersion: 'h2',
    headers: [
      { name: ':authority', value: 'a.example' },
      { name: 'content-type', value: 'application/x-www-form-urlencoded' },
      { name: 'cookie', value: 'sid=1' },
      { name: 'sec-fetch-mode', value: 'cors' },
    ],
    postData: {
      mimeType: 'application/x-www-form-urlencoded',
      text: 'grant_type=authorization_code&code=x%2By',
      params: [{ name: 'code', value: 'x%2By' }],
    },
  },
  response: {
    status: 200,
    statusText: '',
    httpVersion: 'h2',
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { size: 2, mimeType: 'application/json', text: 'e30=', encoding: 'base64' },
  },
}

const firefox = {
  startedDateTime: '2026-01-02T03:04:05.678+01:00',
  time: 3,
  request: {
    method: 'POST',
    url: 'https://a.example/x',
    httpVersion: 'HTTP/1.1',
    headers: [{ name: 'Authorization', value: 'Bearer {{access_token}}' }],
    postData: {
      mimeType: 'application/x-www-form-urlencoded',
      params: [{ name: 'a', value: 'b c' }],
    },
  },
  response: {
    status: 302,
    statusText: 'Found',
    httpVersion: 'HTTP/1.1',
    headers: [{ name: 'Location', value: 'https://b.example/' }],
    content: { size: 0, mimeType: 'text/html' },
    redirectURL: 'https://b.example/',
  },
}

const safari = {
  startedDateTime: 'yesterday',
  time: -1,
  request: { method: 'GET', url: 'http://localhost:7862/', headers: [] },
  response: { status: 0, headers: [] },
}

describe('a HAR file', () => {
  it('gives the exchanges of all three browsers', () => {
    expect(read(har([chrome, firefox, safari])).entries).toEqual([
      {
        startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
        ms: 12.5,
        request: {
          method: 'POST',
          url: 'https://a.example/token',
          headers: [
            ['content-type', 'application/x-www-form-urlencoded'],
            ['cookie', 'sid=1'],
            ['sec-fetch-mode', 'cors'],
          ],
          body: utf8('grant_type=authorization_code&code=x%2By'),
        },
        response: {
          status: 200,
          statusText: '',
          httpVersion: '2',
          headers: [['content-type', 'application/json']],
          body: utf8('{}'),
        },
      },
      {
        startedAt: Date.UTC(2026, 0, 2, 2, 4, 5, 678),
        ms: 3,
        request: {
          method: 'POST',
          url: 'https://a.example/x',
          headers: [
            ['Authorization', 'Bearer {{access_token}}'],
            ['Content-Type', 'application/x-www-form-urlencoded'],
          ],
          body: utf8('a=b+c'),
        },
        response: {
          status: 302,
          statusText: 'Found',
          httpVersion: '1.1',
          headers: [['Location', 'https://b.example/']],
          body: utf8(''),
        },
      },
      {
        startedAt: 0,
        ms: 0,
        request: { method: 'GET', url: 'http://localhost:7862/', headers: [] },
      },
    ])
  })

  it('gives a draft for each request; what is like a variable stays text', () => {
    const result = readHar(har([chrome, firefox]), () => 'd')
    if (result.kind === 'problem') throw new Error(result.problem.means)
    const [token, other] = result.drafts
    expect(token).toMatchObject({
      name: 'POST /token',
      body: { kind: 'form', rows: [{ name: 'grant_type' }, { name: 'code', value: 'x+y' }] },
    })
    expect(token?.headers.map(({ name }) => name)).toEqual(['content-type', 'cookie'])
    expect(other?.headers[0]?.value).toBe('Bearer \\{{access_token}}')
  })

  it('leaves out what is no request, and says how many', () => {
    const broken = [
      { request: { method: 'GET', url: 'wss://a.example', headers: [] } },
      { request: { method: 'GET', url: 'data:text/html,x', headers: [] } },
      { request: { method: 'GET', url: 'javascript:alert(1)', headers: [] } },
      { request: { method: 'G E T', url: 'https://a.example', headers: [] } },
      7,
    ]
    const result = read(har([chrome, ...broken]))
    expect(result.entries).toHaveLength(1)
    expect(result.notes).toMatchObject([{ code: 'entries_left_out' }])
    expect(result.notes[0]?.text).toMatch(/^5 /)
  })

  it('says when a browser has left out what opens something', () => {
    expect(read(har([safari])).notes.map(({ code }) => code)).toEqual(['har_sanitized'])
  })

  it('does not take a cut body for a whole one', () => {
    const content = { size: 4, text: '%%%', encoding: 'base64' }
    const forged = { ...chrome, response: { ...chrome.response, content } }
    const absent = { ...chrome, response: { ...chrome.response, content: { size: 9 } } }
    const long = {
      ...chrome,
      response: { ...chrome.response, content: { text: 'a'.repeat(3 << 20) } },
    }
    const { entries } = read(har([forged, absent, long]))
    expect(entries.map(({ response }) => response?.truncated)).toEqual([true, true, true])
  })

  it('holds so many entries, and so many drafts', () => {
    const many = har(Array.from({ length: 5100 }, () => safari))
    expect(read(many).entries).toHaveLength(5000)
    const result = readHar(many, () => 'd')
    expect(result.kind === 'drafts' && result.drafts.length).toBe(1000)
  })
})

describe('a file that is no HAR', () => {
  it.each([
    ['', 'empty'],
    ['hello', 'not_json'],
    ['{"log":{}}', 'format'],
    ['[]', 'format'],
    ['{"log":{"version":"1.2","entries":[]}}', 'har_empty'],
    [' '.repeat((20 << 20) + 1), 'too_large'],
  ])('number %# is refused', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  it('cannot reach the prototype of anything', () => {
    const text =
      '{"log":{"__proto__":{"entries":[]},"entries":[{"__proto__":{"polluted":1},"request":{"method":"constructor","url":"https://a.example","headers":[{"name":"__proto__","value":"1"}]}}]}}'
    expect(read(text).entries[0]?.request.method).toBe('constructor')
    expect({}).not.toHaveProperty('polluted')
  })
})
