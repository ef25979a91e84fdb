/** Step 1 of the guide: the login session, its two cookies, and the pace that steps 1 to 3 share. */
import { readApi } from '../../core/answer/api.ts'
import { readCookies } from '../../core/answer/cookies.ts'
import type { HttpResponse } from '../../core/http.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Field, Pitfall, Receipt, RequestStep } from '../../core/vendor.ts'
import { jsonRequest, loginBase, loginPitfalls } from './shared.ts'
import { assumed, guide, guideLink, pycentral } from './sources.ts'

/** One call a second, for these steps together. */
export const pace = { group: 'login', milliseconds: 1000 } as const

export const paceNote = { text: 'Steps 1 to 3 take one call a second together.', source: guide }

const cookies = ['csrftoken', 'session'] as const

/** @throws Refusal */
export function readSession(context: Context, response: HttpResponse): Receipt {
  const { gained, findings = [] } = readCookies(response, context.at(), cookies, context.now)
  const { csrftoken = '', session = '' } = gained
  return { gained: { csrf_token: csrftoken, session_cookie: session }, findings }
}

const loginFailures: readonly Pitfall[] = [
  {
    status: 401,
    says: 'Auth failure',
    cause:
      'The user name or the password is wrong, the account lives in another region, or the user signs in through SSO and has no password here.',
    remedy:
      'Try the same pair on Central’s own login page, and compare the region. A user with SSO can never log in by this call: take the flow “Offline token”.',
  },
  {
    status: 400,
    cause: 'A field is missing, the body is not JSON, or the client ID is unknown in this region.',
    remedy: 'Read the message, and compare the client ID with API Gateway → My Apps & Tokens.',
  },
  ...loginPitfalls,
]

interface LoginWords {
  readonly id: string
  readonly title: string
  readonly phase: string
  readonly why: string
  readonly optional?: true
}

const login = (words: LoginWords, asks: readonly Field[]): RequestStep => ({
  ...words,
  kind: 'request',
  asks,
  needs: ['client_id'],
  gives: ['session_cookie', 'csrf_token'],
  pace,
  request: (context) =>
    jsonRequest(
      'POST',
      `${loginBase(context)}/login?${new URLSearchParams({ client_id: context.need('client_id') })}`,
      { username: context.need('username'), password: context.need('password') },
    ),
  receive(context, response) {
    readApi(response, loginFailures)
    return readSession(context, response)
  },
  look: [
    '{"status":true}: the body says no more than that.',
    'Two Set-Cookie lines. csrftoken goes back as the header X-CSRF-Token, session as the header Cookie.',
    'session is HttpOnly: no script of a page may read it. That is why this step goes through the relay.',
  ],
  pitfalls: loginFailures,
  deviations: [
    {
      how: 'The client itself takes the user’s name and password and logs in with them.',
      rule: 'The user logs in at the authorization server; the client never sees the password.',
      rfc: rfc(6749, '4.1'),
      source: guide,
    },
  ],
  notes: [
    paceNote,
    {
      text: 'The guide prints both cookies in one line. Real answers have two lines; both are understood here.',
      source: pycentral,
    },
    { text: 'The session ends 15 minutes after its last use.', source: assumed },
  ],
  links: [guideLink, rfc(6265, '4.1')],
})

export const logIn = (username: Field, password: Field): RequestStep =>
  login(
    {
      id: 'login',
      title: 'Log in',
      phase: 'Get a token',
      why: 'Central gives a code only to somebody who is logged in. The answer has no token yet; it sets two cookies that the next steps must bring along.',
    },
    [username, password],
  )

export const logInAgain = (username: Field, password: Field): RequestStep =>
  login(
    {
      id: 'login_again',
      title: 'Log in again, if the session is old',
      phase: 'The end',
      why: 'Deleting a token is done with the login session, and that one may have ended meanwhile. This login keeps your tokens; going back to the first one would drop them.',
      optional: true,
    },
    [username, password],
  )
