/** Whatever address a browser comes back with: what answers this walk, or a refusal that says why. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Callback, type Expected, readCallback } from './callback.ts'
import { callbackParameters } from './callback-parts.ts'
import { stateIn } from './callback-state.ts'
import { postedCallback } from './form-post.ts'
import { changed, often, text } from './node-fuzz.test-support.ts'
import { Refusal } from './problem.ts'
import { responseModes, standingOf, typesIn } from './response-mode.ts'

const now = 1_700_000_000_000
const back = 'http://localhost:7861/callback/any'

const types = fc.constantFrom('code', 'token', 'id_token', 'code token', 'code id_token', 'none')
const expected: fc.Arbitrary<Expected> = fc
  .record({
    response_type: types,
    response_mode: fc.option(fc.constantFrom(...responseModes.slice(0, 3)), { nil: undefined }),
    state: fc.oneof(fc.constantFrom('s1', '', 'a b+c&d'), text()),
    age: fc.constantFrom(0, 1000, 60_000, 599_999, 600_001, 10_000_000),
    issuer: fc.constantFrom('https://as.example', undefined),
    issuerPromised: fc.boolean(),
    consumed: fc.constantFrom(false, false, false, true),
  })
  .map(({ response_mode, issuer, age, ...rest }) => ({
    ...rest,
    redirect_uri: back,
    startedAt: now - age,
    ...(response_mode === undefined ? {} : { response_mode }),
    ...(issuer === undefined ? {} : { issuer }),
  }))

const written = (value: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    value,
    encodeURIComponent(value),
    new URLSearchParams([['', value]]).toString().slice(1),
  )

const parameter = (state: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof(fc.constantFrom(...callbackParameters, 'amp;state', '__proto__'), text(6)),
      fc.oneof(fc.constantFrom('s1', 'https://as.example', 'Bearer', '3600', state), text()),
    )
    .chain(([name, value]) => fc.tuple(written(name), written(value)))
    .map((pair) => pair.join('='))

const hostile = [
  '%',
  '%00',
  '%0d%0a',
  '%ff',
  '&',
  '=',
  '#',
  '?',
  '+',
  ';',
  '&code=2',
  '&state=',
  '\\',
]

/** What would be right, but for what is done to it afterwards. */
function right(one: Expected): string {
  const brought = typesIn(one.response_type).flatMap((type) =>
    type === 'code' ? ['code=c1'] : type === 'none' ? [] : [`${tokens[type]}=t.1`],
  )
  const iss = one.issuer === undefined ? [] : [`iss=${encodeURIComponent(one.issuer)}`]
  const said = [...brought, 'token_type=Bearer', `state=${encodeURIComponent(one.state)}`, ...iss]
  const { place } = standingOf(one.response_type, one.response_mode)
  if (place === 'form_post') return postedCallback(back, said.join('&'))
  return `${back}${place === 'query' ? '?' : '#'}${said.join('&')}`
}

const tokens: Readonly<Record<string, string>> = { token: 'access_token', id_token: 'id_token' }

/** Right but for one parameter: something follows its value, it stands there twice, or in the other place. */
function nearly(one: Expected): fc.Arbitrary<string> {
  const whole = right(one)
  const { place } = standingOf(one.response_type, one.response_mode)
  const extra = fc.constantFrom(
    'code=c2',
    'access_token=t',
    'id_token=t',
    'error=no',
    'state=s1',
    'x=1',
  )
  return fc.oneof(
    fc
      .tuple(fc.nat(), fc.constantFrom('%00', '%0A', '%C3%A9', '+', '%20', '%', 'x', '#', '&'))
      .map(([at, sign]) => {
        const parts = whole.split('&')
        return parts.map((part, n) => (n === at % parts.length ? part + sign : part)).join('&')
      }),
    extra.map((more) => `${whole}&${more}`),
    extra.map((more) =>
      place === 'query'
        ? `${whole}#${more}`
        : whole.replace(
            /(\?form_post)?#/,
            (sign) => `${sign.startsWith('?') ? '?form_post&' : '?'}${more}#`,
          ),
    ),
  )
}

