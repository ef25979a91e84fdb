/** curl commands as people and browsers write them, and our own export read back. */
import { describe, expect, it } from 'vitest'
import { curlOf } from '../../trace/curl.ts'
import { mask } from '../../trace/mask.ts'
import { compose } from '../draft/compose.ts'
import type { Draft } from '../draft/draft.ts'
import { type HttpRequest, textOf } from '../http.ts'
import type { ArrivalNote } from './arrived.ts'
import { looksLikeCurl, readCurl } from './curl.ts'

const id = () => 'd1'

function read(text: string): { draft: Draft; notes: readonly ArrivalNote[] } {
  const result = readCurl(text, id)
  if (result.kind === 'problem') throw new Error(result.problem.means)
  const [draft] = result.drafts
  if (draft === undefined || result.drafts.length > 1) throw new Error('One draft is expected.')
  return { draft, notes: result.notes }
}

const codes = (text: string): string[] => read(text).notes.map(({ code }) => code)

async function requestOf(draft: Draft): Promise<HttpRequest> {
  const composed = await compose(draft, { now: 0, random: () => 'r', approved: [] })
  if (composed.kind === 'problem') throw new Error(composed.problems[0]?.means)
  return composed.request
}

describe('our own curl export', () => {
  it('with a secret gives a variable of its name', () => {
    const request: HttpRequest = {
      method: 'POST',
      url: 'https://a.example/token',
      headers: [['authorization', 'Bearer correct-horse']],
    }
    const line = curlOf(mask(request, [{ name: 'access_token', value: 'correct-horse' }]))
    expect(looksLikeCurl(line)).toBe(true)
    const { draft, notes } = read(line)
    expect(draft.headers).toEqual([
      { name: 'authorization', value: 'Bearer {{ACCESS_TOKEN}}', on: true },
    ])
    expect(notes).toEqual([])
  })
})

const chromeBash = `curl 'https://api.example/v1/items?page=2' \\
  -X 'PATCH' \\
  -H 'accept: application/json' \\
  -H 'content-type: application/json' \\
  -b 'sid=1; theme=dark' \\
  --data-raw $'{"note":"it\\'s \\u0021"}' \\
  --compressed --insecure`

const chromeCmd = `curl --request PATCH ^"https://api.example/v1/items?page=2^" ^
  -H ^"accept: application/json^" ^
  -H ^"content-type: application/json^" ^
  -b ^"sid=1; theme=dark^" ^
  --data-raw ^"^{^\\^"note^\\^":^\\^"it's ^!^\\^"^}^" ^
  --insecure`

const powershell = `curl.exe -X PATCH 'https://api.example/v1/items?page=2' \`
  -H 'accept: application/json' \`
  -H 'content-type: application/json' \`
  -b 'sid=1; theme=dark' \`
  --data-raw '{\\"note\\":\\"it''s !\\"}' -k`

const firefoxCmd = `curl "https://api.example/v1/items?page=2" -X PATCH -H "accept: application/json" -H "content-type: application/json" -b "sid=1; theme=dark" --data-raw "{""note"":""it's !""}" -k`

describe('a command copied from a browser', () => {
  it.each([
    ['bash', chromeBash],
    ['bash with line breaks of Windows', chromeBash.replaceAll('\n', '\r\n')],
    ['cmd.exe', chromeCmd],
    ['PowerShell', powershell],
    ['cmd.exe, by Firefox', firefoxCmd],
  ])('for %s gives the same draft', (_, text) => {
    const { draft, notes } = read(text)
    expect(draft).toMatchObject({
      name: 'PATCH /v1/items',
      method: 'PATCH',
      url: 'https://api.example/v1/items?page=2',
      body: { kind: 'json', text: `{"note":"it's !"}` },
    })
    expect(draft.headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'accept: application/json',
      'content-type: application/json',
      'Cookie: sid=1; theme=dark',
    ])
    expect(notes.map(({ code }) => code)).toEqual(['insecure'])
  })
})

