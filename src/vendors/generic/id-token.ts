/** ID tokens in this vendor's answers: each is held to this walk before anything is taken from it. */
import type { HttpRequest } from '../../core/http.ts'
import { checkIdToken } from '../../core/id-token.ts'
import { serverTime } from '../../core/steps.ts'
import type { Context, Receipt, RequestStep } from '../../core/vendor.ts'

/** What an authorization response may give a walk (RFC 6749 sections 4.1.2 and 4.2.2). */
const carried = ['code', 'access_token', 'token_type', 'expires_in', 'scope', 'id_token']

/** @throws Refusal when the ID token is not this walk's */
export async function checkedFront(
  context: Context,
  parameters: ReadonlyMap<string, string>,
  asked: HttpRequest,
): Promise<Receipt> {
  const gained = Object.fromEntries([...parameters].filter(([name]) => carried.includes(name)))
  const { id_token, access_token, code } = gained
  if (id_token === undefined) return { gained }
  const findings = await checkIdToken(context, id_token, { access_token, code, asked })
  return { gained, findings }
}

/** `second`: one came through the browser before, and both are about one login. */
type Coming = 'first' | 'second' | 'refreshed'

/** The same step, which looks at an ID token as the inspector does. */
export const withCheckedIdToken = (coming: Coming, step: RequestStep): RequestStep => ({
  ...step,
  async receive(context, response, sent) {
    const receipt = await step.receive(context, response, sent)
    const { id_token, access_token } = receipt.gained
    if (id_token === undefined) return receipt
    const more = await checkIdToken(context, id_token, {
      access_token,
      now: serverTime(context, response),
      ...(coming === 'first' ? {} : { earlier: context.values['id_token'] }),
      ...(coming === 'refreshed' ? { refreshed: true } : {}),
    })
    return { ...receipt, findings: [...(receipt.findings ?? []), ...more] }
  },
})
