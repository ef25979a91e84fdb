/** Whatever may come through the door: the hostile imports (T96, T97), and things nobody thought of. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expand } from '../cases/expand.ts'
import imports from '../cases/import.json' with { type: 'json' }
import type { Session } from '../session.ts'
import { type Arrival, readArrival, sizeProblem } from './arrival.ts'
import { arriving, codesOf, walksIn } from './arriving.test-support.ts'

const session: Session = {
  ...{ version: 2, id: 's1', name: 'A case', vendor: 'aruba', flow: 'oauth', target: 'live' },
  ...{ createdAt: 1, updatedAt: 2, values: {}, exchanges: [] },
}

const caseFile = (more: object = {}, top: object = {}): string =>
  JSON.stringify({ format: 'grantwalk-case', version: 1, session: { ...session, ...more }, ...top })

const planted = (text: string): string => caseFile().replace('{', `{${text},`)

const anyServer = {
  ...arriving().vendors[0]?.profile,
  id: 'custom',
  origins: [],
  hosts: () => ({}),
}
const withAnyServer = () => {
  const given = arriving()
  const [first] = given.vendors
  if (first === undefined) throw new Error('There is no vendor.')
  const flows = async () => (await first.flows()).map((flow) => ({ ...flow, id: 'oauth' }))
  const custom = { ...first, flows, profile: { ...first.profile, ...anyServer } }
  return { ...given, vendors: [...given.vendors, custom] }
}

/** What the threat model says of its own format, said of ours. */
const translated: Readonly<Record<string, string>> = {
  'imp-01': caseFile(),
  'imp-07': caseFile({}, { version: 99 }),
  'imp-08': caseFile({}, { version: '1' }),
  'imp-09': planted('"__proto__":{"isAdmin":true}'),
  'imp-11': planted('"constructor":{"prototype":{"x":1}}'),
  'imp-12': caseFile({}, { surprise: 1 }),
  'imp-13': caseFile({
    exchanges: [{ id: 'x' }, { id: 'x' }].map((one) => ({ ...one, step: 's' })),
  }),
  'imp-15': caseFile({ id: '../../x', vendor: 'arm' }),
  'imp-16': caseFile({ exchanges: Array.from({ length: 50_000 }, () => 0) }),
  'imp-20': caseFile({ name: '<img src=x onerror=alert(1)>' }),
  'imp-21': caseFile({ vendor: 'custom', values: { token_endpoint: 'https://10.0.0.5/token' } }),
  'imp-23': caseFile({ values: { token_endpoint: 'https://evil.example/t' } }),
  'imp-24': caseFile({
    vendor: 'custom',
    values: { authorization_endpoint: 'javascript:alert(1)' },
  }),
  'imp-25': caseFile({ vendor: 'custom', values: { redirect_uri: 'https://evil.example/cb' } }),
}

interface Generated {
  readonly $gen?: string
  readonly prefix?: string
  readonly unit?: string
  readonly count?: number
  readonly hex?: string
}

/** The file as it lies on the disk; of a compressed one, its beginning. */
function given(id: string, file: unknown): string | Uint8Array {
  const own = translated[id]
  if (own !== undefined || typeof file === 'string') return own ?? String(file)
  const { $gen, hex, prefix = '', unit = '', count = 0 } = file as Generated
  if ($gen === 'bytes') return expand({ $gen, ...(hex === undefined ? {} : { hex }) }).bytes
  if ($gen === 'gzip-zeros') return Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xed, 0xc1)
  return prefix + unit.repeat(Math.min(count, (20 << 20) + 1))
}

/** Sealed exports are opened before they come here. */
const sealed = ['imp-27', 'imp-28', 'imp-29']
/** HAR has a suite of its own; an empty one is refused in its own words. */
const ownWords: Readonly<Record<string, string>> = { 'imp-31': 'har_empty' }

const verdictOf = (arrival: Arrival) => {
  if (arrival.kind === 'problem')
    return { outcome: 'import_rejected', codes: [arrival.problem.code], stored: false }
  const notes =
    arrival.kind === 'sessions'
      ? arrival.sessions.flatMap((one) => one.notes)
      : arrival.kind === 'drafts'
        ? arrival.notes
        : []
  return { outcome: 'import_with_warning', codes: codesOf(notes), stored: true }
}

