/** What Adobe's steps make of their fields and of the answers that come back. */
import { describe, expect, it } from 'vitest'
import { choicesOf, contextOf, fieldsOf, problemsOf } from '../../core/flow.ts'
import { type HttpRequest, textOf } from '../../core/http.ts'
import type { Session } from '../../core/session.ts'
import { walker } from '../contract.test-support.ts'
import { adobe } from './index.ts'
import { followable, isReportPath, linkChoices } from './report-links.ts'
import {
  answer,
  before,
  lastOf,
  main,
  problemOf,
  received,
  requestOf,
  stepOf,
} from './walked.test-support.ts'

describe('the statement', () => {
  it('loses the line break that a download brings', async () => {
    const { session, run } = await before(main, 'statement')
    const file = session.values['statement_file'] ?? ''
    const after = await run({ statement_file: `${file}\r\n` })
    expect(after.values['software_statement']).toBe(file)
  })

  it('is refused when it is another file', async () => {
    const { run } = await before(main, 'statement')
    const problem = await problemOf(run({ statement_file: 'client_id=abc' }))
    expect(problem.code).toBe('software_statement_invalid')
  })

  it('names its software by sub, where software_id is missing', async () => {
    const { run } = await before(main, 'decode_statement')
    const { values } = await run()
    expect(values['software_id']).toBe('08664e7d-3f0a-4c1b-9a54-6d2e7b1c9f10')
    expect(values['statement_claims']).not.toContain('"exp"')
  })
})

describe('looking inside', () => {
  const jwt = (claims: string) => `${btoa('{"alg":"RS256"}')}.${btoa(claims)}.x`.replaceAll('=', '')

  it('writes numbers of any size, and says when there is nothing to say', async () => {
    const { run } = await before(main, 'decode_token')
    const { values } = await run({ access_token: jwt('{"exp":12345678901234567890}') })
    expect(values['token_claims']).toContain('12345678901234567890')
    expect(values['token_scopes']).toBe('none named')
    expect(values['token_lifetime']).toBe('not named')
  })

  it('refuses a token that is no JWT, and says that it may work all the same', async () => {
    const { run } = await before(main, 'decode_token')
    const problem = await problemOf(run({ access_token: 'opaque' }))
    expect(problem).toMatchObject({ code: 'not_a_jwt' })
    expect(problem.remedy).toContain('may still work')
  })
})

describe('registering', () => {
  it('sends the device only when it was described', async () => {
    const named = await requestOf(main, 'register', {})
    const unnamed = await requestOf(main, 'register', { x_device_info: '' })
    const device = (request: HttpRequest) =>
      request.headers.find(([name]) => name === 'x-device-info')?.[1]
    expect(JSON.parse(atob(device(named) ?? ''))).toMatchObject({ osName: 'tvOS' })
    expect(device(unnamed)).toBeUndefined()
  })

  it('leaves redirect_uri out when it is empty, and keeps it singular otherwise', async () => {
    const body = async (redirect_uri: string) =>
      Object.keys(JSON.parse(textOf(await requestOf(main, 'register', { redirect_uri }))) as object)
    expect(await body('')).toEqual(['software_statement'])
    expect(await body('https://a.example')).toEqual(['software_statement', 'redirect_uri'])
  })

  it('is never filled in with a statement or a redirect URI for a live walk', async () => {
    const { start } = await walker(adobe)
    const live = { ...start(main), target: 'live' as const, values: {} }
    const fields = main.steps.flatMap((step) => fieldsOf(step, live))
    const filled = fields.filter((field) => field.initial !== undefined).map(({ name }) => name)
    expect(filled).not.toContain('statement_file')
    expect(filled).not.toContain('redirect_uri')
    expect(filled).not.toContain('device_info')
  })

  it('tells an HTML 429 as a limit, with the remedy', async () => {
    const page = answer(429, 'text/html', '<html><body>429 Too Many Requests</body></html>')
    for (const id of ['register', 'token']) {
      const problem = await problemOf(received(main, id, page))
      expect(problem).toMatchObject({ kind: 'vendor_error', code: 'rate_limited' })
      expect(problem.remedy).toContain('Wait a second')
    }
  })

  it('tells a revoked statement from a damaged one', async () => {
    const remedy = async (error: string) => {
      const response = answer(400, 'application/json', JSON.stringify({ error }))
      return (await problemOf(received(main, 'register', response))).remedy
    }
    expect(await remedy('unapproved_software_statement')).toContain('tve-support@adobe.com')
    expect(await remedy('invalid_software_statement')).toContain('Download it')
  })
})

describe('the token', () => {
  it('is asked for in the body or in the query, in the order of the examples', async () => {
    const inBody = await requestOf(main, 'token', {})
    expect([...new URLSearchParams(textOf(inBody)).keys()]).toEqual([
      'grant_type',
      'client_id',
      'client_secret',
    ])
    expect(inBody.url).toMatch(/\/o\/client\/token$/)
    const inQuery = await requestOf(main, 'token', { parameters_in: 'query' })
    expect(inQuery.url).toMatch(/token\?grant_type=client_credentials&client_id=.+&client_secret=/)
    expect(inQuery.body).toBeUndefined()
    expect(inQuery.headers.map(([name]) => name)).not.toContain('content-type')
  })

  it('is renewed with the same credentials, and the registration is not repeated', async () => {
    const { session, run, clock } = await before(main, 'renew')
    clock.now += 21_600_000
    const after = await run()
    expect(after.values['client_id']).toBe(session.values['client_id'])
    expect(after.values['access_token']).not.toBe(session.values['access_token'])
    expect(after.values['previous_access_token']).toBe(session.values['access_token'])
    expect(after.exchanges.filter(({ step }) => step === 'register')).toHaveLength(1)
  })
})

