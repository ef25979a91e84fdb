/** OpenAPI documents as they are written, and as someone might forge them. */
import { describe, expect, it } from 'vitest'
import type { Draft } from '../draft/draft.ts'
import type { Arrived } from './arrived.ts'
import { readOpenapi } from './openapi.ts'

const read = async (value: unknown): Promise<Arrived & { kind: 'drafts' }> => {
  const result = await readOpenapi(
    typeof value === 'string' ? value : JSON.stringify(value),
    () => 'd',
  )
  if (result.kind === 'problem') throw new Error(`${result.problem.code}: ${result.problem.means}`)
  return result
}

const codeOf = async (text: string): Promise<string | undefined> => {
  const result = await readOpenapi(text, () => 'd')
  return result.kind === 'problem' ? result.problem.code : undefined
}

const document = (operation: object, more: object = {}, method = 'post') => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://api.example/v1/' }],
  paths: { '/x': { [method]: operation } },
  ...more,
})

const one = async (operation: object, more?: object, method?: string): Promise<Draft> => {
  const [draft] = (await read(document(operation, more, method))).drafts
  if (draft === undefined) throw new Error('A draft is expected.')
  return draft
}

const yaml = `
openapi: 3.0.3
info: {title: Shop, version: "1"}
servers:
  - url: https://{region}.api.example/v1
    variables: {region: {default: eu}}
security: [{oauth: [read]}]
paths:
  /items/{item-id}:
    parameters:
      - {name: item-id, in: path, required: true, schema: {type: string}, example: i1}
    get:
      summary: One item
      parameters:
        - {name: page, in: query, description: Which page, schema: {type: integer, default: 1}}
        - {name: tag, in: query, required: true, schema: {type: array}, example: [a, b]}
        - {name: ids, in: query, explode: false, example: [1, 2]}
        - {name: X-Trace, in: header, required: true}
        - {name: Accept, in: header}
        - {name: sid, in: cookie, example: s}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example/token"}}}
`

describe('an OpenAPI document', () => {
  it('in YAML gives ready requests with their rows and variables', async () => {
    const result = await read(yaml)
    expect(result.title).toBe('Shop')
    expect(result.variables).toEqual([
      { name: 'region', kind: 'text', value: 'eu' },
      { name: 'item-id', kind: 'text', value: 'i1' },
    ])
    expect(result.notes.map(({ code }) => code)).toEqual(['oauth2'])
    expect(result.drafts).toEqual([
      {
        id: 'd',
        name: 'One item',
        method: 'GET',
        url: 'https://{{region}}.api.example/v1/items/{{item-id}}',
        query: [
          { name: 'page', value: '1', on: false, about: 'Which page' },
          { name: 'tag', value: 'a', on: true },
          { name: 'tag', value: 'b', on: true },
          { name: 'ids', value: '1,2', on: false },
        ],
        headers: [
          { name: 'X-Trace', value: '', on: true },
          { name: 'Cookie', value: 'sid=s', on: false },
        ],
        body: { kind: 'none' },
        authorization: { kind: 'bearer', token: '{{access_token}}' },
        route: 'relay',
        origin: 'From the OpenAPI document “Shop”.',
      },
    ])
  })

  it('fills a JSON body from its example, or else from its schema', async () => {
    const body = (media: object) => ({ requestBody: { content: { 'application/json': media } } })
    expect((await one(body({ examples: { a: { value: { n: 1 } } } }))).body).toEqual({
      kind: 'json',
      text: '{\n  "n": 1\n}',
    })
    const schema = {
      allOf: [{ $ref: '#/components/schemas/Base' }],
      properties: {
        when: { type: 'string', format: 'date' },
        kinds: { type: 'array', items: { enum: ['a'] } },
      },
    }
    const Base = {
      type: ['null', 'object'],
      properties: {
        id: { type: 'integer', readOnly: true },
        name: { type: 'string' },
        parent: { $ref: '#/components/schemas/Base' },
      },
    }
    const draft = await one(body({ schema }), { components: { schemas: { Base } } })
    const text = draft.body.kind === 'json' ? draft.body.text : ''
    expect(JSON.parse(text)).toMatchObject({ name: 'text', when: '2026-01-01', kinds: ['a'] })
    expect(text).not.toContain('"id"')
  })

  it('gives forms and files their rows', async () => {
    const schema = {
      required: ['a'],
      properties: { a: { example: '1' }, b: { description: 'B' }, f: { format: 'binary' } },
    }
    const form = await one({
      requestBody: { content: { 'application/x-www-form-urlencoded': { schema } } },
    })
    expect(form.body).toMatchObject({
      kind: 'form',
      rows: [
        { name: 'a', value: '1', on: true },
        { name: 'b', on: false, about: 'B' },
        { name: 'f' },
      ],
    })
    const parts = await one({ requestBody: { content: { 'multipart/form-data': { schema } } } })
    expect(parts.body).toMatchObject({
      kind: 'multipart',
      parts: [{}, {}, { file: { name: '', data: '' } }],
    })
    const bytes = await one({ requestBody: { content: { 'image/png': {} } } })
    expect(bytes).toMatchObject({
      body: { kind: 'file' },
      headers: [{ name: 'Content-Type', value: 'image/png' }],
    })
  })

  it.each([
    [
      { type: 'http', scheme: 'Bearer' },
      { kind: 'bearer', token: '{{access_token}}' },
    ],
    [
      { type: 'http', scheme: 'basic' },
      { kind: 'basic', username: '{{username}}', password: '{{password}}' },
    ],
    [
      { type: 'apiKey', in: 'header', name: 'X-Key' },
      { kind: 'api_key', in: 'header', name: 'X-Key', value: '{{s}}' },
    ],
    [
      { type: 'openIdConnect', openIdConnectUrl: 'https://a' },
      { kind: 'bearer', token: '{{access_token}}' },
    ],
    [{ type: 'mutualTLS' }, { kind: 'none' }],
    [{ type: 'http', scheme: 'constructor' }, { kind: 'none' }],
  ])('takes the scheme %j as an authorization', async (s, expected) => {
    const draft = await one({ security: [{ s: [] }] }, { components: { securitySchemes: { s } } })
    expect(draft.authorization).toEqual(expected)
  })

  it('asks for a host that the document does not name', async () => {
    const result = await read(document({}, { servers: [{ url: '/v2' }] }))
    expect(result.drafts[0]?.url).toBe('{{base_url}}/v2/x')
    expect(result.notes.map(({ code }) => code)).toEqual(['no_server'])
  })

  it('cannot slip a variable of its own into a request', async () => {
    const draft = await one({
      parameters: [{ name: 'q', in: 'query', example: '{{access_token}}' }],
      requestBody: { content: { 'application/json': { example: '{{client_secret}}' } } },
    })
    expect(draft.query[0]?.value).toBe('\\{{access_token}}')
    expect(draft.body).toEqual({ kind: 'json', text: '"\\{{client_secret}}"' })
  })
})

