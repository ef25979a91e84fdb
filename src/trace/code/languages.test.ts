/** All languages: a secret is in none of the programs, in no writing of it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HttpRequest, toBase64, utf8 } from '../../core/http.ts'
import { type MaskedRequest, mask, unmask } from '../mask.ts'
import type { Secret } from '../secrets.ts'
import { needlesOf } from '../writings.ts'
import { languages } from './languages.ts'

const loaded = await Promise.all(
  languages.map(async (language) => ({ ...language, write: await language.load() })),
)

const bytes = (text: string) => new TextEncoder().encode(text)

/** Everywhere a secret may stand, in every way it may be written there. */
function holding(value: string): readonly HttpRequest[] {
  const basic = `Basic ${toBase64(bytes(`client:${value}`))}`
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'client',
    client_secret: value,
    refresh_token: value,
  })
  const at = 'https://a.example/x'
  const typed = (type: string) => [['Content-Type', type]] as const
  const post = (type: string, body: string): HttpRequest => ({
    method: 'POST',
    url: at,
    headers: typed(type),
    body: utf8(body),
  })
  const noise = `\xff\0${String.fromCharCode(...bytes(value))}\x80`
  return [
    post('application/x-www-form-urlencoded', form.toString()),
    post('application/json', JSON.stringify({ a: value, b: [encodeURIComponent(value)] })),
    post('text/html', `<p title="${value.replaceAll('"', '&quot;')}">${value}</p>`),
    { ...post('x/bytes', ''), body: { encoding: 'base64', data: btoa(noise) } },
    { ...post('x/nul', ''), body: utf8(`\0${value}\n${value.toUpperCase()}`) },
    {
      method: 'GET',
      url: `${at}?a=${encodeURIComponent(value)}&b=${encodeURIComponent(encodeURIComponent(value))}`,
      headers: [
        ['Authorization', basic],
        ['Cookie', `a=${encodeURIComponent(value)}`],
        ['X-Key', encodeURIComponent(value)],
      ],
    },
    { method: 'GET', url: at, headers: [['Authorization', `Bearer ${encodeURIComponent(value)}`]] },
    { method: 'GET', url: `${at}#access_token=${encodeURIComponent(value)}`, headers: [] },
  ]
}

/** Which writings of the secret a program holds. */
function shown(write: (request: MaskedRequest) => string, secret: Secret): readonly string[] {
  const needles = needlesOf(secret).map(({ text }) => text)
  return holding(secret.value).flatMap((request) => {
    const program = write(mask(request, [secret]))
    return needles.filter((text) => program.includes(text))
  })
}

const secretOf = (value: string): Secret => ({ name: 'client_secret', value })

describe.each(loaded)('$title', ({ id, write, about, file }) => {
  it.each([`p&q "r"+s/t'u$(x)%41`, 'Grüße-日本-🎉-kaputt', 'correct-horse-battery'])(
    'never holds the secret %j',
    (value) => {
      expect(shown(write, secretOf(value))).toEqual([])
    },
  )

  it('nor any other', () => {
    // A secret that is a word of the programs themselves would be found in them.
    const value = fc.string({ unit: 'binary', minLength: 8, maxLength: 30 })
    fc.assert(
      fc.property(value, (one) => {
        expect(shown(write, secretOf(`${one}~\u00e9`))).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  it('writes what it is asked for', () => {
    const secret = secretOf('correct-horse-battery')
    const programs = holding(secret.value).map((request) => write(mask(request, [secret])))
    const refused = programs.filter((program) => program.includes('Not written'))
    // A NUL or bytes beside a secret cannot be typed at the prompt of cmd.
    expect(refused.length).toBe(id === 'cmd' ? 2 : 0)
  })

  it('shows nothing that cannot be seen', () => {
    const body = utf8('\u001b[31m\u202e\u2028\u3164\ufe0f\u{e0041}\u00ad')
    const program = write(
      unmask({ method: 'POST', url: 'https://a.example/', headers: [['A', 'b']], body }),
    )
    expect(program).not.toMatch(/(?![ \n\t])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u)
  })

  it('says what it needs, and how a file of it ends', () => {
    expect(about).toMatch(/^[A-Z].+\.$/)
    expect(file).toMatch(/^[a-z0-9]+$/)
  })
})

it('every language has a name of its own', () => {
  expect(new Set(languages.map(({ id }) => id)).size).toBe(languages.length)
  expect(new Set(languages.map(({ title }) => title)).size).toBe(languages.length)
})

it('a secret that stands only in a header left out is not asked for', () => {
  const request: HttpRequest = {
    method: 'GET',
    url: 'https://a.example/',
    headers: [['Connection', 'correct-horse']],
  }
  const masked: MaskedRequest = mask(request, [secretOf('correct-horse')])
  const { write } = loaded.find(({ id }) => id === 'go') ?? { write: () => '' }
  expect(write(masked)).not.toContain('CLIENT_SECRET')
})
