/** The curl export, judged by the shells it is for: what they make of a line is what was meant. */
import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpRequest, utf8 } from '../core/http.ts'
import { curlOf } from './curl.ts'
import { mask, unmask } from './mask.ts'
import type { Secret } from './secrets.ts'

/** zsh is not everywhere; where it is, it must agree. */
const shells = ['bash', 'zsh'].filter((name) => spawnSync(name, ['-c', ':']).status === 0)

/** zsh without the user's own settings. */
const options: Readonly<Record<string, readonly string[]>> = { bash: ['--norc'], zsh: ['-f'] }

/** What curl would be called with: `printf` takes its place, and ends each argument with a NUL. */
const harmless = (script: string) => script.replaceAll(/^curl /gm, String.raw`printf '%s\0' `)

/** As when it is pasted: line by line, with the expansion of `!` switched on. */
const pasted: Readonly<Record<string, readonly string[]>> = {
  bash: ['--norc', '-o', 'history', '-o', 'histexpand'],
  zsh: ['-f', '-i'],
}

function argumentsPastedIn(shell: string, script: string): string[] {
  const output = execFileSync(shell, pasted[shell] ?? [], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    input: `${harmless(script)}\n`,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return output.split('\0').slice(0, -1)
}

function argumentsIn(shell: string, script: string, env: Record<string, string> = {}): string[] {
  const output = execFileSync(shell, [...(options[shell] ?? []), '-c', harmless(script)], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return output.split('\0').slice(0, -1)
}

const requestOf = (value: string, type = 'application/json'): HttpRequest => ({
  method: 'POST',
  url: `https://a.example/x?q=${encodeURIComponent(value)}&list=[1-3]{a,b}`,
  headers: [
    ['content-type', type],
    ['x-odd', value],
  ],
  body: utf8(value),
})

const meant = ({ method, url, headers, body }: HttpRequest) => [
  '-sS',
  '-i',
  '-g',
  '-X',
  method,
  url,
  ...headers.flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
  ...(body === undefined ? [] : ['--data-raw', body.data]),
]

const hostile = [
  `it's "quoted"`,
  '`touch grantwalk-pwned`',
  '$(touch grantwalk-pwned) ${HOME} $HOME',
  'wow!! !1 !-2 ^a^b',
  'two\nlines\r\nand a third\n',
  '100% %s %n %20',
  'Grüße 日本語 🎉 e\u0301',
  "a\\b \\n \\' \\x41",
  '; rm -rf x | cat & > y < z # no',
  '~ =ls * ? [a-z] {a,b} **/*',
  "''' '\\'' $'x'",
  '\u001b[201~\u0007\u0085\u202e\u200b\t',
  '-n --help @/etc/passwd',
  ' ',
]

describe.each(shells)('in %s', (shell) => {
  it.each(hostile)('%j arrives as it was written', (value) => {
    const request = requestOf(value)
    expect(argumentsIn(shell, curlOf(unmask(request)))).toEqual(meant(request))
  })

  it.each(hostile)('%j arrives as it was written when it is pasted', (value) => {
    const request = requestOf(value)
    expect(argumentsPastedIn(shell, curlOf(unmask(request)))).toEqual(meant(request))
  })

  it('any text arrives as it was written (T99)', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).map((one) => one.replaceAll('\0', ''))
    const values = fc.sample(fc.oneof(text, fc.constantFrom(...hostile)), 300).filter(Boolean)
    const requests = values.map((value) => requestOf(value))
    const script = requests.map((request) => curlOf(unmask(request))).join('\n')
    expect(argumentsIn(shell, script)).toEqual(requests.flatMap(meant))
  })

  it.each(hostile)('the secret %j comes from a variable', (value) => {
    const client_secret = `${value}-and-more`
    const request = requestOf(client_secret)
    const line = curlOf(mask(request, [{ name: 'client_secret', value: client_secret }]))
    expect(line).not.toContain('and-more')
    const env: Record<string, string> = { CLIENT_SECRET: client_secret }
    if (line.includes('$CLIENT_SECRET_ENCODED'))
      env['CLIENT_SECRET_ENCODED'] = encodeURIComponent(client_secret)
    expect(argumentsIn(shell, line, env)).toEqual(meant(request))
  })

  it('nothing is sent while a variable is not set', () => {
    const secret = { name: 'client_secret', value: 'correct-horse' }
    const line = curlOf(mask(requestOf('correct-horse'), [secret]))
    expect(() => argumentsIn(shell, line)).toThrow('Set it first: read -rs CLIENT_SECRET')
  })
})

