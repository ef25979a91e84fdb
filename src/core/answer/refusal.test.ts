/** Every vendor's way of saying no is read, in its own words, with a cause and a way on. */
import { describe, expect, it } from 'vitest'
import { type CaseInput, responseOf } from '../cases/expand.ts'
import tokenCases from '../cases/token-response.json' with { type: 'json' }
import cases from '../cases/vendor-error.json' with { type: 'json' }
import { expectedOf, verdictOf } from '../cases/verdict.ts'
import { type HeaderPairs, type HttpResponse, utf8 } from '../http.ts'
import { Refusal } from '../problem.ts'
import { readApi } from './api.ts'
import { isRecord } from './json.ts'
import { refusalOf } from './refusal.ts'
import { visible, wordsOf } from './words.ts'

const answer = (status: number, body: unknown, headers: HeaderPairs = []): HttpResponse => ({
  status,
  statusText: '',
  httpVersion: '1.1',
  headers,
  body: utf8(typeof body === 'string' ? body : JSON.stringify(body)),
})

it('gave the cause of invalid_client where invalid_client_metadata was said', () => {
  const pitfalls = [{ says: 'invalid_client', cause: 'Not known.', remedy: 'Compare.' }]
  const told = (error: string) => refusalOf(answer(400, { error }), pitfalls).means
  expect(told('invalid_client')).toBe('Not known.')
  expect(told('invalid_client_metadata')).not.toBe('Not known.')
})

describe('a vendor error', () => {
  it.each(cases)('$id $title is $expect.outcome / $expect.code', async (one) => {
    const response = responseOf(one.input)
    const verdict = await verdictOf(() => {
      if (!one.expect.stored) throw new Refusal(refusalOf(response))
      const { json, findings } = readApi(response)
      const code = isRecord(json) ? json['auth_code'] : undefined
      return { gained: typeof code === 'string' ? { code } : {}, findings }
    })
    expect(verdict).toEqual({ ...expectedOf(one.expect), stored: one.expect.stored })
  })

  it('leaves no case out', () => {
    expect(cases).toHaveLength(16)
  })

  it('reads the key with blanks around it as the one that was meant', () => {
    const { json } = readApi(
      responseOf(cases.find(({ id }) => id === 'ven-06')?.input as CaseInput),
    )
    expect(json).toEqual({ auth_code: 'xxxx' })
  })

  it('keeps the line breaks of a description', () => {
    const response = responseOf(cases.find(({ id }) => id === 'ven-11')?.input as CaseInput)
    expect(refusalOf(response).said).toContain('endpoint.\r\nCorrelation ID: 0f')
  })
})

describe('the words of a server', () => {
  it.each([
    [
      'oauth',
      answer(400, { error: 'invalid_grant', error_description: 'Bad credentials' }),
      'invalid_grant: Bad credentials',
    ],
    ['named', answer(404, { errorCode: 404, errorDescription: 'Not Found' }), '404: Not Found'],
    ['named', answer(403, { errorName: 'eula', errorDescription: 'Accept it' }), 'eula: Accept it'],
    [
      'service',
      answer(400, { description: 'No such group', error_code: '0001', service_name: 'C' }),
      '0001: No such group',
    ],
    ['message', answer(429, { message: 'API rate limit exceeded' }), 'API rate limit exceeded'],
    ['message', answer(404, { status: 404, error: 'Not Found', path: '/x' }), 'Not Found'],
    [
      'problem',
      answer(400, { title: 'Bad Request', detail: 'x' }, [
        ['Content-Type', 'application/problem+json'],
      ]),
      'Bad Request: x',
    ],
    ['nested', answer(403, { error: { code: 403, message: 'Forbidden' } }), '403: Forbidden'],
    [
      'text',
      answer(503, 'upstream connect error\n', [['content-type', 'text/plain']]),
      'upstream connect error',
    ],
    ['empty', answer(429, ''), ''],
  ] as const)('are found in the %s shape', (shape, response, said) => {
    expect(wordsOf(response)).toMatchObject({ shape, said })
  })

  it('are the title and the text of a page, without its scripts', () => {
    const page =
      '<html><head><title>429 Too Many Requests</title><style>h1 > a {}</style></head><body><center><h1>429 Too Many Requests</h1></center><script>alert("<b>")</script><hr>open&amp;resty</body></html>'
    const { said } = wordsOf(answer(429, page, [['content-type', 'text/html']]))
    expect(said).toBe('429 Too Many Requests\n429 Too Many Requests open&resty')
  })

  const challenge =
    'Bearer realm="service" error="invalid_token" error_description="The \\"token\\" is invalid"'

  it('are in WWW-Authenticate when the body has none', () => {
    const words = wordsOf(answer(401, '', [['WWW-Authenticate', challenge]]))
    expect(words).toMatchObject({
      error: 'invalid_token',
      said: 'invalid_token: The "token" is invalid',
    })
  })

  it('are shown from both places when they differ', () => {
    const response = answer(401, 'Unauthorized', [['WWW-Authenticate', challenge]])
    expect(wordsOf(response).said).toBe('Unauthorized\ninvalid_token: The "token" is invalid')
    const both = answer(401, { error: 'unauthorized' }, [['www-authenticate', challenge]])
    expect(wordsOf(both)).toMatchObject({ error: 'unauthorized' })
    expect(wordsOf(both).said).toContain('invalid_token')
  })

  it('are shown once when both places say the same', () => {
    const body = { error: 'invalid_token', error_description: 'The access token expired' }
    const response = answer(401, body, [['www-authenticate', challenge]])
    expect(wordsOf(response).said).toBe('invalid_token: The access token expired')
  })

  it('never hide anything on the screen (T75)', () => {
    const response = responseOf(tokenCases.find(({ id }) => id === 'tok-61')?.input as CaseInput)
    expect(visible(refusalOf(response).said ?? '')).toBe(
      'access_denied: \\u202Eetirw\\u0007\\u001B[31m',
    )
  })
})

