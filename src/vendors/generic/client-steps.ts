/** Who is asking: the client, its one way to prove itself, and the key it signs with. */
import { clientAuthenticationMethods } from '../../core/client-authentication.ts'
import { privateKeyFault } from '../../core/client-key.ts'
import { rfc } from '../../core/source.ts'
import { exportKey, generateKey } from '../../core/token/make-key.ts'
import type { Values } from '../../core/values.ts'
import type { Field, LocalStep } from '../../core/vendor.ts'
import { clientKey } from './fixture.ts'
import { assumed, core, documented } from './sources.ts'

const phase = 'The client'

/** What the fields hold in the sandbox: one of its clients. */
export interface SampleClient {
  readonly client_id: string
  readonly token_endpoint_auth_method: string
  readonly client_secret?: string
}

const methodIn = (values: Values, ...methods: readonly string[]): boolean =>
  methods.includes(values['token_endpoint_auth_method'] ?? '')

const signs = (values: Values): boolean =>
  methodIn(values, 'private_key_jwt') || values['jar'] === 'yes'

const redirect_uri: Field = {
  name: 'redirect_uri',
  label: 'Redirect URI',
  kind: 'url',
  hint: 'Must be registered for the client, letter by letter. If yours is another one, keep it: after the login you can paste the address you landed on.',
  initial: ({ callback }) => callback,
  check: (value) =>
    URL.canParse(value) && !value.includes('#')
      ? undefined
      : 'A redirect URI is a whole address without a fragment.',
}

const fieldsOf = (sample: SampleClient): readonly Field[] => [
  {
    name: 'client_id',
    label: 'Client ID',
    hint: 'As the server registered your program.',
    sample: sample.client_id,
  },
  {
    name: 'token_endpoint_auth_method',
    label: 'How the client proves itself',
    hint: 'As registered. It is used at every endpoint that asks.',
    kind: 'choice',
    initial: 'client_secret_basic',
    sample: sample.token_endpoint_auth_method,
    choices: clientAuthenticationMethods,
  },
  {
    name: 'client_secret',
    label: 'Client secret',
    kind: 'password',
    when: (values) =>
      methodIn(values, 'client_secret_basic', 'client_secret_post', 'client_secret_jwt'),
    ...(sample.client_secret === undefined ? {} : { sample: sample.client_secret }),
  },
  {
    name: 'basic_encoding',
    label: 'Encoding of the Basic header',
    kind: 'choice',
    initial: 'strict',
    choices: [
      {
        value: 'strict',
        label: 'Strict',
        hint: 'Form-encode both halves first, as RFC 6749 asks.',
      },
      { value: 'raw', label: 'Raw', hint: 'As they are: many servers expect that.' },
    ],
    when: (values) => methodIn(values, 'client_secret_basic'),
  },
  {
    name: 'client_key_from',
    label: 'The client’s key',
    kind: 'choice',
    initial: 'pasted',
    choices: [
      { value: 'pasted', label: 'I have one', hint: 'Its public half is registered already.' },
      { value: 'made', label: 'Make one here', hint: 'You register its public half afterwards.' },
    ],
    when: signs,
  },
  {
    name: 'client_jwk',
    label: 'Private key (JWK or PEM)',
    kind: 'multiline',
    hint: 'One private key as a JSON Web Key, which may carry its kid, or as PEM, which cannot: PKCS #8, PKCS #1 or SEC 1, without a passphrase.',
    sample: JSON.stringify(clientKey),
    when: (values) => signs(values) && values['client_key_from'] !== 'made',
    check: privateKeyFault,
  },
]

const client = (fields: readonly Field[]): LocalStep => ({
  kind: 'local',
  id: 'client',
  title: 'Know your client',
  phase,
  action: 'Keep these details',
  why: 'A server answers only programs that are registered with it. The registration says which flows the program may use, where answers may go, and how it proves that it is itself.',
  asks: fields,
  needs: [],
  gives: [],
  look: [
    'In the sandbox there are also generic-public (none), generic-basic with generic-basic-secret, generic-post with generic-post-secret, generic-plain, generic-dpop and generic-par; its page lists them all.',
  ],
  notes: [
    {
      text: 'The kinds of client authentication.',
      source: documented(core('9', 'ClientAuthentication')),
    },
    { text: 'A secret in a browser is no secret from the person who uses it.', source: assumed },
  ],
  links: [rfc(6749, '2.3'), rfc(7523, '2.2')],
  make: () => ({}),
})

const key: LocalStep = {
  kind: 'local',
  id: 'client_key',
  title: 'Make the client’s key pair',
  phase,
  action: 'Make a key pair',
  why: 'The client signs with the private half, and whoever has the public half can check that. Register the public half with the server before you go on: only the kid and the key itself are needed.',
  asks: [
    {
      name: 'client_key_alg',
      label: 'Algorithm',
      kind: 'choice',
      initial: 'ES256',
      choices: [
        { value: 'ES256', label: 'ES256' },
        { value: 'RS256', label: 'RS256' },
        { value: 'PS256', label: 'PS256' },
      ],
    },
  ],
  needs: [],
  gives: ['client_jwk', 'client_public_jwk'],
  look: ['client_public_jwk is what you register. The private one stays in this walk.'],
  when: (values) => signs(values) && values['client_key_from'] === 'made',
  links: [rfc(7517, '4')],
  make: async ({ values }) => {
    const made = await generateKey(values['client_key_alg'] ?? 'ES256')
    return {
      client_jwk: await exportKey(made, 'private'),
      client_public_jwk: await exportKey(made, 'public'),
    }
  },
}

/**
 * The steps about the client, the same in every flow.
 * @param more fields after the usual ones; `withRedirect` for flows through a browser
 */
export const clientSteps = (sample: SampleClient, ...more: readonly Field[]) =>
  [client([...fieldsOf(sample), ...more]), key] as const

export const withRedirect = redirect_uri