describe('a forged OpenAPI document', () => {
  it('names what stands elsewhere and fetches nothing', async () => {
    const schema = { $ref: 'https://evil.example/schema.json#/A' }
    const result = await read(
      document({ requestBody: { content: { 'application/json': { schema } } } }),
    )
    expect(result.notes.map(({ code }) => code)).toEqual(['remote_ref'])
    expect(result.notes[0]?.text).toContain('https://evil.example/schema.json')
  })

  it('may refer to itself without end', async () => {
    const components = {
      schemas: {
        A: { $ref: '#/components/schemas/A' },
        B: {
          properties: {
            a: { $ref: '#/components/schemas/B' },
            b: { $ref: '#/components/schemas/B' },
          },
        },
      },
    }
    for (const name of ['A', 'B']) {
      const schema = { $ref: `#/components/schemas/${name}` }
      const operation = { requestBody: { content: { 'application/json': { schema } } } }
      expect((await one(operation, { components })).body.kind).toBe('json')
    }
  })

  it('cannot grow by aliases', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let n = 1; n < 12; n += 1)
      lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`)
    expect(await codeOf(`openapi: 3.0.0\n${lines.join('\n')}`)).toBe('not_yaml')
    expect(await codeOf('openapi: 3.0.0\na: &a [*a]')).toBeDefined()
  })

  it('cannot grow by repeating a large example', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 900 }, (_, n) => [`/${n}`, { $ref: '#/components/pathItems/big' }]),
    )
    const media = { example: 'a'.repeat(60_000) }
    const big = {
      post: {
        summary: ' '.repeat(1 << 20),
        requestBody: { content: { 'application/json': media } },
      },
    }
    const { drafts, notes } = await read(
      document({}, { paths, components: { pathItems: { big } } }),
    )
    const total = drafts.reduce(
      (sum, { body }) => sum + (body.kind === 'json' ? body.text.length : 0),
      0,
    )
    expect(drafts).toHaveLength(900)
    expect(total).toBeLessThan(5 << 20)
    expect(notes.map(({ code }) => code)).toContain('example_left_out')
  })

  it('cannot keep its reader busy by pointing everywhere', async () => {
    const $ref = '#/components/schemas/S'
    const S = {
      properties: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [n, { $ref }])),
    }
    const big = { post: { requestBody: { content: { 'application/json': { schema: { $ref } } } } } }
    const paths = Object.fromEntries(
      Array.from({ length: 900 }, (_, n) => [`/${n}`, { $ref: '#/components/pathItems/big' }]),
    )
    const components = { schemas: { S }, pathItems: { big } }
    const { drafts, notes } = await read(document({}, { paths, components }))
    expect(drafts).toHaveLength(900)
    expect(notes.map(({ code }) => code)).toContain('too_tangled')
  })

  it('cannot reach the prototype of anything', async () => {
    const text = `openapi: 3.0.0\n__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\npaths: {/x: {get: {parameters: [{name: __proto__, in: query, schema: {properties: {__proto__: {example: 1}}}}]}}}`
    expect((await read(text)).drafts[0]?.query[0]?.name).toBe('__proto__')
    expect({}).not.toHaveProperty('polluted')
  })

  it.each([
    ['', 'empty'],
    ['{"swagger":"2.0"}', 'swagger_2'],
    ['swagger: "2.0"', 'swagger_2'],
    ['openapi: 4.0.0', 'openapi_version'],
    ['{"a":1}', 'format'],
    ['a: b: c', 'not_yaml'],
    [`{"openapi":"3.0.0","x":${'['.repeat(100)}${']'.repeat(100)}}`, 'json_depth'],
    [`openapi: 3.0.0\nx: ${'['.repeat(100)}${']'.repeat(100)}`, 'json_depth'],
    [`x: ${'['.repeat(100_000)}`, 'not_yaml'],
    [' '.repeat((5 << 20) + 1), 'too_large'],
  ])('number %# is refused', async (text, code) => {
    expect(await codeOf(text)).toBe(code)
  })
})
