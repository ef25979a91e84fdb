/** Usage Engine's refusals, made on purpose: each shows one answer a program must be ready for. */
import { readTokens } from '../../core/answer/tokens.ts'
import type { HttpRequest } from '../../core/http.ts'
import { rfc } from '../../core/source.ts'
import { bearer, refusedStep, tokenRequest } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { newType } from './api-steps.ts'
import { apiPitfalls, metering, tokenPitfalls } from './shared.ts'
import { accesses, assumed, auth0, reference } from './sources.ts'
import { credentialsFor, token_format } from './token-request.ts'
import { chosenAudience } from './token-steps.ts'

const phase = 'What can go wrong'

export const wrongAudience: RequestStep = refusedStep({
  id: 'wrong_audience',
  title: 'Leave out the slash',
  phase,
  why: 'The most common mistake with this API is one missing slash. Make it once on purpose, and you will know its answer when you meet it.',
  asks: [token_format],
  needs: ['client_id', 'client_secret', 'audience'],
  gives: [],
  optional: true,
  request: (context) =>
    tokenRequest(
      credentialsFor((given) => given.need('audience').replace(/\/+$/, '')),
      context,
    ),
  expect: [403],
  otherwise: {
    means: 'The audience was taken without its slash: this identity provider is more lenient.',
    remedy: 'Nothing to do. Write the slash all the same, as the documents do.',
  },
  look: [
    '403 access_denied “Service not enabled within domain”, with the audience as it was sent.',
  ],
  pitfalls: tokenPitfalls,
  deviations: [
    {
      how: 'An unknown audience is answered with 403 access_denied.',
      rule: 'The error for it is invalid_target, with status 400.',
      rfc: rfc(8707, '2'),
      source: auth0,
    },
  ],
  notes: [{ text: 'Audiences are compared letter by letter.', source: auth0 }],
  links: [rfc(8707, '2')],
})

export const noToken: RequestStep = refusedStep({
  id: 'no_token',
  title: 'Call without a token',
  phase,
  why: 'This is what the API says to a stranger. A program that sees it has forgotten the header, or its token is too old.',
  needs: ['access_token'],
  gives: [],
  optional: true,
  request: (context): HttpRequest => ({
    method: 'GET',
    url: metering(context, '/meter-types'),
    headers: [['accept', 'application/json']],
  }),
  expect: [401],
  otherwise: {
    means: 'The API answered without a token.',
    remedy: 'Tell DigitalRoute: it should not.',
  },
  look: ['401. WWW-Authenticate names the scheme, Bearer.'],
  notes: [{ text: 'The body of a refusal is not written anywhere.', source: assumed }],
  links: [rfc(6750, '3')],
})

export const conflict: RequestStep = refusedStep({
  id: 'conflict',
  title: 'Create the same meter type again',
  phase,
  why: 'Names are unique, so the second time is refused. A program that meets 409 looks for what is there instead of trying again.',
  needs: [
    'access_token',
    'created_type_id',
    'new_type_name',
    'new_type_unit',
    'new_type_aggregation',
  ],
  gives: [],
  optional: true,
  request: (context) =>
    bearer(
      'POST',
      metering(context, '/meter-types'),
      context.need('access_token'),
      newType(context),
    ),
  expect: [409],
  otherwise: {
    means: 'A second meter type of the same name was made.',
    remedy: 'List the meter types and delete one of the two.',
  },
  look: ['409, and a message that names the name.'],
  pitfalls: apiPitfalls,
  notes: [
    { text: '409 is among the documented answers.', source: reference },
    { text: 'That the name is what must be unique is not written there.', source: assumed },
  ],
})

export const validation: RequestStep = refusedStep({
  id: 'validation',
  title: 'Create a meter type without a name',
  phase,
  why: 'The API checks a body before it does anything with it. Nothing was made, so the same call may be sent again once it is right.',
  needs: ['access_token', 'new_type_name', 'new_type_unit', 'new_type_aggregation'],
  gives: [],
  optional: true,
  request: (context) => {
    const { name: _, ...nameless } = newType(context)
    return bearer('POST', metering(context, '/meter-types'), context.need('access_token'), nameless)
  },
  expect: [400],
  otherwise: {
    means: 'A meter type without a name was made.',
    remedy: 'List the meter types and delete it.',
  },
  look: ['400, and a message that names the field.'],
  pitfalls: apiPitfalls,
  notes: [{ text: '400 is among the documented answers.', source: reference }],
})

/** The same steps, asked by the other application access. */
const asReader = (context: Context): Context => ({
  ...context,
  need: (name) =>
    context.need(name === 'client_id' || name === 'client_secret' ? `reader_${name}` : name),
})

export const readerToken: RequestStep = {
  kind: 'request',
  id: 'reader_token',
  title: 'Get a token that may only read',
  phase,
  why: 'A program should get no more permissions than it needs. A second application access, with reading alone, shows what the API does when one is missing.',
  asks: [
    {
      name: 'reader_client_id',
      label: 'Client ID of the other access',
      sample: 'p3Xs8ZgWn5Lq1KvTy6RbMd0HcJf4AoEi',
      hint: 'An application access without create:meter_types.',
    },
    {
      name: 'reader_client_secret',
      label: 'Client secret of the other access',
      kind: 'password',
      sample: 'sandbox-read-only-access_4Tn8bVy2Ck6WqZs1MfPx9LgHd3JrUe5AiKoRtEw',
    },
    token_format,
  ],
  needs: ['audience'],
  gives: ['reader_access_token'],
  optional: true,
  request: (context) => tokenRequest(credentialsFor(chosenAudience), asReader(context)),
  async receive(_context, response) {
    const { gained, findings = [] } = await readTokens(response, { pitfalls: tokenPitfalls })
    return { gained: { reader_access_token: gained['access_token'] ?? '' }, findings }
  },
  look: ['scope is shorter: the permissions of the other application access.'],
  pitfalls: tokenPitfalls,
  notes: [{ text: 'Permissions are picked when an application access is made.', source: accesses }],
  links: [rfc(6749, '3.3')],
}

export const lackingScope: RequestStep = refusedStep({
  id: 'lacking_scope',
  title: 'Create with the reading token',
  phase,
  why: 'The token is genuine and fresh, and still not enough. 401 would mean “who are you?”; 403 means “I know, and you may not”.',
  needs: ['reader_access_token', 'new_type_name', 'new_type_unit', 'new_type_aggregation'],
  gives: [],
  optional: true,
  request: (context) =>
    bearer(
      'POST',
      metering(context, '/meter-types'),
      context.need('reader_access_token'),
      newType(context),
    ),
  expect: [403],
  otherwise: {
    means: 'The other application access may create meter types after all, and has made one.',
    remedy: 'List the meter types and delete the new one; choose an access with fewer permissions.',
  },
  look: ['403, and WWW-Authenticate says insufficient_scope and which scope would do.'],
  pitfalls: apiPitfalls.filter(({ status }) => status !== 403),
  deviations: [
    {
      how: '403 is missing among the documented answers.',
      rule: 'A token that does not cover the call is answered with 403 insufficient_scope.',
      rfc: rfc(6750, '3.1'),
      source: reference,
    },
  ],
  notes: [
    { text: 'Which scope opens which call is read from the scopes’ names.', source: auth0 },
    { text: 'The sandbox answers as RFC 6750 says.', source: assumed },
  ],
  links: [rfc(6750, '3.1')],
})
