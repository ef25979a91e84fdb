/** Which names announce a secret, where nobody declared what they mean. */
import { standardValues } from '../values.ts'

const NAME =
  /(?:^|[_.\-\]])(?:api_?key|key|secret|password|passwd|pwd|passphrase|token|assertion|credentials?|signature|sig)$/i

/** Names that end so and open nothing. */
const HARMLESS = new Set(['meter_key', 'primary_key', 'public_key', 'sort_key', 'page_token'])

/** A parameter, a field or a member. */
export function opensByName(name: string): boolean {
  const known = Object.hasOwn(standardValues, name) ? standardValues[name] : undefined
  if (known !== undefined) return known.sensitivity === 'secret'
  const plain = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
  return NAME.test(plain) && !HARMLESS.has(plain)
}

/** A header: X-Api-Key, X-CSRF-Token, Ocp-Apim-Subscription-Key. */
export const opensByHeader = (name: string): boolean =>
  /(?:^|-)(?:key|apikey|token|secret|auth|authentication|password|signature)(?:-|$)/i.test(name)
