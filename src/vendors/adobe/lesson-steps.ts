/** Questions that CMU must refuse, so that its refusals are known when they come unasked. */
import { readApi } from '../../core/answer/api.ts'
import type { HttpRequest } from '../../core/http.ts'
import { rfc } from '../../core/source.ts'
import { bearer, refusedStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { withAccept } from './format-steps.ts'
import { report, reportPitfalls } from './shared.ts'
import { assumed, reports } from './sources.ts'

const phase = 'See it refuse'

const get = (context: Context, path: string) =>
  bearer('GET', report(context, path), context.need('access_token'))

interface Lesson {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly expect: readonly number[]
  readonly look: readonly string[]
  readonly otherwise: { readonly means: string; readonly remedy: string }
  readonly request: (context: Context) => HttpRequest | Promise<HttpRequest>
}

const lesson = (words: Lesson): RequestStep =>
  refusedStep({
    ...words,
    phase,
    needs: ['access_token'],
    gives: [],
    optional: true,
    pitfalls: reportPitfalls,
    notes: [{ text: 'The text of the refusal is not documented.', source: assumed }],
  })

export const badPath = lesson({
  id: 'bad_path',
  title: 'Ask for a report that is not kept',
  why: 'Reports are added up beforehand, so only the paths of the tree exist. A day before its year is not one of them.',
  expect: [404],
  request: (context) => get(context, '/cmu/v2/day/year'),
  look: ['404, as plain text: refused, as it should be.'],
  otherwise: {
    means: 'CMU keeps a report for this path after all.',
    remedy: 'Look at what it contains: the tree has grown.',
  },
})

export const badDate = lesson({
  id: 'bad_date',
  title: 'Ask with a date that is none',
  why: 'What is wrong with a question is told in words, as plain text. A program that expects JSON here loses the explanation.',
  expect: [400],
  request: (context) => get(context, '/cmu/v2/year/month?start=yesterday'),
  look: ['400, and a sentence that says what is wrong.'],
  otherwise: {
    means: 'CMU understood “yesterday”.',
    remedy: 'Look at self: it shows which start was taken.',
  },
})

export const badFormat = lesson({
  id: 'bad_format',
  title: 'Ask for a picture',
  why: 'Four formats are offered. When Accept allows none of them, there is nothing the server could send.',
  expect: [406],
  request: async (context) => withAccept(await get(context, '/cmu/v2/year/month'), 'image/png'),
  look: ['406: refused, as it should be.'],
  otherwise: {
    means: 'CMU ignored the header and sent what it liked.',
    remedy: 'Look at Content-Type before reading the body.',
  },
})

export const badMethod = lesson({
  id: 'bad_method',
  title: 'Send POST',
  why: 'The reports can only be read. The same refusal meets the OPTIONS request that a browser would send first, which is why a page cannot call CMU directly.',
  expect: [405],
  request: (context) => bearer('POST', report(context, '/cmu/v2'), context.need('access_token')),
  look: ['405: refused, as it should be.'],
  otherwise: { means: 'CMU took a POST.', remedy: 'Read the answer: the API has changed.' },
})

export const noToken = lesson({
  id: 'no_token',
  title: 'Ask without a token',
  why: 'This is what an expired token looks like as well: 401 and no JSON. The remedy is a new token, not a new registration.',
  expect: [401],
  request: (context) => ({
    method: 'GET',
    url: report(context, '/cmu/v2'),
    headers: [['accept', 'application/json']],
  }),
  look: ['401, and a WWW-Authenticate header.'],
  otherwise: {
    means: 'CMU answers without a token.',
    remedy: 'Tell Adobe’s support: these figures are not meant for everybody.',
  },
})

export const tokenInAddress: RequestStep = {
  kind: 'request',
  id: 'token_in_address',
  title: 'See the token in the address',
  phase,
  why: 'CMU takes the token in the query as well, which a browser could send without asking first. It works, and it leaves the token in every log and history on the way.',
  needs: ['access_token'],
  gives: [],
  optional: true,
  request(context) {
    const access_token = encodeURIComponent(context.need('access_token'))
    return {
      method: 'GET',
      url: `${report(context, '/cmu/v2/year')}?access_token=${access_token}`,
      headers: [['accept', 'application/json']],
    }
  },
  receive: (_context, response) => ({
    gained: {},
    findings: readApi(response, reportPitfalls).findings,
  }),
  look: ['200 without an Authorization header.', 'self leaves the token out.'],
  pitfalls: reportPitfalls,
  deviations: [
    {
      how: 'CMU documents access_token as a query parameter.',
      rule: 'It should not be used: addresses are logged, remembered and passed on.',
      rfc: rfc(6750, '2.3'),
      source: reports,
    },
  ],
  notes: [{ text: 'Whether self leaves the token out is not documented.', source: assumed }],
}