describe('a live walk', () => {
  it('goes to Adobe’s two hosts, and to no other', async () => {
    const { session, environment, powers } = await before(main, 'wrong_secret')
    const live: Session = { ...session, target: 'live' }
    const context = contextOf(live, adobe.profile, environment, powers)
    const sending = main.steps.filter((step) => step.kind === 'request')
    const urls = await Promise.all(sending.map(async (step) => (await step.request(context)).url))
    expect(new Set(urls.map((url) => new URL(url).origin))).toEqual(new Set(adobe.profile.origins))
    expect(urls.slice(0, 3)).toEqual([
      'https://sp.auth.adobe.com/o/client/register',
      'https://sp.auth.adobe.com/o/client/token',
      'https://mgmt.auth.adobe.com/cmu/v2',
    ])
  })

  it('opens Adobe’s own dashboard, the sandbox its simulated one', async () => {
    const { session, environment, powers } = await before(main, 'statement')
    const opens = (target: Session['target']) =>
      stepOf(main, 'statement').opens?.(
        contextOf({ ...session, target }, adobe.profile, environment, powers),
      )?.url
    expect(opens('live')).toBe('https://experience.adobe.com/#/pass/authentication')
    expect(opens('sandbox')).toBe('http://localhost:7862/adobe/dashboard')
  })
})

describe('following links', () => {
  it('offers the links of the last answer, and goes further down each time', async () => {
    const { session, run, step } = await before(main, 'drill')
    const drill = stepOf(main, 'drill')
    const offered = (at: Session) =>
      fieldsOf(drill, at).flatMap((field) => choicesOf(field, at.values).map(({ value }) => value))
    expect(offered(session)).toEqual(['/cmu/v2/tenant', '/cmu/v2/year', '/cmu/v2/mvpd'])
    const below = await run({ report_path: '/cmu/v2/year' })
    expect(offered(below)).toEqual(['/cmu/v2/year/month', '/cmu/v2'])
    const further = await step(below, drill)
    expect(lastOf(further).sent.url).toMatch(/\/cmu\/v2\/year\/month$/)
  })

  it('never carries the token to somebody else', async () => {
    const foreign = [
      'https://evil.example/cmu/v2',
      '//evil.example/cmu/v2',
      '/other',
      '/cmu/v2@evil',
    ]
    for (const href of foreign) {
      expect(isReportPath(href), href).toBe(false)
      expect(followable({ _links: { 'drill-down': { href } } }), href).toEqual({})
    }
    const { session } = await before(main, 'drill')
    const values = { ...session.values, report_path: '//evil.example' }
    expect(problemsOf(stepOf(main, 'drill'), { ...session, values })).toHaveLength(1)
  })

  it('takes one link or several, and nothing where there are none', () => {
    const one = followable({ _links: { 'drill-down': { href: '/cmu/v2/year' } } })
    expect(linkChoices(one)).toEqual([
      { value: '/cmu/v2/year', label: '/cmu/v2/year', hint: 'drill-down' },
    ])
    expect(followable({ _links: { 'drill-down': [7, null, { href: 1 }] } })).toEqual({})
    expect(followable([])).toEqual({})
    expect(linkChoices({})).toEqual([])
  })
})

describe('formats and filters', () => {
  it.each([
    ['.xml', 'csv', 'application/json', 'The extension decided: application/xml'],
    ['none', 'csv', 'application/json', 'The parameter format decided: text/csv'],
    ['none', 'none', 'text/html', 'The header Accept decided: text/html'],
    ['none', 'none', 'none', 'Nothing decided: application/json'],
  ])('says who won: %s, %s, %s', async (file_extension, format_parameter, accept, text) => {
    const { run } = await before(main, 'formats')
    const after = await run({ file_extension, format_parameter, accept })
    const { outcome } = lastOf(after)
    expect(after.values['decided_format']).toBe(text)
    expect(outcome.kind === 'accepted' && outcome.findings).toEqual([])
  })

  it('keeps the name of a file, and notices when another format came', async () => {
    const { run } = await before(main, 'formats')
    expect((await run()).values['report_file']).toMatch(/^report__2026-01-01_2026-11-20_1000\.csv$/)
    const receipt = await received(main, 'formats', answer(200, 'application/xml', '<a/>'))
    expect(receipt.findings?.map(({ code }) => code)).toEqual(['format_differs'])
  })

  it('writes filters as they are meant', async () => {
    const { url } = await requestOf(main, 'filter', {
      filters: ' tenant=ESPN \nmvpd!=A & B\nplatform\n',
      report_start: '2026-11-01T00:00',
    })
    expect(new URL(url).search).toBe(
      '?tenant=ESPN&mvpd!=A%20%26%20B&platform&start=2026-11-01T00:00&metrics=active-users,active-sessions',
    )
  })
})