describe('a case of a way in that is not known here', () => {
  it('is refused in words: kept, it would be a walk that nothing opens', async () => {
    for (const flow of ['renamed-since', 'toString']) {
      const arrival = await readArrival(caseFile({ flow }), arriving())
      expect(arrival).toMatchObject({ kind: 'problem', problem: { code: 'flow_unknown' } })
    }
  })
})

describe('a hostile import (T96, T97)', () => {
  it.each(imports.filter(({ id }) => !sealed.includes(id)))(
    '$id: $title',
    async ({ id, input, expect: wanted }) => {
      const verdict = verdictOf(await readArrival(given(id, input.file), withAnyServer()))
      expect(verdict).toMatchObject({ outcome: wanted.outcome, stored: wanted.stored })
      expect(verdict.codes).toContain(ownWords[id] ?? wanted.code)
      expect({}).not.toHaveProperty('isAdmin')
      expect({}).not.toHaveProperty('x')
    },
  )

  it('of 60 MiB is known by its size alone', async () => {
    expect(sizeProblem(60 << 20)?.code).toBe('too_large')
    expect(sizeProblem(20 << 20)).toBeUndefined()
    let read = false
    const huge = new Proxy(new Uint8Array(0), {
      get: (bytes, name) => {
        if (name === 'length') return 60 << 20
        read = true
        return Reflect.get(bytes, name) as unknown
      },
    })
    expect((await readArrival(huge, arriving())).kind).toBe('problem')
    expect(read).toBe(false)
  })
})

describe('a sealed export', () => {
  const sealed = (data: string) => `{"format":"grantwalk-sealed","version":1,"data":"${data}"}`

  it('waits for its passphrase, and may take the room that sealing costs', async () => {
    expect(await readArrival(sealed('x'), arriving())).toMatchObject({ kind: 'sealed' })
    const text = `{"version":1,"format":"grantwalk-sealed"}`
    expect(await readArrival(text, arriving())).toEqual({ kind: 'sealed', text })
    const large = sealed('x'.repeat(25 << 20))
    expect(sizeProblem(large.length, large.slice(0, 100))).toBeUndefined()
    expect((await readArrival(large.replace('sealed', 'case'), arriving())).kind).toBe('problem')
  })
})

describe('a case file', () => {
  it('asks for what stood behind placeholders and for what its flow asks, each once', async () => {
    const values = { client_id: 'c', client_secret: '<client_secret#1 len=12>' }
    const [one] = walksIn(await readArrival(caseFile({ values }), arriving()))
    expect(one?.missing).toEqual(['client_secret', 'password'])
    expect(one?.session.id).toBe('new-1')
    expect(one?.notes).toEqual([expect.objectContaining({ code: 'secrets_absent', tone: 'info' })])
  })

  it('that leads elsewhere warns', async () => {
    const values = { token_endpoint: 'https://evil.example/t' }
    const [one] = walksIn(await readArrival(caseFile({ values }), arriving()))
    expect(one?.notes[0]).toMatchObject({ code: 'vendor_endpoint_changed', tone: 'warning' })
  })

  it('may be bytes, with a mark at their beginning', async () => {
    const bytes = new TextEncoder().encode(`\uFEFF${caseFile()}`)
    expect(walksIn(await readArrival(bytes, arriving()))).toHaveLength(1)
  })
})

async function timed(file: string | Uint8Array): Promise<readonly [ms: number, Arrival]> {
  const begun = performance.now()
  const arrival = await readArrival(file, arriving())
  return [performance.now() - begun, arrival]
}

