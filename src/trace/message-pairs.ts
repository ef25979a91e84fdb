/** What stands in a message under a name: in its address, its headers, its body. */
import { type Body, bytesOf, type HeaderPairs, textOf } from '../core/http.ts'
import { formPairs, jsonPairs } from './pairs.ts'

export interface Message {
  readonly headers: HeaderPairs
  readonly body?: Body
}

export type Pairs = readonly (readonly [name: string, value: string])[]

/** Headers whose value opens something: X-Api-Key, X-CSRF-Token, Ocp-Apim-Subscription-Key. */
const opensSomething = /(?:^|-)(?:key|token|secret|auth|authentication)(?:-|$)/

/** An address may be relative: a Location often is (RFC 9110 section 10.2.2). */
export function urlPairs(address: string): Pairs {
  const base = 'https://relative.invalid'
  if (!URL.canParse(address, base)) return []
  const { search, hash, password } = new URL(address, base)
  return [
    ...(password === '' ? [] : [['password', password] as const]),
    ...formPairs(search.slice(1)),
    ...formPairs(hash.slice(1)),
  ]
}

export function bodyPairs(message: Message): Pairs {
  const text = textOf(message).trim()
  return text.startsWith('{') || text.startsWith('[') ? jsonPairs(text) : formPairs(text)
}

export function headerSecrets({ headers }: Message): Pairs {
  return headers.flatMap(([header, value]): Pairs => {
    const name = header.toLowerCase()
    // The scheme stays readable: what follows it is the secret.
    if (name.endsWith('authorization')) {
      const credentials = value.slice(value.indexOf(' ') + 1)
      return [['authorization', credentials], ...passwordIn(value)]
    }
    if (name === 'cookie') return value.split(';').map(cookiePair)
    if (name === 'set-cookie') return [cookiePair(value.split(';')[0] ?? '')]
    if (name === 'www-authenticate') return []
    if (name === 'x-csrf-token') return [['csrf_token', value]]
    return opensSomething.test(name) ? [[`header_${name}`, value]] : []
  })
}

/** The half of a Basic header that nobody may see (RFC 7617); nothing where it is something else. */
function passwordIn(header: string): Pairs {
  const credentials = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header.trim())?.[1]
  if (credentials === undefined) return []
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytesOf({ encoding: 'base64', data: credentials }),
    )
    const colon = text.indexOf(':')
    const password = text.slice(colon + 1)
    return colon < 0 ? [] : [['basic_password', password], ...decodedToo(password)]
  } catch {
    return []
  }
}

/** Both halves may have been form-encoded first (RFC 6749 section 2.3.1). */
function decodedToo(password: string): Pairs {
  const [decoded = ''] = new URLSearchParams(`v=${password.replaceAll('&', '%26')}`).values()
  return decoded === password ? [] : [['basic_password', decoded]]
}

function cookiePair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=')
  return [`cookie_${pair.slice(0, at).trim()}`, pair.slice(at + 1).trim()]
}
