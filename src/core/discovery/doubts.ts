/** What looks wrong in a server's metadata, though it can be walked (RFC 9700, RFC 8414, OpenID Discovery). */
import { type JsonRecord, member } from '../answer/json.ts'
import type { Finding } from '../session.ts'
import { type Link, rfc } from '../source.ts'

const discovery: Link = {
  title: 'OpenID Connect Discovery, section 3',
  url: 'https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata',
}

/** `undefined` when the member is absent or no list. */
function listOf(record: JsonRecord, name: string): readonly string[] | undefined {
  const value = member(record, name)
  if (!Array.isArray(value)) return undefined
  return value.filter((one): one is string => typeof one === 'string')
}

interface Doubt {
  readonly code: string
  readonly rule: Link
  /** The sentence, where it applies. */
  readonly about: (record: JsonRecord) => string | undefined
}

const links = ['op_policy_uri', 'op_tos_uri', 'service_documentation']

const doubts: readonly Doubt[] = [
  {
    code: 'link_scheme',
    rule: rfc(8414, '2'),
    about: (record) => {
      const odd = links.filter((name) => {
        const value = member(record, name)
        return value !== undefined && !(typeof value === 'string' && /^https?:\/\//i.test(value))
      })
      return odd.length === 0
        ? undefined
        : `${odd.join(' and ')} would run something instead of opening a page; it is shown as text only.`
    },
  },
  {
    code: 'pkce_plain_only',
    rule: rfc(9700, '2.1.1'),
    about: (record) => {
      const methods = listOf(record, 'code_challenge_methods_supported')
      return methods !== undefined && methods.length > 0 && !methods.includes('S256')
        ? 'The server knows PKCE only as plain, which hides nothing from whoever reads the request.'
        : undefined
    },
  },
  {
    code: 'response_types_missing',
    rule: rfc(8414, '2'),
    about: (record) =>
      listOf(record, 'response_types_supported') === undefined &&
      member(record, 'authorization_endpoint') !== undefined
        ? 'response_types_supported is missing, so the server does not say which flows it knows.'
        : undefined,
  },
  {
    code: 'implicit_only',
    rule: rfc(9700, '2.1.2'),
    about: (record) => {
      const types = listOf(record, 'response_types_supported') ?? []
      return types.length > 0 && !types.some((type) => type.split(' ').includes('code'))
        ? 'The server offers no authorization code, only tokens in the address.'
        : undefined
    },
  },
  {
    code: 'alg_none_offered',
    rule: discovery,
    about: (record) =>
      listOf(record, 'id_token_signing_alg_values_supported')?.includes('none')
        ? 'The server may send ID tokens without a signature. Ask for a signed one.'
        : undefined,
  },
  {
    code: 'password_offered',
    rule: rfc(9700, '2.4'),
    about: (record) =>
      listOf(record, 'grant_types_supported')?.includes('password')
        ? 'The server takes passwords from apps, which no client should ask for any more.'
        : undefined,
  },
]

export const doubtsAbout = (record: JsonRecord): readonly Finding[] =>
  doubts.flatMap(({ code, rule, about }) => {
    const text = about(record)
    return text === undefined ? [] : [{ code, text, rule }]
  })