/** At most 200 ms, and what a plain recording takes at that moment: a busy machine makes everything slow. */
async function swift(file: string | Uint8Array): Promise<void> {
  const [ms, arrival] = await timed(file)
  expect(['sessions', 'drafts', 'callback', 'problem']).toContain(arrival.kind)
  if (arrival.kind === 'problem') expect(arrival.problem.means).not.toBe('')
  if (ms > 200) {
    const [plain] = await timed(har([{ request: signIn }]))
    const [again] = await timed(file)
    expect(Math.min(ms, again)).toBeLessThan(200 + 3 * plain)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
}

const har = (entries: unknown) => JSON.stringify({ log: { entries } })

describe('anything at all', () => {
  // The first of each kind loads what the rest use.
  const warm = Promise.all(
    [caseFile(), 'curl https://a.example', har([{ request: signIn }])].map(readOne),
  )

  it.each([
    ['text', fc.string({ unit: 'binary', maxLength: 400 })],
    ['JSON', fc.json({ maxDepth: 6 })],
    ['a case of random parts', fc.json().map((part) => caseFile(object(part)))],
    ['a HAR of random entries', fc.array(fc.jsonValue()).map(har)],
    ['a HAR of random requests', fc.array(requests()).map(har)],
    ['a curl command', fc.string({ maxLength: 300 }).map((text) => `curl ${text}`)],
    ['an address', fc.webUrl({ withQueryParameters: true, withFragments: true })],
  ] as const)('is read or refused, quickly, and changes nothing: %s', async (_name, texts) => {
    await warm
    await fc.assert(fc.asyncProperty(texts, swift), { numRuns: 150 })
  })

  it('is read or refused as bytes', async () => {
    await warm
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), swift))
  })

  it('is never worse for a case file in which something was changed', async () => {
    await warm
    const whole = caseFile({ exchanges: [exchange], values: { client_id: 'c' } })
    expect(walksIn(await readArrival(whole, arriving()))).toHaveLength(1)
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 12 }))
    const changed = cut.map(
      ([at, length, text]) => whole.slice(0, at) + text + whole.slice(at + length),
    )
    await fc.assert(fc.asyncProperty(changed, swift), { numRuns: 500 })
  })

  it('is never worse for a value of a case file that became another', async () => {
    await warm
    const paths = fc.constantFrom('step', 'route', 'startedAt', 'built', 'sent', 'outcome', 'wire')
    const changed = fc
      .tuple(paths, fc.jsonValue())
      .map(([name, value]) => caseFile({ exchanges: [{ ...exchange, [name]: value }] }))
    await fc.assert(fc.asyncProperty(changed, swift), { numRuns: 300 })
  })
})

const signIn = { method: 'POST', url: 'http://localhost:7862/amm/api/oauth/token' }

const readOne = (text: string) => readArrival(text, arriving())

const object = (json: string): object => {
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? value : { values: value }
}

function requests() {
  const names = fc.constantFrom(
    ...['grant_type', 'response_type', 'client_id', 'code', 'state', 'redirect_uri', '__proto__'],
  )
  const pairs = fc.array(fc.tuple(names, fc.string({ maxLength: 20 })), { maxLength: 6 })
  const paths = fc.constantFrom(
    ...['http://localhost:7862/amm/api/oauth/token', 'https://a.example/api/oauth/authorize'],
    ...['http://localhost:7862/aruba/oauth2/token', 'http://localhost:7862/amm/%E0%A4%A'],
  )
  const location = fc.constantFrom('//x', 'http://[', '/cb?code=1&state=2', 'javascript:0?code=1')
  return fc
    .tuple(fc.constantFrom('GET', 'POST', 'OPTIONS'), paths, pairs, location, fc.json())
    .map(([method, path, query, back, text]) => ({
      startedDateTime: '2026-11-20T00:00:00Z',
      request: { method, url: `${path}?${new URLSearchParams(query)}`, headers: [] },
      response: {
        ...{ status: 302, headers: [{ name: 'Location', value: back }] },
        content: { text },
      },
    }))
}

const sent = { method: 'GET', url: 'https://a.example/', headers: [['accept', '*/*']] }
const exchange = {
  ...{ id: 'x1', step: 'token', route: 'relay', startedAt: 1, endedAt: 2, built: sent, sent },
  outcome: {
    kind: 'failed',
    problem: { kind: 'network_error', code: 'no_answer', means: 'm', remedy: 'r' },
  },
}
