/** One sentence for what was pasted. */
import { recognise } from './recognise.ts'
import type { FoundToken, Pasted, Token } from './shapes.ts'

const sets: Readonly<Record<Exclude<Pasted['what'], 'nothing' | 'token'>, string>> = {
  header: 'A request header',
  token_response: 'A token response',
  url: 'An address or a form',
  text: 'A text',
}

export function says(what: Pasted['what'], tokens: readonly FoundToken[]): string {
  const [first] = tokens
  if (what === 'nothing' || first === undefined)
    return what === 'nothing' || what === 'token'
      ? 'Nothing is here yet.'
      : `${sets[what]} without a token in it.`
  if (what === 'token') return `${describe(first.token)}.`
  if (what === 'header') return `${sets.header} with a token: ${lower(describe(first.token))}.`
  return `${sets[what]} with ${listed(tokens.map(({ name }) => name))}.`
}

/** What a token is, as the beginning of a sentence. */
export function describe(token: Token): string {
  const [known] = recognise(token)
  if (known !== undefined) return upper(known.name)
  if (token.kind === 'jws')
    return token.payload.kind === 'claims'
      ? signed(token.header)
      : 'A signed message (JWS) that is no JWT'
  if (token.kind === 'jwe') return 'An encrypted token (JWE)'
  if (token.kind === 'opaque')
    return 'An opaque token: only the server that made it knows what it means'
  return token.why === 'limit_reached' ? 'A token that is too large to open here' : 'A broken token'
}

const signed = ({ alg }: { readonly [name: string]: unknown }): string =>
  typeof alg === 'string' && alg.toLowerCase() === 'none'
    ? 'A JWT that nobody signed'
    : 'A signed JWT of no kind that is known here'

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** `an access_token, an id_token and 3 × token` */
function listed(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const all = [...counts].map(([name, count]) => (count === 1 ? one(name) : `${count} × ${name}`))
  const last = all.pop() ?? ''
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`
}

const one = (name: string): string => `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`
