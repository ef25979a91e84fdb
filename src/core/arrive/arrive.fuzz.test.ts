/** Whatever file is opened: a walk that can be read on and sent on, drafts, or a reason. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harOf } from '../../trace/leave/har.ts'
import { inputFor } from '../../trace/leave/leave.test-support.ts'
import type { LeavingKind } from '../../trace/leave/leaving.ts'
import { prepare } from '../../trace/leave/prepare.ts'
import { redact } from '../../trace/redact.ts'
import { facts } from '../../trace/session.test-support.ts'
import { type CaseFile, parseCase } from '../case-shape.ts'
import { compose } from '../draft/compose.ts'
import { type HttpRequest, type HttpResponse, utf8 } from '../http.ts'
import { changed, jsonWith, often, text } from '../node-fuzz.test-support.ts'
import type { Exchange, Session } from '../session.ts'
import { type Arrival, readArrival } from './arrival.ts'
import { arriving } from './arriving.test-support.ts'

const at = Date.UTC(2026, 10, 20)
const token = 'http://localhost:7862/amm/api/oauth/token'
const asked: HttpRequest = {
  ...{ method: 'POST', url: token },
  headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  body: utf8('grant_type=password&client_id=c&username=u'),
}
const problem = { kind: 'network_error', code: 'no_answer', means: 'm', remedy: 'r' } as const
const answer: HttpResponse = {
  ...{ status: 200, statusText: 'OK', httpVersion: '1.1' },
  headers: [['Content-Type', 'application/json']],
  body: utf8('{"access_token":"abcdefgh","expires_in":3600}'),
}
const exchange: Exchange = {
  ...{ id: 'x1', step: 'token', route: 'relay', startedAt: at, endedAt: at + 5 },
  ...{ built: asked, sent: asked },
  outcome: { kind: 'accepted', response: answer, gained: { expires_in: '3600' }, findings: [] },
}
const session: Session = {
  ...{ version: 2, id: 's1', name: 'A case', vendor: 'amm', flow: 'password', target: 'sandbox' },
  ...{ createdAt: at, updatedAt: at, values: { client_id: 'c' } },
  exchanges: [exchange, { ...exchange, id: 'x2', outcome: { kind: 'failed', problem } }],
}
const caseText = (one: Session): string =>
  JSON.stringify({ format: 'grantwalk-case', version: 1, session: one } satisfies CaseFile)

const har = harOf(session, '1')
const postman = JSON.stringify({
  info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/' },
  variable: [{ key: 'base', value: 'https://a.example' }],
  auth: { type: 'oauth2', oauth2: [{ key: 'accessTokenUrl', value: token }] },
  item: [
    {
      name: 'F',
      item: [
        {
          name: 'R',
          request: {
            ...{ method: 'POST', header: [{ key: 'a', value: '{{b}}' }] },
            url: { raw: '{{base}}/x/:id?q=1', query: [{ key: 'q', value: '1' }] },
            body: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: 'b', disabled: true }] },
          },
        },
      ],
    },
  ],
})
const openapi = JSON.stringify({
  ...{ openapi: '3.1.0', info: { title: 'Shop', version: '1' } },
  servers: [{ url: 'https://{r}.a.example', variables: { r: { default: 'eu' } } }],
  paths: {
    '/x/{id}': {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/S' } },
      ],
      post: {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/S' } } },
        },
        security: [{ o: ['a'] }],
      },
    },
  },
  components: {
    schemas: { S: { type: 'object', properties: { a: { $ref: '#/components/schemas/S' } } } },
    securitySchemes: {
      o: { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://a.example/a' } } },
    },
  },
})
const yaml = `openapi: 3.0.3
info: {title: Shop, version: "1"}
paths: &p
  /x: {get: {parameters: [{name: a, in: query, example: [1, 2]}]}}
  /y: *p
`
/** A whole of each format, and beginnings that make any object one of that format. */
const formats = [
  {
    name: 'a case file',
    whole: caseText(session),
    beginnings: ['"format":"grantwalk-case","version":1'],
  },
  { name: 'a HAR file', whole: har, beginnings: ['"log":{"entries":[{}]}'] },
  {
    name: 'a Postman file',
    whole: postman,
    beginnings: ['"item":[]', '"info":{},"item":[{"request":{}}]', '"name":"e","values":[{}]'],
  },
  {
    name: 'an OpenAPI file',
    whole: openapi,
    beginnings: ['"openapi":"3.1.0"', '"openapi":"3.0.0","paths":{"/a":{"get":{}}}'],
  },
]
const words = [
  ...[
    'format',
    'version',
    'session',
    'exchanges',
    'values',
    'log',
    'entries',
    'request',
    'response',
  ],
  ...[
    'headers',
    'url',
    'method',
    'content',
    'text',
    'encoding',
    'postData',
    'params',
    'name',
    'value',
  ],
  ...[
    'info',
    'item',
    'auth',
    'variable',
    'key',
    'body',
    'mode',
    'raw',
    'urlencoded',
    'openapi',
    'swagger',
  ],
  ...[
    'paths',
    'components',
    'schemas',
    '$ref',
    'parameters',
    'in',
    'schema',
    'type',
    'properties',
    'get',
  ],
]
const values = [
  ...[
    'grantwalk-case',
    'grantwalk-sealed',
    'base64',
    'POST',
    token,
    'javascript:alert(1)',
    '{{a}}',
    'amm',
  ],
  ...[
    '#/components/schemas/S',
    '#/',
    'object',
    'array',
    'string',
    'path',
    'query',
    '3.1.0',
    'urlencoded',
  ],
]
const signs = [
  ...[
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'null',
    '0',
    '-1',
    '1e308',
    'true',
    '\\u0000',
    '\\ud800',
  ],
  ...['"__proto__":{"a":1},', '{{', '}}', '\n', ' ', '&a', '*p', '\ufeff', ...values],
]
/** One member's value becomes another, at any depth: the text stays JSON. */
const grafted = (whole: string) =>
  fc.tuple(fc.nat(), jsonWith(words, values, 2)).map(([place, json]) => {
    const members = [...whole.matchAll(/"[^"]*":\s*("[^"]*"|\d+|true|null|\[\]|\{\})/g)]
    const found = members[place % members.length]
    if (found?.[1] === undefined) return whole
    const start = found.index + found[0].length - found[1].length
    return whole.slice(0, start) + json + whole.slice(start + found[1].length)
  })