const lineFor = (request: HttpRequest, ...secrets: Secret[]): string =>
  curlOf(mask(request, secrets))

const form = (fields: Record<string, string>): HttpRequest => ({
  method: 'POST',
  url: 'https://a.example/token',
  headers: [['content-type', 'application/x-www-form-urlencoded']],
  body: utf8(new URLSearchParams(fields).toString()),
})

describe('a secret in a curl command', () => {
  const secret = { name: 'client_secret', value: 'p&q r+s/tu' }

  it('stands in a variable of its own where a form encodes it', () => {
    const line = lineFor(form({ client_secret: secret.value }), secret)
    expect(line).toContain(`--data-raw 'client_secret='"$CLIENT_SECRET_ENCODED"`)
    expect(line).toContain('Set it first, URL-encoded: read -rs CLIENT_SECRET_ENCODED')
  })

  it('has one variable for each way in which it is written', () => {
    const request = form({ client_secret: secret.value })
    const url = `https://a.example/?s=${encodeURIComponent(secret.value)}`
    const line = lineFor({ ...request, url, headers: [['x-key', secret.value]] }, secret)
    for (const text of [secret.value, encodeURIComponent(secret.value), 'p%26q', 'q+r'])
      expect(line).not.toContain(text)
    expect(line).toContain('"$CLIENT_SECRET"')
    expect(line).toContain('"$CLIENT_SECRET_ENCODED"')
    expect(line).toContain('"$CLIENT_SECRET_ENCODED_2"')
  })

  it('is found beside its own name when it is short, and nowhere else', () => {
    const pin = { name: 'pin', value: '7' }
    const line = lineFor(form({ pin: '7', page: '7' }), pin)
    expect(line).toContain(`--data-raw 'pin='"$PIN"'&page=7'`)
  })

  it('never takes a variable that the shell itself uses', () => {
    const path = { name: 'path', value: 'correct-horse' }
    expect(lineFor(requestOf(path.value), path)).toContain('"$PATH_VALUE"')
    const digits = { name: '2fa', value: 'correct-horse' }
    expect(lineFor(requestOf(digits.value), digits)).toContain('"$_2FA"')
  })
})

describe('a curl command', () => {
  const plain: HttpRequest = { method: 'GET', url: 'https://a.example/', headers: [] }

  it('asks for a head as curl wants to be asked', () => {
    expect(curlOf(unmask({ ...plain, method: 'HEAD' }))).toBe(
      'curl -sS -i -g --head https://a.example/',
    )
  })

  it('keeps an empty header, and adds no content type', () => {
    const request = { ...plain, headers: [['x-empty', '']] as const, body: utf8('a') }
    expect(curlOf(unmask(request))).toContain(`-H 'x-empty;' \\\n  -H Content-Type: \\\n`)
  })

  it('takes what no argument can hold from a pipe', () => {
    const long = `it's ${'x'.repeat(200_000)}`
    const posted = { ...plain, method: 'POST', headers: [['content-type', 'text/plain']] as const }
    for (const [body, octets] of [
      [utf8(long), Buffer.from(long)],
      [utf8('a\0b%s\\n'), Buffer.from('a\0b%s\\n')],
      [{ encoding: 'base64', data: btoa('\xff\0%d') }, Buffer.from('\xff\0%d', 'latin1')],
    ] as const) {
      const script = curlOf(unmask({ ...posted, body }))
      expect(script).toMatch(/--data-binary @-$/)
      const fed = script.replace(/\ncurl [\s\S]+/, ' cat')
      // From a file, as it is too long for an argument of bash itself.
      expect(execFileSync('bash', ['--norc'], { input: fed }).equals(octets)).toBe(true)
    }
  })

  it('refuses a body where curl asks for a head', () => {
    expect(curlOf(unmask({ ...plain, method: 'HEAD', body: utf8('a') }))).toMatch(/^echo /)
  })

  it('leaves dots in a path, and never sends what no request line holds', () => {
    const dotted = curlOf(unmask({ ...plain, url: 'https://a.example/a/../b' }))
    expect(dotted).toBe('curl -sS -i -g --path-as-is -X GET https://a.example/a/../b')
    const spaced = curlOf(unmask({ ...plain, url: 'https://a.example/a b' }))
    expect(spaced).toBe('curl -sS -i -g -X GET '.concat("'https://a.example/a%20b'"))
  })

  it('refuses a NUL, and shows no control character (T99)', () => {
    expect(curlOf(unmask(requestOf('a\0b')))).toMatch(/^echo /)
    const line = curlOf(unmask(requestOf('\u001b[31m\u202e\n\r')))
    expect(line.replaceAll(' \\\n  ', ' ')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})
