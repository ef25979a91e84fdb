/** Case files as somebody sends them, friend or not. */
import { describe, expect, it } from 'vitest'
import { vendors } from '../../vendors/index.ts'
import imports from '../cases/import.json' with { type: 'json' }
import type { Session } from '../session.ts'
import { readCaseFile } from './case-file.ts'
import { foreignOrigins } from './case-places.ts'

const [some] = vendors
if (some === undefined) throw new Error('There is no vendor.')
const vendor = (id: string, origins: readonly string[]) => ({
  profile: { ...some.profile, id, origins, hosts: () => ({}) },
})

const known = {
  id: () => 'new-id',
  vendors: [...vendors, vendor('generic', [])].map((one) =>
    one.profile.id === 'aruba' ? vendor('aruba', ['https://a.example']) : one,
  ),
  environment: (id: string) => ({
    callback: `http://localhost:7861/callback/${id}`,
    sandbox: 'http://localhost:7862',
  }),
}

const session: Session = {
  version: 2,
  id: 's1',
  name: 'A case',
  vendor: 'aruba',
  flow: 'code',
  target: 'live',
  createdAt: 1,
  updatedAt: 2,
  values: {},
  exchanges: [],
}

const request = { method: 'GET', url: 'https://a.example/', headers: [] }
const exchange = {
  id: 'x1',
  step: 'token',
  route: 'relay',
  startedAt: 1,
  endedAt: 2,
  built: request,
  sent: request,
  outcome: {
    kind: 'failed',
    problem: { kind: 'network_error', code: 'no_answer', means: 'm', remedy: 'r' },
  },
}

const file = (more: object = {}, top: object = {}): string =>
  JSON.stringify({ format: 'grantwalk-case', version: 1, session: { ...session, ...more }, ...top })

const injected = (text: string): string => file().replace('{', `{${text},`)

/** The cases of the threat model in the shape of our own files. */
const files: Readonly<Record<string, string>> = {
  'imp-01': file(),
  'imp-03': 'hello',
  'imp-04': '',
  'imp-05': '\ufffdPNG\r\n\u001a\n',
  'imp-07': file({}, { version: 99 }),
  'imp-08': file({}, { version: '1' }),
  'imp-09': injected('"__proto__":{"isAdmin":true}'),
  'imp-11': injected('"constructor":{"prototype":{"x":1}}'),
  'imp-12': file({}, { surprise: 1 }),
  'imp-13': file({ exchanges: [exchange, exchange] }),
  'imp-15': file({ id: '../../x' }),
  'imp-16': file({ exchanges: Array.from({ length: 50_000 }, () => 0) }),
  'imp-17': ' '.repeat((20 << 20) + 1),
  'imp-19': '\u001f\ufffd\b\0\0',
  'imp-20': file({ name: '<img src=x onerror=alert(1)>' }),
  'imp-21': file({ vendor: 'generic', values: { token_endpoint: 'https://10.0.0.5/token' } }),
  'imp-23': file({ values: { token_endpoint: 'https://evil.example/t' } }),
  'imp-24': file({ values: { authorization_endpoint: 'javascript:alert(1)' } }),
  'imp-25': file({ values: { redirect_uri: 'https://evil.example/cb' } }),
  'imp-31': '{"log":{"version":"1.2","entries":[]}}',
}

/** Encrypted exports are read before this, and curl has a reader of its own. */
const elsewhere = ['imp-27', 'imp-28', 'imp-29', 'imp-32', 'imp-33']

describe('a hostile case file', () => {
  it.each(imports.filter(({ id }) => !elsewhere.includes(id)))(
    '$id: $title',
    ({ id, expect: wanted }) => {
      const result = readCaseFile(files[id] ?? 'no such case', known)
      if (result.kind === 'problem') {
        expect(wanted).toMatchObject({
          outcome: 'import_rejected',
          code: result.problem.code,
          stored: false,
        })
        expect(result.problem.remedy).toMatch(/\.$/)
      } else {
        expect(wanted).toMatchObject({ outcome: 'import_with_warning', stored: true })
        expect(result.notes.map(({ code }) => code)).toContain(wanted.code)
      }
      expect({}).not.toHaveProperty('isAdmin')
    },
  )

  it.each([
    [file({ exchanges: [{ ...exchange, surprise: 1 }] }), 'unknown_key'],
    [
      file({ exchanges: [{ ...exchange, sent: { ...request, url: 'javascript:alert(1)' } }] }),
      'endpoint_scheme',
    ],
    [file({ exchanges: [{ ...exchange, callback: 'data:text/html,x' }] }), 'endpoint_scheme'],
    [file({ values: { issuer: ' file:///etc/passwd' } }), 'endpoint_scheme'],
    [file({ flow: 'a b' }), 'id_syntax'],
    [file({ exchanges: [7] }), 'schema'],
    [
      file({
        exchanges: [{ ...exchange, wire: { hops: [], redirects: [], wireBytes: 1 } }],
      }).replace('"wireBytes":1', '"wireBytes":1e300'),
      'schema',
    ],
    [file({ target: 'moon' }), 'schema'],
    [file({ version: 3 }), 'schema'],
    [file({ values: { deep: { prototype: 1 } } }), 'forbidden_key'],
    [`{"a":${'['.repeat(100)}${']'.repeat(100)}}`, 'json_depth'],
  ])('number %# is refused', (text, code) => {
    const result = readCaseFile(text, known)
    expect(result.kind === 'problem' && result.problem.code).toBe(code)
  })
})