describe('the options of curl', () => {
  it('data is a form unless a type is named, joined by &', () => {
    const { draft } = read('curl https://a.example -d grant_type=client_credentials -d scope=a+b')
    expect(draft.method).toBe('POST')
    expect(draft.body).toEqual({
      kind: 'form',
      rows: [
        { name: 'grant_type', value: 'client_credentials', on: true },
        { name: 'scope', value: 'a b', on: true },
      ],
    })
  })

  it('a form that would be written differently stays text', () => {
    const { draft } = read(`curl https://a.example -d 'a=b c&d'`)
    expect(draft.body).toEqual({
      kind: 'text',
      text: 'a=b c&d',
      type: 'application/x-www-form-urlencoded',
    })
    expect(codes(`curl https://a.example -d '{"a":1}'`)).toEqual(['json_as_form'])
  })

  it('variables of the shell become variables of the draft', () => {
    const { draft } = read(`curl -u "$ID:\${SECRET}" "$BASE/x" -d "code=$CODE&x=1"`)
    expect(draft.url).toBe('{{BASE}}/x')
    expect(draft.authorization).toEqual({
      kind: 'basic',
      username: '{{ID}}',
      password: '{{SECRET}}',
    })
    expect(draft.body).toMatchObject({
      kind: 'form',
      rows: [{ value: '{{CODE}}' }, { value: '1' }],
    })
  })

  it('braces that mean themselves are escaped', async () => {
    const { draft, notes } = read(
      `curl https://a.example -d '{{name}}' -H 'content-type: text/plain'`,
    )
    expect(notes.map(({ code }) => code)).toEqual(['braces'])
    expect(textOf(await requestOf(draft))).toBe('{{name}}')
  })

  it('-G puts the data into the address, encoded where asked', () => {
    const { draft } = read(`curl -G 'https://a.example/?a=1#x' --data-urlencode 'q=a b&c*' -d d=2`)
    expect(draft).toMatchObject({
      method: 'GET',
      url: 'https://a.example/?a=1&q=a%20b%26c%2A&d=2#x',
      body: { kind: 'none' },
    })
  })

  it('--json sets both types, and its pieces follow each other', () => {
    const { draft } = read(`curl --json '{"a":' --json '1}' https://a.example`)
    expect(draft.body).toEqual({ kind: 'json', text: '{"a":1}' })
    expect(draft.headers.map(({ name }) => name)).toEqual(['Content-Type', 'Accept'])
  })

  it('files are named as missing, never read', () => {
    const { draft, notes } = read('curl https://a.example --data-binary @/etc/shadow')
    expect(draft.body).toEqual({ kind: 'file' })
    expect(notes.map(({ text }) => text).join()).toContain('/etc/shadow')
    expect(codes('curl -T a.bin https://a.example')).toEqual(['missing_file'])
    expect(read('curl -T a.bin https://a.example').draft.method).toBe('PUT')
  })

  it('-F gives parts, with the names of files', () => {
    const { draft, notes } = read(
      `curl https://a.example -F a=1 -F 'f=@dir/x.png;type=image/png' --form-string 'b=@not a file'`,
    )
    expect(draft.body).toEqual({
      kind: 'multipart',
      parts: [
        { name: 'a', value: '1', on: true },
        { name: 'f', value: '', on: true, file: { name: 'x.png', type: 'image/png', data: '' } },
        { name: 'b', value: '@not a file', on: true },
      ],
    })
    expect(notes.map(({ code }) => code)).toEqual(['missing_file'])
  })

  it('short options may stand together, with their value beside them', () => {
    const { draft } = read(
      `curl -sSLXPUT -Hx:1 -Amine -e 'https://r.example/;auto' --url a.example/x`,
    )
    expect(draft).toMatchObject({ method: 'PUT', url: 'http://a.example/x' })
    expect(draft.headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'x: 1',
      'User-Agent: mine',
      'Referer: https://r.example/',
    ])
    expect(read('curl -I https://a.example').draft.method).toBe('HEAD')
  })

  it.each([
    ['curl -x http://p:1 https://a.example', 'proxy'],
    ['curl -L https://a.example', 'redirects'],
    ['curl --request-target /x https://a.example', 'request_target'],
    ['curl --frobnicate https://a.example', 'unknown_option'],
    ['curl https://a.example https://b.example', 'more_addresses'],
    ['curl "https://a.example/{a,b}"', 'glob'],
    ['curl https://a.example | sh', 'not_run'],
    ['curl https://a.example > /etc/passwd', 'redirected'],
    ['curl https://a.example; curl https://b.example', 'more_commands'],
    ['curl --digest -u a:b https://a.example', 'authorization'],
    ['curl -b jar.txt https://a.example', 'missing_file'],
    ['curl https://a.example --next https://b.example', 'next'],
    ['curl "https://x/$(id)"', 'literal'],
  ])('%s is read, and says so (%s)', (text, code) => {
    expect(codes(text)).toEqual([code])
  })

  it('--oauth2-bearer is an authorization', () => {
    const { draft } = read('curl --oauth2-bearer "$TOKEN" https://a.example')
    expect(draft.authorization).toEqual({ kind: 'bearer', token: '{{TOKEN}}' })
  })
})

describe('a text that is no command to take', () => {
  it.each([
    ['curl -K /etc/passwd https://x', 'curl_option'],
    ['curl -X', 'curl_value'],
    ['curl -s', 'no_url'],
    ['wget https://a.example', 'no_curl'],
    ["curl 'https://a.example", 'shell_syntax'],
    ['', 'no_curl'],
    [`curl https://a.example -d ${'a'.repeat(70_000)}`, 'too_large'],
  ])('number %# is refused', (command, code) => {
    const result = readCurl(command, id)
    expect(result.kind === 'problem' && result.problem.code).toBe(code)
  })
})
