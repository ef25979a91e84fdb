/** Who signed in, in the server's words, held to the ID token (OpenID Connect Core 5.3). */
import { readApi } from '../../core/answer/api.ts'
import { isRecord, member } from '../../core/answer/json.ts'
import { claimsOf } from '../../core/answer/jwt.ts'
import { wantsNonce } from '../../core/dpop.ts'
import { type HttpResponse, headerOf, textOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import type { Context, Receipt, RequestStep } from '../../core/vendor.ts'
import { withToken } from './resource.ts'
import { hasScope, tokenPitfalls } from './shared.ts'
import { signedUserinfo, type Told } from './signed-userinfo.ts'
import { core, documented } from './sources.ts'

const rule = core('5.3.2', 'UserInfoResponse')

const isJwt = (response: HttpResponse): boolean =>
  /^application\/jwt\b/i.test(headerOf(response, 'content-type') ?? '')

async function toldIn(response: HttpResponse, context: Context): Promise<Told> {
  const { json, findings } = readApi(response, tokenPitfalls)
  if (isJwt(response)) {
    const told = await signedUserinfo(textOf(response), context)
    if (told !== undefined) return { ...told, findings: [...findings, ...told.findings] }
  } else if (isRecord(json)) return { claims: json, findings }
  throw new Refusal({
    kind: 'malformed_response',
    code: 'userinfo_unreadable',
    means: 'The answer is neither a JSON object nor a signed token.',
    remedy: 'Look at the raw answer. An encrypted one cannot be read without its key.',
    source: rule,
  })
}

/** Swapped tokens show here: the person must be the one of the ID token. */
function checkSubject(sub: unknown, context: Context): string {
  if (typeof sub !== 'string' || sub === '')
    throw new Refusal({
      kind: 'malformed_response',
      code: 'sub_missing',
      means: 'The answer does not say whom it is about: sub is missing.',
      remedy: 'Show it to whoever runs the server: sub has to be there.',
      source: rule,
    })
  const known = claimsOf(context.values['id_token'] ?? '')?.claims['sub']
  if (known !== undefined && known !== sub)
    throw new Refusal({
      kind: 'security_stop',
      code: 'sub_mismatch',
      means:
        'The person in this answer is not the one in the ID token, so nothing of it may be used.',
      remedy: 'Start the walk again. If it stays, tokens are being mixed up on the way.',
      source: rule,
    })
  return sub
}

async function receive(context: Context, response: HttpResponse): Promise<Receipt> {
  const { claims, findings } = await toldIn(response, context)
  return { gained: { sub: checkSubject(member(claims, 'sub'), context) }, findings }
}

export const userinfo: RequestStep = {
  kind: 'request',
  id: 'userinfo',
  title: 'Ask who signed in',
  phase: 'Use the tokens',
  why: 'The access token opens what the server tells about the person. The scope decided how much: profile, email, address and phone are words for groups of claims.',
  needs: ['userinfo_endpoint', 'access_token'],
  gives: ['sub'],
  optional: true,
  when: (values) => hasScope(values, 'openid'),
  request: (context) => withToken(context, context.need('userinfo_endpoint')),
  receive,
  again: ({ exchanges }, last) => (wantsNonce(last, exchanges) ? 0 : undefined),
  look: ['sub is the same as in the ID token. It alone, with the issuer, names a person for good.'],
  pitfalls: [
    {
      status: 403,
      cause: 'The access token lacks the scope openid.',
      remedy: 'Ask with openid in the scope, and sign in again.',
    },
    ...tokenPitfalls,
  ],
  notes: [{ text: 'sub must be compared with the ID token’s.', source: documented(rule) }],
  links: [core('5.3', 'UserInfo')],
}