describe('refusalOf', () => {
  it('tells the known pitfall instead of the standard cause', () => {
    const response = answer(400, { error: 'invalid_grant', error_description: 'Bad credentials' })
    const pitfalls = [
      { status: 401, says: 'bad credentials', cause: 'no', remedy: 'no' },
      {
        status: 400,
        says: 'bad credentials',
        cause: 'The password is wrong.',
        remedy: 'Type it again.',
      },
    ]
    expect(refusalOf(response, pitfalls)).toEqual({
      kind: 'oauth_error',
      code: 'invalid_grant',
      said: 'invalid_grant: Bad credentials',
      means: 'The password is wrong.',
      remedy: 'Type it again.',
    })
  })

  it.each([
    ['Retry-After', '1', 'Retry-After asks to wait 1 second.'],
    [
      'X-Rate-Limit-Retry-After-Seconds',
      '126',
      'X-Rate-Limit-Retry-After-Seconds asks to wait 126 seconds.',
    ],
    ['retry-after', '999999999999', 'retry-after asks to wait an hour or more.'],
  ])('names %s and how long it asks to wait', (name, value, sentence) => {
    const { means, code } = refusalOf(answer(429, '', [[name, value]]))
    expect(code).toBe('rate_limited')
    expect(means).toContain(sentence)
  })

  it('calls every 429 rate_limited, whatever code came with it', () => {
    const body = { error: 'access_denied', error_description: 'Global limit has been reached' }
    expect(refusalOf(answer(429, body))).toMatchObject({
      kind: 'vendor_error',
      code: 'rate_limited',
      said: 'access_denied: Global limit has been reached',
    })
  })

  it('names the window that is used up', () => {
    const headers = [
      ['X-RateLimit-Limit-second', '7'],
      ['X-RateLimit-Remaining-second', '6'],
      ['X-RateLimit-Limit-day', '5000'],
      ['X-RateLimit-Remaining-day', '0'],
    ] as const
    expect(refusalOf(answer(429, { message: 'no' }, headers)).means).toContain(
      'X-RateLimit-Remaining-day',
    )
    expect(refusalOf(answer(429, { message: 'no' }, headers)).means).toContain('5000 per day')
  })

  it.each([401, 403, 404, 405, 406, 408, 413, 415, 429, 500, 502, 503, 504, 511, 418, 302, 200])(
    'has a cause and a remedy for a bare %i',
    (status) => {
      const { means, remedy, code } = refusalOf(answer(status, ''))
      expect(means).toMatch(/\.$/)
      expect(remedy).toMatch(/\.$/)
      expect(code).toMatch(/^[a-z0-9_]+$/)
    },
  )

  it('follows no redirect (T25)', () => {
    const { kind, code } = refusalOf(answer(307, '', [['location', 'https://other.example/']]))
    expect([kind, code]).toEqual(['malformed_response', 'unexpected_redirect'])
  })

  it('never throws, whatever came', () => {
    for (const { input } of [...tokenCases, ...cases]) {
      const problem = refusalOf(responseOf(input))
      expect(problem.means).not.toBe('')
    }
  })
})