describe('a case that is taken', () => {
  it('has an id of its own, keeps what happened, and asks for the secrets', () => {
    const values = { client_id: 'c', client_secret: '<client_secret#1 len=12>' }
    const result = readCaseFile(file({ exchanges: [exchange], values }), known)
    if (result.kind === 'problem') throw new Error(result.problem.means)
    expect(result.session).toEqual({
      ...session,
      id: 'new-id',
      exchanges: [exchange],
      values: { client_id: 'c' },
      origin: 'Opened from a case file.',
    })
    expect(result.notes.map(({ code }) => code)).toEqual(['secrets_absent'])
    expect(result.absent).toEqual(['client_secret'])
  })

  it('has no value where a placeholder stands, of whatever kind, and says which are absent', () => {
    const values = {
      client_id: 'c',
      access_token:
        '<access_token#20417 jwt len=912 header alg=RS256 claims iss=https://a.example>',
      authorization: 'Basic <secret>',
      scope: 'read',
    }
    const result = readCaseFile(file({ values }), known)
    if (result.kind === 'problem') throw new Error(result.problem.means)
    expect(result.session.values).toEqual({ client_id: 'c', scope: 'read' })
    expect(result.absent).toEqual(['access_token', 'authorization'])
  })

  it.each(['pending', 'pinned', 'approved'])('cannot bring %s along', (name) => {
    const result = readCaseFile(file({ [name]: true }), known)
    expect(result.kind === 'problem' && result.problem.code).toBe('unknown_key')
  })

  it('warns of a secret in clear, and of an appliance that somebody else has named (T64)', () => {
    const values = { amm_address: '10.9.8.7', client_secret: 's' }
    const result = readCaseFile(file({ vendor: 'amm', values }), known)
    if (result.kind === 'problem') throw new Error(result.problem.means)
    expect(result.notes.map(({ code }) => code)).toEqual(['target_not_approved', 'secrets_present'])
    expect(result.notes[0]?.text).toContain('https://10.9.8.7')
  })

  it('has a name, tags and a note that fit on a screen and reorder nothing around them', () => {
    const long = 'L'.repeat(30_000)
    const tags = [
      '\u202ecus\u0007tomer ',
      'customer',
      '\u2066',
      ...Array.from({ length: 300 }, (_, n) => String(n)),
    ]
    const words = { name: `\u202e a\n${long}`, tags, note: `one\n\u202etwo ${long}` }
    const result = readCaseFile(file(words), known)
    if (result.kind === 'problem') throw new Error(result.problem.means)
    const { name, tags: kept = [], note = '' } = result.session
    expect(name).toMatch(/^a L{197}…$/)
    expect(kept.length).toBe(20)
    expect(kept.slice(0, 2)).toEqual(['customer', '0'])
    expect(note).toMatch(/^one\ntwo L+…$/)
    expect(note.length).toBe(10_000)
    const nameless = readCaseFile(file({ name: '\u202e ' }), known)
    expect(nameless.kind === 'session' && nameless.session.name).toBe('A case')
  })

  it('may be of a vendor that nobody knows here', () => {
    const result = readCaseFile(file({ vendor: 'acme' }), known)
    expect(result.kind === 'session' && result.notes[0]?.code).toBe('vendor_unknown')
  })
})

describe('where a walk from elsewhere goes, long after it was opened (T64)', () => {
  const origins = (
    vendorId: string,
    values: Session['values'],
    target: Session['target'] = 'live',
  ) => foreignOrigins({ ...session, vendor: vendorId, target, values }, known)

  it.each(['live', 'sandbox'] as const)(
    'names the servers its maker chose, each once, in a walk that says %s',
    (target) => {
      const values = {
        token_endpoint: 'https://tokens.evil.example/t',
        revocation_endpoint: 'https://tokens.evil.example/r',
        authorization_endpoint: 'https://login.example/a',
        redirect_uri: 'https://evil.example/cb',
        client_id: 'https://an.id.example',
      }
      expect(origins('generic', values, target)).toEqual([
        'https://tokens.evil.example',
        'https://login.example',
        'https://evil.example',
      ])
    },
  )

  it('says nothing of the vendor, the sandbox, and where answers come back to here', () => {
    const here = {
      token_endpoint: 'http://localhost:7862/generic/token',
      redirect_uri: 'http://localhost:7861/callback/generic',
      issuer: 'no address',
    }
    expect(origins('generic', here, 'sandbox')).toEqual([])
    expect(origins('aruba', { token_endpoint: 'https://a.example/t' })).toEqual([])
    expect(origins('nobody', { token_endpoint: 'https://b.example/t' })).toEqual([])
  })

  it('names an appliance that somebody else typed', () => {
    expect(origins('amm', { amm_address: '10.9.8.7' })).toEqual(['https://10.9.8.7'])
  })
})
