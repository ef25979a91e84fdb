/** The studio: a software statement made from claims, signed, laid beside the request, and registered. */
import { isRecord } from '../../core/answer/json.ts'
import { JsonFault, parseJson } from '../../core/answer/json-parser.ts'
import { readRegistration } from '../../core/answer/registration.ts'
import { Refusal } from '../../core/problem.ts'
import type { Target } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import type { Values } from '../../core/values.ts'
import type { Context, LocalStep, RequestStep } from '../../core/vendor.ts'
import { android, sandboxKey } from './fixture.ts'
import { asked, type Metadata, registered, registerRequest } from './register-steps.ts'
import { registerEndpoint, registerPitfalls, registrationAnswer } from './shared.ts'
import { type Claims, signed, strangersKey } from './signing.ts'
import { access, assumed } from './sources.ts'

const phase = 'Make a statement'

const inSandbox = (_values: Values, target: Target) => target === 'sandbox'

const sandboxOnly = new Refusal({
  kind: 'bad_input',
  code: 'sandbox_only',
  means: 'Statements made here are signed with the sandbox’s key, and only the sandbox knows it.',
  remedy: 'Start this walk in the sandbox. Adobe’s server should not be sent forgeries.',
})

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const compose: LocalStep = {
  kind: 'local',
  id: 'compose',
  title: 'Compose the claims',
  phase,
  action: 'Compose',
  why: 'A software statement is a list of claims that somebody trusted has signed. Here you are that somebody, so that you can see which claims matter and what happens when one is wrong.',
  asks: [
    {
      name: 'software_id',
      label: 'Software ID',
      sample: android.software_id,
      hint: 'The sandbox’s dashboard lists the ones it knows. It stands in sub as well, as in Adobe’s own statements.',
      when: inSandbox,
    },
    {
      name: 'client_name',
      label: 'Client name',
      sample: 'Android',
      when: inSandbox,
    },
    {
      name: 'redirect_uris',
      label: 'Redirect URIs',
      kind: 'multiline',
      optional: true,
      sample: 'https://www.adobe.com',
      hint: 'One a line. Empty: the statement does not speak of them.',
      when: inSandbox,
    },
    {
      name: 'statement_iss',
      label: 'Issuer (iss)',
      sample: 'auth.adobe.com',
      hint: 'Try another one: the server must not take it.',
      when: inSandbox,
    },
  ],
  needs: [],
  gives: ['studio_claims'],
  look: ['Times count seconds. There is no exp, as in the statements that Adobe gives out.'],
  notes: [
    {
      text: 'Adobe’s own statements hold only sub, nbf, iss and iat. software_id, client_name and redirect_uris are RFC 7591’s.',
      source: access,
    },
  ],
  links: [rfc(7591, '2.3')],
  make(context) {
    if (context.target === 'live') throw sandboxOnly
    const software_id = context.need('software_id')
    const uris = lines(context.values.redirect_uris ?? '')
    const now = Math.floor(context.now / 1000)
    const claims = {
      sub: software_id,
      software_id,
      client_name: context.need('client_name'),
      ...(uris.length === 0 ? {} : { redirect_uris: uris }),
      nbf: now,
      iss: context.need('statement_iss'),
      iat: now,
    }
    return { studio_claims: JSON.stringify(claims, null, 2) }
  },
}

/** What an earlier step composed. */
export const claimsIn = (context: Context): Claims =>
  JSON.parse(context.need('studio_claims')) as Claims

