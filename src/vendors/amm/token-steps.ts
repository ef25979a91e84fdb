/** AMM's steps that concern tokens: the Basic header, getting one, asking again. */

import { basic, basicCredentials } from '../../core/client-auth.ts'
import { rfc } from '../../core/source.ts'
import { type TokenCall, tokenStep } from '../../core/steps.ts'
import type { LocalStep, RequestStep } from '../../core/vendor.ts'
import { clientPitfalls, inQuery, parameters_in, placed, reuse, tokenEndpoint } from './shared.ts'
import { assumed, overview, spring } from './sources.ts'

/** A request to AMM's token endpoint, with the Basic header that was built before. */
export const tokenCall = (grant_type: string, parameters: TokenCall['parameters']): TokenCall => ({
  grant_type,
  endpoint: tokenEndpoint,
  auth: (context) => basic(context.need('basic_credentials')),
  parameters,
  shape: placed,
})

export const basicHeader: LocalStep = {
  kind: 'local',
  id: 'basic',
  title: 'Build the Basic header',
  phase: 'Prepare',
  action: 'Build the header',
  why: 'AMM wants to know which program is asking before it looks at who is asking. The client ID and secret are joined by a colon, written in base64, and sent in the Authorization header.',
  asks: [
    {
      name: 'basic_encoding',
      label: 'Encoding',
      kind: 'choice',
      initial: 'raw',
      choices: [
        {
          value: 'raw',
          label: 'Raw',
          hint: 'ID and secret as they are. This is what AMM’s own example does.',
        },
        {
          value: 'strict',
          label: 'Strict',
          hint: 'Form-encode both first, as RFC 6749 section 2.3.1 asks.',
        },
      ],
    },
  ],
  needs: ['client_id', 'client_secret'],
  gives: ['basic_credentials'],
  look: ['my_client:the_secret gives bXlfY2xpZW50OnRoZV9zZWNyZXQ=, as in AMM’s documentation.'],
  notes: [
    {
      text: 'AMM does not undo the form-encoding, so strict fails as soon as the ID or the secret holds more than letters and digits.',
      source: spring,
    },
  ],
  links: [rfc(6749, '2.3.1'), rfc(7617)],
  async make(context) {
    const encoding = context.values.basic_encoding === 'strict' ? 'strict' : 'raw'
    return {
      basic_credentials: await basicCredentials(
        context.need('client_id'),
        context.need('client_secret'),
        encoding,
      ),
    }
  },
}

export const tokens = [
  'access_token',
  'token_type',
  'refresh_token',
  'expires_in',
  'scope',
] as const

const userPitfalls = [
  {
    status: 400,
    says: 'Bad credentials',
    cause: 'The user name or the password is wrong.',
    remedy:
      'Try the same pair on AMM’s own login page. A remote user writes the name with its domain.',
  },
  {
    status: 400,
    says: 'User',
    cause: 'The user is disabled or locked.',
    remedy: 'Ask the administrator to enable the user.',
  },
] as const

const passwordCall = tokenCall('password', (context) => ({
  username: context.need('username'),
  password: context.need('password'),
}))

export const passwordToken: RequestStep = tokenStep({
  id: 'token',
  title: 'Get a token with the password',
  phase: 'Get a token',
  why: 'The person’s name and password are exchanged for tokens, so that the password need not be sent with every call. Grantwalk sees the password here; that is why this grant is no longer recommended.',
  asks: [
    {
      name: 'username',
      label: 'User name',
      hint: 'A user with the Develop privilege. Remote users may be written with their domain.',
      sample: 'operator',
    },
    { name: 'password', label: 'Password', kind: 'password', sample: 'operator-password' },
    parameters_in,
  ],
  needs: ['client_id', 'basic_credentials'],
  gives: tokens,
  call: passwordCall,
  look: [
    'expires_in: less than 86400 means that AMM handed out a token it had made before.',
    'Both tokens are UUIDs: they say nothing by themselves, only AMM can tell what they open.',
    'token_type is written bearer. That is legal; the header is still written Bearer.',
  ],
  pitfalls: [...clientPitfalls, ...userPitfalls],
  deviations: [
    inQuery,
    {
      how: 'AMM offers the password grant.',
      rule: 'It must not be used any more: the application sees the password.',
      rfc: rfc(9700, '2.4'),
      source: overview,
    },
  ],
  links: [rfc(6749, '4.3')],
})

export const exchangeCode: RequestStep = tokenStep({
  id: 'token',
  title: 'Exchange the code',
  phase: 'Get a token',
  why: 'The code came through the browser, where others may have seen it. It becomes a token only here, together with the client’s own secret, in a message the browser’s address bar never shows.',
  asks: [parameters_in],
  needs: ['client_id', 'basic_credentials', 'code', 'redirect_uri'],
  gives: tokens,
  call: tokenCall('authorization_code', (context) => ({
    code: context.need('code'),
    redirect_uri: context.need('redirect_uri'),
  })),
  look: [
    'expires_in: less than 86400 means that AMM handed out a token it had made before.',
    'A refresh token came too; the implicit flow never gives one.',
  ],
  pitfalls: [
    ...clientPitfalls,
    {
      status: 400,
      says: 'Invalid authorization code',
      cause:
        'The code was used before, is too old, or was never issued. A failed try uses it up too.',
      remedy: 'Go back to the login page and get a new code.',
    },
    {
      status: 400,
      says: 'Redirect URI mismatch',
      cause: 'redirect_uri is not the one the code was asked for with.',
      remedy: 'Use the same redirect URI in both steps, and get a new code: this one is used up.',
    },
    {
      status: 401,
      says: 'Client ID mismatch',
      cause: 'The code was issued to another client.',
      remedy: 'Use the client that started the flow.',
    },
  ],
  deviations: [inQuery],
  notes: [
    {
      text: 'A code is good for ten minutes in the sandbox. AMM’s real limit is not published.',
      source: assumed,
    },
    { text: 'PKCE is not mentioned by AMM. The sandbox ignores its parameters.', source: assumed },
  ],
  links: [rfc(6749, '4.1.3')],
})

export const askAgain: RequestStep = tokenStep({
  id: 'ask_again',
  title: 'Ask a second time',
  phase: 'The life of a token',
  why: 'AMM keeps one living token per client, user and scope. Asking again shows it: the same token comes back, with less time left.',
  needs: ['client_id', 'basic_credentials', 'username', 'password', 'access_token'],
  gives: tokens,
  optional: true,
  call: passwordCall,
  look: ['The access token is the one you already had.', 'expires_in is smaller than before.'],
  pitfalls: [...clientPitfalls, ...userPitfalls],
  deviations: [reuse, inQuery],
})
