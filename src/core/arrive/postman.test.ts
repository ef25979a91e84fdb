/** Postman's files, as it exports them and as someone might forge them. */
import { describe, expect, it } from 'vitest'
import type { Draft } from '../draft/draft.ts'
import type { Arrived } from './arrived.ts'
import { readPostman } from './postman.ts'

const ids = () => {
  let n = 0
  return () => `d${(n += 1)}`
}

const read = (value: unknown): Arrived & { kind: 'drafts' } => {
  const result = readPostman(typeof value === 'string' ? value : JSON.stringify(value), ids())
  if (result.kind === 'problem') throw new Error(`${result.problem.code}: ${result.problem.means}`)
  return result
}

const collection = (item: unknown, more: object = {}) => ({
  info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/' },
  item: [item],
  ...more,
})

const one = (request: unknown, more: object = {}): Draft => {
  const [draft] = read(collection({ name: 'R', request }, more)).drafts
  if (draft === undefined) throw new Error('A draft is expected.')
  return draft
}

const codeOf = (text: string): string | undefined => {
  const result = readPostman(text, ids())
  return result.kind === 'problem' ? result.problem.code : undefined
}

describe('a Postman collection', () => {
  it('gives its requests with their folders, rows and authorization', () => {
    const item = {
      name: 'Users',
      item: [
        {
          name: 'Get one',
          request: {
            method: 'get',
            header: [
              { key: 'accept', value: 'application/json' },
              { key: 'x-off', value: '1', disabled: true },
            ],
            url: {
              raw: '{{baseUrl}}/users/:id?page=1&q={{my query}}',
              query: [
                { key: 'page', value: '1', description: 'Which page' },
                { key: 'q', value: '{{my query}}', disabled: true },
              ],
              variable: [{ key: 'id', value: '' }],
            },
          },
        },
      ],
    }
    const auth = { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] }
    const result = read(
      collection(item, { auth, variable: [{ key: 'baseUrl', value: 'https://a' }] }),
    )
    expect(result.title).toBe('Shop')
    expect(result.variables).toEqual([{ name: 'baseUrl', kind: 'text', value: 'https://a' }])
    expect(result.drafts).toEqual([
      {
        id: 'd1',
        name: 'Users / Get one',
        method: 'GET',
        url: '{{baseUrl}}/users/{{id}}',
        query: [
          { name: 'page', value: '1', on: true, about: 'Which page' },
          { name: 'q', value: '{{my_query}}', on: false },
        ],
        headers: [
          { name: 'accept', value: 'application/json', on: true },
          { name: 'x-off', value: '1', on: false },
        ],
        body: { kind: 'none' },
        authorization: { kind: 'bearer', token: '{{token}}' },
        route: 'relay',
        origin: 'From the Postman collection “Shop”.',
      },
    ])
  })

  it.each([
    [
      { mode: 'raw', raw: '{"a":1}', options: { raw: { language: 'json' } } },
      { kind: 'json', text: '{"a":1}' },
    ],
    [
      { mode: 'raw', raw: '<a/>', options: { raw: { language: 'xml' } } },
      { kind: 'text', text: '<a/>', type: 'application/xml' },
    ],
    [
      { mode: 'raw', raw: 'a' },
      { kind: 'text', text: 'a', type: 'text/plain' },
    ],
    [
      {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'a', value: '1' },
          { key: 'b', value: '2', disabled: true },
        ],
      },
      {
        kind: 'form',
        rows: [
          { name: 'a', value: '1', on: true },
          { name: 'b', value: '2', on: false },
        ],
      },
    ],
    [
      { mode: 'graphql', graphql: { query: '{ a }', variables: '{"x":1}' } },
      { kind: 'json', text: '{"query": "{ a }", "variables": {"x":1}}' },
    ],
    [
      { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: '/home/me/x.png' }] },
      {
        kind: 'multipart',
        parts: [{ name: 'f', value: '', on: true, file: { name: 'x.png', type: '', data: '' } }],
      },
    ],
    [{ mode: 'file', file: { src: 'x.bin' } }, { kind: 'file' }],
    [{ mode: 'raw', raw: 'a', disabled: true }, { kind: 'none' }],
  ])('reads the body %j', (body, expected) => {
    expect(one({ method: 'POST', url: 'https://a.example', body }).body).toEqual(expected)
  })

  it.each([
    [
      { type: 'basic', basic: { username: 'a', password: '{{p}}' } },
      { kind: 'basic', username: 'a', password: '{{p}}' },
    ],
    [
      {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-Key' },
          { key: 'value', value: 'v' },
        ],
      },
      { kind: 'api_key', in: 'header', name: 'X-Key', value: 'v' },
    ],
    [
      { type: 'oauth2', oauth2: [{ key: 'accessToken', value: 'eyJ' }] },
      { kind: 'bearer', token: '{{access_token}}' },
    ],
    [{ type: 'noauth' }, { kind: 'none' }],
    [{ type: 'hawk' }, { kind: 'none' }],
  ])('reads the authorization %j', (auth, expected) => {
    expect(one({ url: 'https://a.example', auth }).authorization).toEqual(expected)
  })

  it('takes a request of its own over the one of its folder', () => {
    const auth = { type: 'noauth' }
    const folder = { auth: { type: 'basic', basic: [] } }
    expect(one({ url: 'a.example', auth }, folder).authorization).toEqual({ kind: 'none' })
    expect(one('a.example/x', folder)).toMatchObject({ url: 'http://a.example/x', method: 'GET' })
  })

  it('runs no script and says so', () => {
    const event = [{ listen: 'test', script: { exec: ['globalThis.pwned = true'] } }]
    const result = read(collection({ name: 'R', event, request: 'https://a' }, { event }))
    expect(result.notes).toMatchObject([{ code: 'scripts_left_out' }])
    expect(result.notes[0]?.text).toContain('2 places')
    expect(globalThis).not.toHaveProperty('pwned')
  })

  it('knows what Postman makes up, and respells the rest', () => {
    const url = 'https://a/{{$guid}}/{{base-url}}/{{ two words }}/{{$randomCity}}'
    expect(one(url).url).toBe('https://a/{{$uuid}}/{{base-url}}/{{two_words}}/{{_randomCity}}')
  })

  it('holds no more than a thousand requests', () => {
    const item = Array.from({ length: 1200 }, () => ({ name: 'x', request: 'https://a' }))
    const result = read({ info: { name: 'n' }, item })
    expect(result.drafts).toHaveLength(1000)
    expect(result.notes[0]?.text).toContain('200 were not')
  })
})

