/** Usage Engine's steps up to an opened token: the application access, the audience, the token. */
import { claimsOf } from '../../core/answer/jwt.ts'
import { Refusal } from '../../core/problem.ts'
import type { Deviation } from '../../core/source.ts'
import { rfc } from '../../core/source.ts'
import { tokenStep } from '../../core/steps.ts'
import type { Context, LocalStep, RequestStep } from '../../core/vendor.ts'
import { baseOf } from './profile.ts'
import { client_id, client_secret, region, tokenPitfalls } from './shared.ts'
import { accesses, assumed, auth0, curlGuide, guide } from './sources.ts'
import { credentialsFor, token_format } from './token-request.ts'

export const tokens = ['access_token', 'token_type', 'expires_in', 'scope'] as const

export const audienceParameter: Deviation = {
  how: 'The API is named with a parameter called audience.',
  rule: 'The parameter for it is called resource.',
  rfc: rfc(8707, '2'),
  source: guide,
}

export const refusals: Deviation = {
  how: 'A wrong secret is answered with access_denied, a wrong audience with 403.',
  rule: 'The codes for them are invalid_client and invalid_target.',
  rfc: rfc(6749, '5.2'),
  source: auth0,
}

export const access: LocalStep = {
  kind: 'local',
  id: 'access',
  title: 'Create an application access',
  phase: 'Prepare',
  action: 'Keep these details',
  why: 'Usage Engine gives tokens only to programs it knows. An administrator makes an application access, picks its permissions, and gets a client ID and a client secret for it.',
  asks: [region, client_id, client_secret],
  needs: [],
  gives: [],
  look: [
    'The client secret is shown once. Download JSON keeps both in a file; treat it like a password.',
    'The permissions you pick here are the scope of every token later.',
  ],
  pitfalls: [
    {
      cause: 'The menu Configuring Application Access is not there.',
      remedy: 'Only administrators have it. Ask one to create the access for you.',
    },
    {
      cause: 'The client secret was not kept.',
      remedy: 'It cannot be shown again. Create a new application access.',
    },
  ],
  notes: [
    { text: 'Only administrators can create application accesses.', source: guide },
    { text: 'The secret is shown on creation and never again.', source: accesses },
  ],
  links: [rfc(6749, '4.4')],
  make: () => ({}),
}

function audienceOf(context: Context): string {
  const base = baseOf(context.values['region'])
  if (context.values['audience_kind'] === 'other') return context.need('other_audience')
  return context.values['audience_kind'] === 'bare' ? base : `${base}/`
}

export const audience: LocalStep = {
  kind: 'local',
  id: 'audience',
  title: 'Choose the audience',
  phase: 'Prepare',
  action: 'Use this audience',
  why: 'A token is made for one API, and the audience says for which. Here it is the address the calls will go to, written with a slash at its end.',
  asks: [
    {
      name: 'audience_kind',
      label: 'Audience',
      kind: 'choice',
      initial: 'exact',
      choices: [
        {
          value: 'exact',
          label: 'With the slash',
          hint: 'The address of your region, as it is registered.',
        },
        {
          value: 'bare',
          label: 'Without the slash',
          hint: 'Almost right: the answer will be 403.',
        },
        { value: 'other', label: 'Another one', hint: 'Type it yourself.' },
      ],
    },
    {
      name: 'other_audience',
      label: 'Your own audience',
      kind: 'text',
      example: 'https://api.digitalroute.io/',
      when: (values) => values['audience_kind'] === 'other',
    },
  ],
  needs: [],
  gives: ['audience'],
  look: [
    'The audience has a slash at its end. The address of the token endpoint is of the same region.',
  ],
  pitfalls: tokenPitfalls.filter(({ status }) => status === 403),
  notes: [
    { text: 'The audience is the API address you are going to send requests to.', source: guide },
    {
      text: 'The region decides both the audience and the address of the token endpoint.',
      source: curlGuide,
    },
    { text: 'Without its slash the audience counts as another, unknown one.', source: auth0 },
  ],
  links: [rfc(8707, '2')],
  make: (context) => ({ audience: audienceOf(context) }),
}

export const chosenAudience = (context: Context): string => context.need('audience')

export const token: RequestStep = tokenStep({
  id: 'token',
  title: 'Ask for a token',
  phase: 'Get a token',
  why: 'The program shows its own credentials to the identity provider and gets a token for one hour. No person is involved: the program acts for itself.',
  asks: [token_format],
  needs: ['client_id', 'client_secret', 'audience'],
  gives: tokens,
  call: credentialsFor(chosenAudience),
  look: [
    'scope: the permissions of the application access. They were not asked for, they come from there.',
    'expires_in: 3600, one hour.',
    'There is no refresh_token.',
  ],
  pitfalls: tokenPitfalls,
  deviations: [audienceParameter, refusals],
  notes: [
    { text: 'A token is valid for one hour; expires_in says it in seconds.', source: guide },
    {
      text: 'At most 1000 requests in five minutes; an older page says 10 in a second.',
      source: guide,
    },
    { text: 'HTTP Basic is not documented here; the sandbox accepts it.', source: assumed },
  ],
  links: [rfc(6749, '4.4.2')],
})

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function openToken(context: Context): Record<string, string> {
  const claims = claimsOf(context.need('access_token'))?.claims
  if (claims === undefined)
    throw new Refusal({
      kind: 'malformed_response',
      code: 'not_a_jwt',
      means: 'The access token is not a JWT, so it cannot be read here.',
      remedy: 'Go on: the API takes it all the same. Only this look inside is left out.',
      source: rfc(7519, '3'),
    })
  const named = {
    token_audience: [claims['aud']].flat().map(asText).join(' '),
    token_grant: asText(claims['gty']),
    token_client: asText(claims['azp']),
    token_lifetime: String(Number(claims['exp']) - Number(claims['iat'])),
    account_id: asText(claims['accountId']),
    token_permissions: Array.isArray(claims['permissions'])
      ? claims['permissions'].map(asText).join(' ')
      : asText(claims['scope']),
  }
  return Object.fromEntries(
    Object.entries(named).filter(([, value]) => !['', 'NaN'].includes(value)),
  )
}

export const open: LocalStep = {
  kind: 'local',
  id: 'open',
  title: 'Open the token',
  phase: 'Get a token',
  action: 'Read the token',
  why: 'This token is a JWT: anyone who holds it can read it, only its issuer can make it. Looking inside answers most questions about a 401 or a 403 before they are asked.',
  needs: ['access_token'],
  gives: ['token_audience', 'token_lifetime', 'token_permissions'],
  optional: true,
  look: [
    'aud is the audience you chose, letter by letter.',
    'gty is client-credentials, azp is your client ID: the token speaks for a program.',
    'exp − iat is 3600.',
    'accountId is your account at DigitalRoute.',
  ],
  notes: [
    { text: 'Grantwalk reads the token and does not check its signature.', source: assumed },
    { text: 'gty, azp and a subject ending in @clients are what Auth0 writes.', source: auth0 },
  ],
  links: [rfc(7519, '4.1'), rfc(9068, '2.2')],
  make: openToken,
}
