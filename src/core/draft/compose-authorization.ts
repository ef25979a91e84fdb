/** What the chosen authorization adds to a request: headers, a cookie, or a parameter. */
import { type HeaderPairs, toBase64 } from '../http.ts'
import type { Problem } from '../problem.ts'
import { rfc } from '../source.ts'
import { type ProofKey, proof, proofKeyOf } from './dpop.ts'
import type { Authorization, Row } from './draft.ts'
import type { Pen } from './variables.ts'

export interface Added {
  readonly headers: HeaderPairs
  readonly query: readonly Row[]
  readonly cookie?: string
  /** What opens something here and is no variable, to be covered. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[]
  readonly problems: readonly Problem[]
  /** Signed last, when the address is whole. */
  readonly proof?: (to: ProofTo) => Promise<string>
}

export interface ProofTo {
  readonly method: string
  readonly url: string
  readonly now: number
  readonly random: (bytes: number) => string
}

const nothing: Added = { headers: [], query: [], secrets: [], problems: [] }

const lacking = (what: string): Problem => ({
  kind: 'missing_value',
  code: 'no_credentials',
  means: `The chosen authorization has no ${what}.`,
  remedy: 'Fill it in, or choose no authorization.',
})

export function authorizationOf(authorization: Authorization, pen: Pen): Added {
  switch (authorization.kind) {
    case 'none':
      return nothing
    case 'bearer':
      return bearer(authorization.token, pen)
    case 'basic':
      return basic(authorization.username, authorization.password, pen)
    case 'dpop':
      return dpop(authorization, pen)
    case 'api_key':
      return apiKey(authorization, pen)
    case 'aruba': {
      const added = bearer(authorization.token, pen)
      const tenant = pen.write(authorization.tenant).trim()
      const problems = tenant === '' ? [lacking('TenantID')] : []
      return {
        ...added,
        headers: [...added.headers, ['TenantID', tenant]],
        problems: [...added.problems, ...problems],
      }
    }
  }
}

function bearer(typed: string, pen: Pen): Added {
  const token = pen.write(typed.trim())
  if (token === '') return { ...nothing, problems: [lacking('token')] }
  return {
    ...nothing,
    headers: [['Authorization', `Bearer ${token}`]],
    secrets: [{ name: 'access_token', value: token }],
  }
}

function basic(username: string, password: string, pen: Pen): Added {
  const [user, secret] = [pen.write(username), pen.write(password)]
  const known = pen.whole(username) && pen.whole(password)
  const problems = user.includes(':') && known ? [colon] : []
  const credentials = `${user}:${secret}`
  // Where a half is not known, the pair is shown before it is encoded: the placeholder stays readable.
  const encoded = known ? toBase64(new TextEncoder().encode(credentials)) : credentials
  return {
    ...nothing,
    headers: [['Authorization', `Basic ${encoded}`]],
    secrets: [
      { name: 'password', value: secret },
      { name: 'basic_credentials', value: encoded },
    ],
    problems,
  }
}

const colon: Problem = {
  kind: 'bad_input',
  code: 'colon_in_username',
  means: 'The user name holds a colon, which ends the name in Basic credentials.',
  remedy: 'Take the colon out, or send another kind of authorization.',
  source: rfc(7617, '2'),
}

function dpop(chosen: Authorization & { kind: 'dpop' }, pen: Pen): Added {
  const token = pen.write(chosen.token.trim())
  const text = pen.write(chosen.key)
  const nonce = pen.write(chosen.nonce ?? '').trim()
  const headers: HeaderPairs = [['Authorization', `DPoP ${token}`]]
  const secrets = [
    { name: 'access_token', value: token },
    { name: 'dpop_key', value: text },
  ]
  if (token === '') return { ...nothing, problems: [lacking('token')] }
  if (!pen.whole(chosen.token) || !pen.whole(chosen.key)) return { ...nothing, headers, secrets }
  const key = proofKeyOf(text)
  if (typeof key === 'string') return { ...nothing, headers, secrets, problems: [badKey(key)] }
  return { ...nothing, headers, secrets, proof: signed(key, token, nonce) }
}

const signed =
  (key: ProofKey, token: string, nonce: string) =>
  ({ method, url, now, random }: ProofTo) =>
    proof(key, { method, url, token, nonce, now, jti: random(16) })

const badKey = (means: string): Problem => ({
  kind: 'bad_input',
  code: 'bad_dpop_key',
  means,
  remedy: 'Paste a private JWK, for example one of type EC on P-256.',
  source: rfc(9449, '4.2'),
})

function apiKey(chosen: Authorization & { kind: 'api_key' }, pen: Pen): Added {
  const name = pen.write(chosen.name).trim()
  const value = pen.write(chosen.value)
  if (name === '') return { ...nothing, problems: [lacking('name for the key')] }
  const secrets = [{ name, value }]
  if (chosen.in === 'header') return { ...nothing, headers: [[name, value]], secrets }
  if (chosen.in === 'query') {
    const row: Row = { name: chosen.name.trim(), value: chosen.value, on: true }
    return { ...nothing, query: [row], secrets }
  }
  const problems = COOKIE_NAME.test(name) && COOKIE_VALUE.test(value) ? [] : [badCookie]
  return { ...nothing, cookie: `${name}=${value}`, secrets, problems }
}

const COOKIE_NAME = /^[\w!#$%&'*+.^`|~{}-]+$/
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/

const badCookie: Problem = {
  kind: 'bad_input',
  code: 'bad_cookie',
  means: 'A cookie’s name and value hold no blanks, commas, semicolons or quotation marks.',
  remedy: 'Encode the value the way its server expects.',
  source: rfc(6265, '4.1.1'),
}