export const sign: LocalStep = {
  kind: 'local',
  id: 'sign',
  title: 'Sign the statement',
  phase,
  action: 'Sign',
  why: 'The signature is what makes the claims worth something: it tells the server who says so. Any key can sign, but only the one the server trusts counts.',
  asks: [
    {
      name: 'signing_key',
      label: 'Signed with',
      kind: 'choice',
      initial: 'sandbox',
      choices: [
        {
          value: 'sandbox',
          label: 'The sandbox’s key',
          hint: 'A public fixture that protects nothing. The simulator trusts it.',
        },
        {
          value: 'stranger',
          label: 'A new key',
          hint: 'Made on the spot and forgotten afterwards. Nobody trusts it.',
        },
      ],
    },
  ],
  needs: ['studio_claims'],
  gives: ['software_statement'],
  look: ['Three parts with dots between them: header, claims, signature.'],
  links: [rfc(7515)],
  async make(context) {
    const key = context.values.signing_key === 'stranger' ? await strangersKey() : sandboxKey
    return { software_statement: await signed(claimsIn(context), key) }
  },
}

function metadataIn(text: string): Metadata | undefined {
  try {
    return isRecord(parseJson(text, 8)) ? (JSON.parse(text) as Metadata) : undefined
  } catch (thrown) {
    if (thrown instanceof JsonFault) return undefined
    throw thrown
  }
}

/** What the request says beside the statement. */
const beside = (context: Context): Metadata => metadataIn(context.values.body_metadata ?? '') ?? {}

const notMetadata = ['sub', 'nbf', 'iss', 'iat', 'exp']

export const overrides: LocalStep = {
  kind: 'local',
  id: 'overrides',
  title: 'Lay the request beside it',
  phase,
  action: 'Compare',
  why: 'A registration may say things itself, outside the statement. Where both speak of the same thing, the statement wins, because anybody can write a request but not everybody can sign.',
  asks: [
    {
      name: 'body_metadata',
      label: 'Metadata beside the statement',
      kind: 'multiline',
      optional: true,
      sample:
        '{\n  "client_name": "Something else",\n  "redirect_uri": "https://www.adobe.com",\n  "client_uri": "https://www.example.com"\n}',
      hint: 'A JSON object. It is sent with the statement in the next step.',
      check: (value) =>
        metadataIn(value) === undefined
          ? 'This is not a JSON object: {"name":"value"}.'
          : undefined,
    },
  ],
  needs: ['studio_claims'],
  gives: ['effective_metadata'],
  optional: true,
  look: ['by: who had the last word for each name.'],
  notes: [
    {
      text: 'Adobe documents software_statement and redirect_uri only; the sandbox ignores other names.',
      source: assumed,
    },
  ],
  links: [rfc(7591, '2.3')],
  make(context) {
    const stated = Object.entries(claimsIn(context)).filter(([name]) => !notMetadata.includes(name))
    const said = beside(context)
    const rows = [
      ...Object.entries(said).map(([name, value]) => [name, { by: 'the request', value }] as const),
      ...stated.map(([name, value]) => [name, statedRow(said, name, value)] as const),
    ]
    return { effective_metadata: JSON.stringify(Object.fromEntries(rows), null, 2) }
  },
}

const statedRow = (said: Metadata, name: string, value: unknown) => ({
  by: 'the statement',
  value,
  ...(Object.hasOwn(said, name) ? { overrides: said[name] } : {}),
})

const studioMetadata = (context: Context): Metadata => ({ ...beside(context), ...asked(context) })

export const registerOwn: RequestStep = {
  kind: 'request',
  id: 'register',
  title: 'Register with it',
  phase,
  why: 'First the good case, so that the bad ones have something to differ from. A statement with the right signature for an approved application becomes a client.',
  needs: ['software_statement'],
  gives: registered,
  request: (context) => registerRequest(context, studioMetadata(context)),
  receive: (context, response) =>
    readRegistration(response, studioMetadata(context), {
      endpoint: registerEndpoint(context),
      pitfalls: registerPitfalls,
    }),
  look: [
    '201, and a client like any other.',
    'redirect_uris: what the request asked for, as long as the statement allows it; otherwise all that the statement names.',
  ],
  pitfalls: registerPitfalls,
  deviations: registrationAnswer,
  notes: [
    { text: 'How a redirect_uris claim bounds redirect_uri is not documented.', source: assumed },
  ],
  links: [rfc(7591, '3.1.1')],
}
