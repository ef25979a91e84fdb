/** From a code to tokens, and from a refresh token to newer ones. */
import type { ExpectedTokens } from '../../core/answer/tokens.ts'
import { wantsNonce } from '../../core/dpop.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import { type TokenCall, tokenStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { withCheckedIdToken } from './id-token.ts'
import { given, isOn, tokenCall, tokenPitfalls } from './shared.ts'
import { core, documented } from './sources.ts'

/** A code goes only to the server it came from, whatever was found or typed since (T53, RFC 9700 section 4.4). */
function codeOfServer(context: Context): string {
  const code = context.need('code')
  const came = context.exchanges.findLast(
    ({ outcome }) => outcome.kind === 'accepted' && outcome.gained['code'] === code,
  )
  const now = context.values['authorization_endpoint'] ?? ''
  if (came === undefined || now === '' || placeOf(came.built.url) === placeOf(now)) return code
  throw new Refusal({
    kind: 'security_stop',
    code: 'server_changed',
    means: `The code came from ${new URL(came.built.url).origin}, and the walk goes to another server now. It must not be sent there.`,
    remedy: 'Go to the login page of this server and get a code from it.',
    source: rfc(9700, '4.4'),
  })
}

const placeOf = (url: string): string => url.replace(/[?#][\s\S]*$/, '')

const redeem: TokenCall = tokenCall('authorization_code', (context) => ({
  code: codeOfServer(context),
  redirect_uri: context.need('redirect_uri'),
  ...(context.values['pkce'] === 'none' ? {} : { code_verifier: context.need('code_verifier') }),
  ...given(context.values, 'resource', 'audience'),
}))

/** What an ID token in the answer is held against, before any other look at it. */
const expected = ({ values }: Context): ExpectedTokens => ({
  ...given(values, 'issuer', 'client_id', 'scope'),
  ...(isOn(values, 'dpop') ? { token_types: ['DPoP'] } : {}),
})

/** @param types the words of the response type: an ID token may have come through the browser before */
export const exchange = (types: readonly string[]): RequestStep =>
  withCheckedIdToken(
    types.includes('id_token') ? 'second' : 'first',
    tokenStep({
      id: 'token',
      title: 'Exchange the code',
      phase: 'Get tokens',
      why: 'The code came through the browser, where others may have seen it. It becomes tokens only here, with the client’s own proof and the verifier that only this walk knows.',
      needs: ['token_endpoint', 'client_id', 'redirect_uri', 'code', 'code_verifier'],
      gives: ['access_token'],
      call: redeem,
      expected: (context) => ({ ...expected(context), ...given(context.values, 'nonce') }),
      again: ({ exchanges }, last) => (wantsNonce(last, exchanges) ? 0 : undefined),
      look: [
        'token_type: how the access token is to be sent.',
        'scope: what was given, if it is less than what was asked for.',
        'id_token: open it from here and see what was compared with what.',
      ],
      pitfalls: [
        ...tokenPitfalls,
        {
          says: 'invalid_grant',
          cause:
            'The code was used before, is too old, or the verifier or redirect URI is another.',
          remedy: 'Go back to the login page and get a new code.',
        },
      ],
      notes: [
        {
          text: 'A code is good for one exchange; a second one ends the tokens of the first.',
          source: documented(rfc(6749, '4.1.2')),
        },
      ],
      links: [rfc(6749, '4.1.3'), rfc(7636, '4.5')],
    }),
  )

export const refresh: RequestStep = withCheckedIdToken(
  'refreshed',
  tokenStep({
    id: 'refresh',
    title: 'Refresh the tokens',
    phase: 'The life of a token',
    why: 'An access token is short-lived on purpose. The refresh token gets the next one without a person, and usually a next refresh token with it.',
    asks: [
      {
        name: 'refresh_token',
        label: 'Refresh token',
        kind: 'password',
        hint: 'As the server gave it. Many give one only for the scope offline_access.',
      },
    ],
    needs: ['token_endpoint', 'client_id'],
    gives: ['access_token'],
    optional: true,
    call: tokenCall('refresh_token', (context) => ({
      refresh_token: context.need('refresh_token'),
      ...given(context.values, 'resource', 'audience'),
    })),
    expected,
    again: ({ exchanges }, last) => (wantsNonce(last, exchanges) ? 0 : undefined),
    look: [
      'A new refresh_token: the old one is used up. A server that sees it again should end them all.',
      'None: the one you have goes on.',
    ],
    pitfalls: [
      ...tokenPitfalls,
      {
        says: 'invalid_grant',
        cause: 'The refresh token was used before, has expired or was revoked.',
        remedy: 'Go back to the login page and get new tokens.',
      },
    ],
    notes: [
      {
        text: 'An ID token that comes along is of the same person as before.',
        source: documented(core('12.2', 'RefreshTokenResponse')),
      },
    ],
    links: [rfc(6749, '6'), rfc(9700, '4.14.2')],
  }),
)
