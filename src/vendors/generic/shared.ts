/** What every flow of this vendor is made of: its switches, its fields and its requests. */
import type { ClientAuth } from 'oauth4webapi'
import { clientAuthentication } from '../../core/client-authentication.ts'
import { withProof } from '../../core/dpop.ts'
import type { HttpRequest } from '../../core/http.ts'
import type { TokenCall } from '../../core/steps.ts'
import type { ValueName, Values } from '../../core/values.ts'
import type { Choice, Context, Field, Pitfall } from '../../core/vendor.ts'

export { clientSteps, withRedirect } from './client-steps.ts'
export { serverSteps } from './server-steps.ts'

/** Known, and not empty. */
export const knows = (values: Values, name: ValueName): boolean => (values[name] ?? '') !== ''
/** A switch that stands on yes. */
export const isOn = (values: Values, name: ValueName): boolean => values[name] === 'yes'

export const hasScope = (values: Values, scope: string): boolean =>
  (values.scope ?? '').split(/\s+/).includes(scope)

const yesOrNo = (yes: string, no: string): readonly Choice[] => [
  { value: 'no', label: 'No', hint: no },
  { value: 'yes', label: 'Yes', hint: yes },
]

/** A switch of the flow: a field that is yes or no, and stands on no. */
export const switchField = (
  name: ValueName,
  label: string,
  { yes, no }: { readonly yes: string; readonly no: string },
): Field => ({ name, label, kind: 'choice', initial: 'no', choices: yesOrNo(yes, no) })

export const scopeField = (sample: string, initial?: string): Field => ({
  name: 'scope',
  label: 'Scope',
  hint: 'Words separated by spaces. openid asks for an ID token.',
  optional: true,
  sample,
  ...(initial === undefined ? {} : { initial }),
})

export const dpopSwitch: Field = switchField('dpop', 'Bind the tokens to a key (DPoP)', {
  yes: 'Every request carries a proof; a stolen token is worth nothing.',
  no: 'Bearer tokens: whoever has them can use them.',
})

/** RFC 8707, and what some servers take instead. */
export const targetFields: readonly Field[] = [
  {
    name: 'resource',
    label: 'Resource',
    kind: 'url',
    optional: true,
    hint: 'The address of the API the token is for (RFC 8707).',
    check: (value) =>
      URL.canParse(value) && !value.includes('#')
        ? undefined
        : 'A resource is a whole address without a fragment.',
  },
  {
    name: 'audience',
    label: 'Audience',
    optional: true,
    hint: 'The same by another name: Auth0 and some others take it instead of resource.',
  },
]

export const authorization_details: Field = {
  name: 'authorization_details',
  label: 'Authorization details',
  kind: 'multiline',
  optional: true,
  hint: 'A JSON list of objects with a type, for permissions that a scope cannot say (RFC 9396).',
  example: '[{"type": "account_information"}]',
  check: (value) => (isListOfObjects(value) ? undefined : 'This is not a JSON list of objects.'),
}

function isListOfObjects(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return (
      Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null)
    )
  } catch {
    return false
  }
}

/** Those of these values that are filled in, as parameters of a request. */
export const given = (values: Values, ...names: readonly ValueName[]): Values =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name] ?? ''
      return value === '' ? [] : [[name, value]]
    }),
  )

/** A request to the token endpoint, with the client's one way to prove itself, and DPoP where it is on. */
export const tokenCall = (grant_type: string, parameters: TokenCall['parameters']): TokenCall => ({
  grant_type,
  endpoint: (context) => context.need('token_endpoint'),
  auth: authentication,
  parameters,
  shape: proven,
})

export const authentication = (context: Context): ClientAuth => clientAuthentication(context)

/** With a proof of possession while the switch is on (RFC 9449). */
export const proven = async (request: HttpRequest, context: Context): Promise<HttpRequest> =>
  isOn(context.values, 'dpop') ? await withProof(request, context) : request

export const tokenPitfalls: readonly Pitfall[] = [
  {
    says: 'use_dpop_nonce',
    cause: 'The server wants its nonce in the proof, and sent one along with this answer.',
    remedy: 'Send it again: the next proof carries it.',
  },
  {
    says: 'invalid_client',
    cause: 'The server did not recognise the client, or not by this kind of authentication.',
    remedy:
      'Compare the client ID and the kind of authentication with what is registered. A secret with special signs may need the other way of encoding. A signed assertion lives for minutes: it is refused, too, where this machine’s clock is wrong.',
  },
  {
    says: 'invalid_dpop_proof',
    cause: 'The server did not take the proof: most often its time is not the server’s.',
    remedy: 'See whether this machine’s clock is right, and send it again.',
  },
  {
    says: 'unauthorized_client',
    cause: 'This client is not registered for this flow.',
    remedy: 'Ask whoever runs the server to allow it, or take another flow.',
  },
  {
    says: 'invalid_scope',
    cause: 'The server does not know a word of the scope, or not for this client.',
    remedy: 'Ask for less. scopes_supported in the metadata says what there is.',
  },
  {
    says: 'invalid_target',
    cause: 'The server does not know this resource.',
    remedy: 'Compare it letter by letter with the name the API is registered under.',
  },
]