/** A property for each, so that every format has all the runs. */
const files: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ...formats.map(({ name, whole, beginnings }) => {
    const begun = fc
      .tuple(fc.constantFrom(...beginnings), fc.constantFrom(...words), jsonWith(words, values))
      .map(([beginning, member, json]) => `{${beginning},"${member}":${json}}`)
    const graft = { weight: 2, arbitrary: grafted(whole) }
    return [name, fc.oneof(changed([whole], signs), graft, begun)] as const
  }),
  ['a YAML file', changed([yaml], signs)],
  ['JSON or text of no format', fc.oneof(jsonWith(words, values), text(60))],
]
const kinds = ['sessions', 'drafts', 'sealed', 'callback', 'problem']

/** Nothing that arrived may be a dead end: it can be looked at, exported, and composed. */
async function expectAlive(arrival: Arrival, leaving: LeavingKind): Promise<void> {
  expect(kinds).toContain(arrival.kind)
  if (arrival.kind === 'problem') expect(arrival.problem.remedy).not.toBe('')
  if (arrival.kind === 'drafts')
    for (const draft of arrival.drafts)
      await compose(draft, { now: 0, random: () => 'r', approved: [] })
  if (arrival.kind !== 'sessions') return
  for (const { session } of arrival.sessions) {
    expect(session.id).toMatch(/^new-\d+$/)
    expect(session).not.toHaveProperty('pending')
    // As text, which knows no -0.
    const again = parseCase(JSON.parse(caseText(session)))
    expect(JSON.stringify(again)).toBe(caseText(session))
    expect((await prepare(leaving, inputFor(session))).kind).toMatch(/^(?:ready|stopped)$/)
    redact(session, facts)
  }
}

describe('a file, whatever is in it (T96, T97)', () => {
  it.each(files)(
    '%s is a walk that can go on, drafts that can be composed, or a reason',
    async (_name, file) => {
      const leaving = fc.constantFrom('case' as const, 'har' as const, 'report' as const)
      await fc.assert(
        fc.asyncProperty(file, leaving, async (one, kind) => {
          await expectAlive(await readArrival(one, arriving()), kind)
        }),
        often,
      )
    },
  )
})
