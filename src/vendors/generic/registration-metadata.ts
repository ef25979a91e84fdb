/** What a client says of itself when it registers, from the fields of the walk (RFC 7591 section 2). */
import { isRecord, member, readJson } from '../../core/answer/json.ts'
import { clientAuthenticationMethods } from '../../core/client-authentication.ts'
import { clientKey, privateKeyFault } from '../../core/client-key.ts'
import type { HttpResponse } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import type { Values } from '../../core/values.ts'
import type { Context, Field, LocalStep } from '../../core/vendor.ts'
import { withRedirect } from './client-steps.ts'
import { clientKey as sampleKey } from './fixture.ts'
import { given, knows } from './shared.ts'

export type Metadata = Readonly<Record<string, unknown>>

const objectIn = (text: string): Metadata | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined
  } catch {
    return undefined
  }
}

const signs = ({ token_endpoint_auth_method }: Values): boolean =>
  token_endpoint_auth_method === 'private_key_jwt'

const fieldsFor = (registration: Metadata): readonly Field[] => [
  {
    name: 'client_name',
    label: 'Name of the client',
    hint: 'People will read it where they are asked for consent.',
    initial: 'A client of Grantwalk',
  },
  {
    name: 'token_endpoint_auth_method',
    label: 'How the client will prove itself',
    kind: 'choice',
    initial: 'client_secret_basic',
    choices: clientAuthenticationMethods,
  },
  {
    name: 'client_key_from',
    label: 'The client’s key',
    kind: 'choice',
    initial: 'made',
    choices: [
      { value: 'made', label: 'Make one here' },
      { value: 'pasted', label: 'I have one' },
    ],
    when: signs,
  },
  {
    name: 'client_jwk',
    label: 'Private key (JWK or PEM)',
    kind: 'multiline',
    hint: 'Its public half is what gets registered.',
    sample: JSON.stringify(sampleKey),
    when: (values) => signs(values) && values['client_key_from'] === 'pasted',
    check: privateKeyFault,
  },
  { ...withRedirect, optional: true, hint: 'Where codes may go. Leave it out when none will.' },
  {
    name: 'registration',
    label: 'Everything else, as JSON',
    kind: 'multiline',
    hint: 'Any client metadata. What stands here counts more than the fields above.',
    initial: JSON.stringify(registration, null, 2),
    check: (value) =>
      objectIn(value) === undefined ? 'This is not a JSON object: {"name": "value"}.' : undefined,
  },
  {
    name: 'initial_access_token',
    label: 'Initial access token',
    kind: 'password',
    optional: true,
    hint: 'If the server lets only those register who have one.',
  },
]

/** @param registration what stands in the field for everything else before anybody changes it */
export const describe = (registration: Metadata): LocalStep => ({
  kind: 'local',
  id: 'describe',
  title: 'Describe the client',
  phase: 'Register',
  action: 'Register it like this',
  why: 'A registration is a promise about what the client is and what it will do. A server holds it to that later, so ask for no more than is needed.',
  asks: fieldsFor(registration),
  needs: [],
  gives: [],
  look: ['grant_types and response_types have to fit each other: code needs authorization_code.'],
  links: [rfc(7591, '2')],
  make: () => ({}),
})

/** @throws Refusal when there is no key to register, or the JSON is none */
export async function wishedMetadata(context: Context): Promise<Metadata> {
  const { values } = context
  const uri = values['redirect_uri'] ?? ''
  const more = objectIn(context.need('registration'))
  if (more === undefined) throw new Refusal(notJson)
  return {
    client_name: context.need('client_name'),
    token_endpoint_auth_method: context.need('token_endpoint_auth_method'),
    ...(uri === '' ? {} : { redirect_uris: [uri] }),
    ...(signs(values) ? { jwks: { keys: [await publicKey(context)] } } : {}),
    ...(knows(values, 'software_statement') ? given(values, 'software_statement') : {}),
    ...more,
  }
}

const notJson = {
  kind: 'bad_input',
  code: 'registration_json',
  means: 'The further metadata is not a JSON object.',
  remedy: 'Correct it where the client is described.',
} as const

/** Never the private half. */
async function publicKey(context: Context): Promise<Metadata> {
  const key = await clientKey(context)
  const { kid } = key.jwk
  return { ...key.shown, alg: key.alg, use: 'sig', ...(kid === undefined ? {} : { kid }) }
}

/** The kind of authentication that was really registered: from now on it is the client's. */
export function registeredMethod(response: HttpResponse): Values {
  const record = readJson(response)
  const method = isRecord(record) ? member(record, 'token_endpoint_auth_method') : undefined
  return typeof method === 'string' ? { token_endpoint_auth_method: method } : {}
}
