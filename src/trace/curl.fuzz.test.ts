/** Commands that are pasted: our own come back as they were, and nobody's is more than text. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeCurl, readCurl } from '../core/arrive/curl.ts'
import { compose } from '../core/draft/compose.ts'
import type { Draft } from '../core/draft/draft.ts'
import { type HttpRequest, textOf, utf8 } from '../core/http.ts'
import { changed, often, text } from '../core/node-fuzz.test-support.ts'
import { cmdOf } from './code/cmd.ts'
import { curlOf } from './curl.ts'
import { unmask } from './mask.ts'

const header = fc.tuple(
  fc.stringMatching(/^X-[A-Za-z][A-Za-z0-9-]{0,8}$/),
  fc.stringMatching(/^(?:[!-~](?:[ -~]{0,20}[!-~])?)?$/),
)
const types = ['application/json', 'text/plain; charset=utf-8', 'application/x-www-form-urlencoded']
const url = fc.webUrl({ withQueryParameters: true }).map((one) => new URL(one).href)
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'QUERY')

/** curl sends no body with HEAD, and the export says so. */
const request = (body: fc.Arbitrary<string>): fc.Arbitrary<HttpRequest> =>
  fc
    .record({
      ...{ method, url, headers: fc.array(header, { maxLength: 4 }) },
      type: fc.constantFrom(undefined, ...types),
      body: fc.option(body, { nil: undefined }),
    })
    .map(({ type, body, headers, ...rest }) => ({
      ...rest,
      headers: [...headers, ...(type === undefined ? [] : [['Content-Type', type] as const])],
      ...(body === undefined || rest.method === 'HEAD' ? {} : { body: utf8(body) }),
    }))

const anyBody = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...Array.from('\'"\\$`!%^&{}\n\t\u200b@ a')),
      maxLength: 12,
    }),
    fc.webQueryParameters(),
    fc.json(),
  )
  .map((one) => new TextDecoder().decode(new TextEncoder().encode(one.replaceAll('\0', ''))))

async function composed(draft: Draft): Promise<HttpRequest | undefined> {
  const made = await compose(draft, { now: 0, random: () => 'r', approved: [] })
  return made.kind === 'problem' ? undefined : made.request
}

function draftOf(command: string): Draft {
  const result = readCurl(command, () => 'd1')
  if (result.kind === 'problem') throw new Error(`${result.problem.means}\n${command}`)
  const [draft, ...more] = result.drafts
  if (draft === undefined || more.length > 0) throw new Error('One draft is expected.')
  return draft
}

const sent = (one: HttpRequest | undefined) => ({
  ...{ method: one?.method, url: one?.url, headers: one?.headers },
  body: one?.body === undefined ? undefined : textOf(one),
})

const wholes = [
  `curl -sS -X POST 'https://a.example/t' -H 'A: b' -u 'a:b' --data-urlencode 'x=y' --json '{"a":1}'`,
  `curl "https://a.example/?a=1" ^\n  -H ^"A: b^" ^\n --data-raw ^"a=^%^20b^"`,
  `curl.exe 'https://a.example/' -H "A: $env:X" \`\n  -F 'f=@x;type=text/plain' -b 'a=b; c=d'`,
  `: "\${S:?Set it first: read -rs S}" &&\ncurl -G https://a.example -d a=1 -d @file -K conf`,
  `A=1 curl $'https://a.example/\\u00e9\\x41\\n' --next -I "\${A}$(id)\`id\`" | sh > out 2>&1`,
]
const signs = [
  ...[
    "'",
    '"',
    '\\',
    '\n',
    '\\\n',
    '$',
    '`',
    '^',
    '%',
    '{',
    '}',
    '|',
    '&',
    ';',
    '<',
    '>',
    '(',
    '#',
  ],
  ...[
    ' -',
    ' --',
    '-d ',
    '-H ',
    '-F ',
    '-u ',
    '--json ',
    '-K ',
    '@',
    '$(',
    '${',
    "$'",
    '!',
    '\0',
    '~',
  ],
]

describe('a curl command', () => {
  it('of ours, read back, is the same request, letter by letter', async () => {
    await fc.assert(
      fc.asyncProperty(request(anyBody), async (one) => {
        const command = curlOf(unmask(one))
        expect(looksLikeCurl(command)).toBe(true)
        expect(sent(await composed(draftOf(command)))).toEqual(sent(one))
      }),
      often,
    )
  })

  it('of ours for cmd, read back, is the same request, letter by letter', async () => {
    const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(request(printable), async (one) => {
        expect(sent(await composed(draftOf(cmdOf(unmask(one)))))).toEqual(sent(one))
      }),
      often,
    )
  })

  it('of anybody is a draft or a reason, and is never run or read from a file', async () => {
    const any = fc.oneof(
      changed(wholes, signs),
      text(60).map((one) => `curl ${one}`),
      fc
        .array(fc.oneof(fc.constantFrom(...signs, 'https://a.example', 'curl'), text(6)), {
          maxLength: 12,
        })
        .map((all) => `curl ${all.join('')}`),
    )
    await fc.assert(
      fc.asyncProperty(any, async (command) => {
        expect(typeof looksLikeCurl(command)).toBe('boolean')
        const read = readCurl(command, () => 'd1')
        if (read.kind === 'problem') {
          expect(['bad_input', 'limit_reached']).toContain(read.problem.kind)
          return
        }
        expect(read.drafts).toHaveLength(1)
        for (const draft of read.drafts) {
          const made = await composed(draft)
          if (made !== undefined) expect(made.headers.flat().join('')).not.toMatch(/[\r\n\0]/)
        }
      }),
      often,
    )
  })
})
