/** The resource owner's password: older than every better way, and still met (RFC 6749 section 4.3). */
import { rfc } from '../../core/source.ts'
import type { Field, Pitfall, RequestStep } from '../../core/vendor.ts'
import { tokensBack, wishes } from './ask-back.ts'
import { tokenCall, tokenPitfalls } from './shared.ts'
import { documented } from './sources.ts'

export const personFields: readonly Field[] = [
  {
    name: 'username',
    label: 'User name',
    sample: 'jane.doe@example.com',
  },
  {
    name: 'password',
    label: 'Password',
    kind: 'password',
    hint: 'The application sees it: that is what is wrong with this flow.',
    sample: 'correct-horse',
  },
]

export const passwordPitfalls: readonly Pitfall[] = [
  {
    says: 'invalid_grant',
    cause: 'User name or password is wrong, or the account is locked or wants a second factor.',
    remedy: 'Compare both. A second factor cannot be asked for in this flow: take another one.',
  },
  ...tokenPitfalls,
]

export const password: RequestStep = tokensBack({
  id: 'token',
  title: 'Hand in the password',
  phase: 'Get tokens',
  why: 'The person gives the password to the application, which hands it to the server. The application sees it and could keep it, and no second factor can be asked for.',
  asks: personFields,
  needs: ['token_endpoint', 'client_id'],
  gives: ['access_token'],
  call: tokenCall('password', (context) => ({
    username: context.need('username'),
    password: context.need('password'),
    ...wishes(context),
  })),
  look: ['The password stands in the body in clear. Only TLS keeps it from others.'],
  pitfalls: passwordPitfalls,
  deviations: [
    {
      how: 'This walk uses the grant all the same, because servers still offer it.',
      rule: 'It must not be used any more.',
      rfc: rfc(9700, '2.4'),
      source: documented(rfc(9700, '2.4')),
    },
  ],
  links: [rfc(6749, '4.3.2')],
})