const arriving = expected.chain((one) => {
  const answer = fc.array(parameter(one.state), { maxLength: 5 }).map((all) => all.join('&'))
  const place = fc.constantFrom(back, `${back}/`, 'http://localhost:7862/callback/any', 'x:')
  const address = fc
    .tuple(place, answer, fc.option(answer, { nil: undefined }))
    .map(([where, query, fragment]) =>
      [where, `?${query}`, fragment === undefined ? '' : `#${fragment}`].join(''),
    )
  const url = fc.oneof(
    address,
    address.chain((whole) => changed([whole], hostile)),
    fc.tuple(fc.constant(right(one)), answer).map(([whole, more]) => `${whole}&${more}`),
    changed([right(one)], hostile),
    nearly(one),
    fc.constant(right(one)),
  )
  return fc.tuple(url, fc.constant(one))
})

const kinds = ['security_stop', 'malformed_response', 'oauth_error', 'bad_input']

function read(url: string, one: Expected | undefined): Callback | undefined {
  try {
    return readCallback(url, one, now)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    expect(kinds).toContain(thrown.problem.kind)
    expect(thrown.problem.means).not.toBe('')
    return undefined
  }
}

/** What must hold of an answer that was taken, told apart with another parser than ours. */
function expectAnswered(url: string, one: Expected, { parameters }: Callback): void {
  const { origin, pathname, search, hash } = new URL(url.trim())
  expect(origin + pathname).toBe(back)
  const { place } = standingOf(one.response_type, one.response_mode)
  const said = new URLSearchParams(place === 'query' ? search : hash.slice(1))
  if (one.state !== '') expect(said.getAll('state')).toEqual([one.state])
  expect(one.consumed).toBe(false)
  expect(now - one.startedAt).toBeLessThanOrEqual(600_000)
  expect(said.has('error')).toBe(false)
  if (one.issuerPromised === true && !said.has('id_token'))
    expect(said.getAll('iss')).toHaveLength(1)
  if (one.issuer !== undefined && said.has('iss')) expect(said.get('iss')).toBe(one.issuer)
  const brought = { code: 'code', token: 'access_token', id_token: 'id_token' }
  for (const [type, name] of Object.entries(brought)) {
    const asked = typesIn(one.response_type).includes(type)
    expect(said.getAll(name)).toHaveLength(asked ? 1 : 0)
    if (asked) expect(parameters.get(name)).toMatch(/^[\x20-\x7e]+$/)
  }
  for (const name of callbackParameters)
    if (!(parameters.get(name) ?? '').includes('\ufffd'))
      expect(parameters.get(name)).toBe(said.get(name) ?? undefined)
}

describe('a callback, whatever it holds (T52 to T55)', () => {
  it('answers this walk or is refused', () => {
    fc.assert(
      fc.property(arriving, ([url, one]) => {
        const callback = read(url, one)
        if (callback !== undefined) expectAnswered(url, one, callback)
        expect(read(url, undefined)).toBeUndefined()
        if (URL.canParse(url)) expect(typeof stateIn(url)).toMatch(/^(?:string|undefined)$/)
      }),
      often,
    )
  })

  it('is taken when it is right, letter by letter, wherever it was asked to stand', () => {
    const visible = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
    const state = text().filter((one) => one !== '')
    const mode = fc.constantFrom('query' as const, 'fragment' as const, 'form_post' as const)
    fc.assert(
      fc.property(visible, state, mode, (code, state, response_mode) => {
        const pairs = new URLSearchParams({ code, state }).toString()
        const url = {
          query: `${back}?${pairs}`,
          fragment: `${back}#${pairs}`,
          form_post: postedCallback(back, pairs),
        }[response_mode]
        const one = { response_type: 'code', redirect_uri: back, startedAt: now, state }
        const { parameters } = readCallback(url, { ...one, response_mode }, now)
        expect([...parameters]).toEqual([
          ['code', code],
          ['state', state],
        ])
        expect(stateIn(url)).toBe(state)
      }),
      often,
    )
  })

  it('is read or refused as any text', () => {
    fc.assert(
      fc.property(fc.oneof(text(60), fc.webUrl()), expected, (url, one) => {
        const callback = read(url, one)
        if (callback !== undefined) expectAnswered(url, one, callback)
      }),
      often,
    )
  })
})