describe('a Postman environment', () => {
  it('gives its variables; a secret stays a secret, and what is off is left out', () => {
    const values = [
      { key: 'base', value: 'https://a', type: 'default', enabled: true },
      { key: 'client secret', value: 's', type: 'secret', enabled: true },
      { key: 'off', value: 'x', enabled: false },
      { key: 'deep', value: '{{base}}/x' },
    ]
    const result = read({ name: 'Staging', values, _postman_variable_scope: 'environment' })
    expect(result.title).toBe('Staging')
    expect(result.variables).toEqual([
      { name: 'base', kind: 'text', value: 'https://a' },
      { name: 'client_secret', kind: 'secret', value: 's' },
      { name: 'deep', kind: 'text', value: '{{base}}/x' },
    ])
    expect(result.notes.map(({ code }) => code)).toEqual(['nested_variable'])
  })
})

describe('a file that is none of Postman’s', () => {
  it.each([
    ['', 'empty'],
    ['hello', 'not_json'],
    ['{"a":1}', 'format'],
    ['{"requests":[],"order":[]}', 'postman_v1'],
    [`{"item":${'['.repeat(100)}${']'.repeat(100)}}`, 'json_depth'],
    ['{"item":[],"item":[]}', 'duplicate_json_key'],
    [' '.repeat((5 << 20) + 1), 'too_large'],
  ])('number %# is refused', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  it('cannot reach the prototype of anything', () => {
    const text = `{"info":{"name":"x","__proto__":{"polluted":1}},"item":[{"name":"constructor","request":{"url":"https://a","header":[{"key":"__proto__","value":"1"}],"body":{"mode":"toString"},"auth":{"type":"constructor"}}}],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`
    expect(read(text).drafts[0]).toMatchObject({
      body: { kind: 'none' },
      authorization: { kind: 'none' },
    })
    expect({}).not.toHaveProperty('polluted')
  })
})
