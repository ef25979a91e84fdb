/** Arm's steps that a person takes elsewhere: having an account, copying a token, renewing the password. */
import { rfc } from '../../core/source.ts'
import type { LocalStep } from '../../core/vendor.ts'
import { opened } from './jwt-steps.ts'
import { assumed, authentication, b2c } from './sources.ts'

const REGISTER = 'https://developer.arm.com/register'
const TOKEN_PAGE = 'https://developer.arm.com/downloads/token'

const register = { title: 'Register an Arm account', url: REGISTER }

export const account: LocalStep = {
  kind: 'local',
  id: 'account',
  title: 'Have an Arm account',
  phase: 'Prepare',
  action: 'I have one',
  why: 'Arm shows a token only to people it knows. An account with an email and a password of its own is enough for trying things out.',
  needs: [],
  gives: [],
  make: () => ({}),
  pitfalls: [
    {
      cause: 'You sign in to Arm through your company’s login.',
      remedy: 'Such an account has no password at Arm. Register one with an email and a password.',
    },
  ],
  notes: [
    {
      text: 'A company login cannot be used where the password itself is sent on.',
      source: b2c,
    },
  ],
  links: [register],
}

/** People copy a token with what stands around it: the scheme, quotation marks, line breaks. */
export const cleaned = (pasted: string): string =>
  pasted
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^authorization:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .replace(/["'\s]/g, '')

export const page: LocalStep = {
  kind: 'local',
  id: 'page',
  title: 'Copy a token from Arm’s page',
  phase: 'Get a token',
  action: 'Take this token',
  why: 'Arm has a page for people: sign in there, and it shows an access token as text. It is good for one hour and has no refresh token, so it is for trying things out.',
  opens: (context) =>
    context.target === 'sandbox'
      ? { title: 'Open the sandbox’s token page', url: `${context.at()}/downloads/token` }
      : { title: 'Open Arm’s token page', url: TOKEN_PAGE },
  asks: [
    {
      name: 'pasted_token',
      label: 'The token from the page',
      kind: 'multiline',
      hint: 'It begins with eyJ and is very long. Quotation marks, line breaks and the word Bearer are taken away.',
      example: 'eyJ…',
      check: (value) =>
        cleaned(value).split('.').length === 3
          ? undefined
          : 'This is not a JWT: it needs three parts with two dots between. Copy it again, whole.',
    },
  ],
  needs: [],
  gives: ['access_token', 'token_type'],
  make(context) {
    const access_token = cleaned(context.need('pasted_token'))
    opened(access_token)
    return { access_token, token_type: 'Bearer' }
  },
  look: ['Two dots, three parts: header, claims, signature.'],
  pitfalls: [
    {
      says: 'not a JWT',
      cause: 'Only part of the token was copied, or something beside it.',
      remedy: 'Mark all of it on the page, copy it again and paste it here.',
    },
    {
      cause: 'The page refuses your email and password.',
      remedy: 'Sign in with an account of Arm’s own, not with your company’s login.',
    },
  ],
  notes: [
    { text: 'The page is for people: no program is meant to read it.', source: authentication },
    { text: 'The token lives one hour in the sandbox.', source: assumed },
  ],
  links: [{ title: 'Arm’s token page', url: TOKEN_PAGE }, rfc(6750, '2.1')],
}

export const apiAccount: LocalStep = {
  kind: 'local',
  id: 'account',
  title: 'Register an account for the API',
  phase: 'Prepare',
  action: 'I have one',
  why: 'The program gets an account of its own, so that nobody’s personal password lies on a server. Give its email to your Arm Partner Program Manager.',
  needs: [],
  gives: [],
  make: () => ({}),
  notes: [
    { text: 'This account works for the API and for nothing else at Arm.', source: authentication },
    {
      text: 'Arm recommends a shared inbox: a mail about the password comes every 180 days.',
      source: authentication,
    },
  ],
  links: [register],
}

export const everyHalfYear: LocalStep = {
  kind: 'local',
  id: 'every_180_days',
  title: 'Every 180 days',
  phase: 'The life of a token',
  action: 'Understood',
  why: 'Twice a year Arm wants to know that the account is still in use: a mail brings a link, and behind it a new password is set. Who misses it cannot sign in until it is done.',
  needs: [],
  gives: [],
  optional: true,
  opens: (context) =>
    context.target === 'sandbox'
      ? {
          title: 'Open the link of the mail, in the sandbox',
          url: `${context.at()}/account/verify`,
        }
      : undefined,
  make: () => ({}),
  look: [
    'Move the sandbox’s clock on by 180 days, ask for tokens, and see AADB2C90225.',
    'Then open the link of the mail and ask again.',
  ],
  pitfalls: [
    {
      status: 400,
      says: 'AADB2C90225',
      cause: 'The 180 days are over and nobody followed the link.',
      remedy: 'Open the link in the newest mail of the account’s inbox and set a new password.',
    },
  ],
  notes: [
    { text: 'Verify and change the password every 180 days.', source: authentication },
    { text: 'What B2C answers when it is overdue is not published.', source: assumed },
  ],
}
