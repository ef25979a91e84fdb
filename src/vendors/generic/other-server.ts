/** A walk that is turned to another server takes no secret of the earlier one there (T64). */
import type { Finding } from '../../core/session.ts'
import type { Values } from '../../core/values.ts'
import type { Receipt } from '../../core/vendor.ts'

/** What a server gave, or knows a client by. A private key is not among them: it signs for one audience at a time. */
const theirs = ['client_secret', 'code', 'access_token', 'refresh_token', 'id_token'] as const

const originOf = (values: Values): string | undefined => {
  const { token_endpoint = '' } = values
  return URL.canParse(token_endpoint) ? new URL(token_endpoint).origin : undefined
}

const turned: Finding = {
  code: 'server_turned',
  text: 'This is another server than before. What the earlier one gave, its client secret and its tokens, was taken out of the fields; the trace still has the messages.',
}

/** @param before as the walk knew them when it asked */
export function withoutOthers(before: Values, found: Receipt): Receipt {
  const [earlier, now] = [originOf(before), originOf(found.gained)]
  if (earlier === undefined || now === undefined || earlier === now) return found
  const held = theirs.filter((name) => (before[name] ?? '') !== '')
  if (held.length === 0) return found
  return {
    gained: { ...found.gained, ...Object.fromEntries(held.map((name) => [name, ''])) },
    findings: [...(found.findings ?? []), turned],
  }
}
