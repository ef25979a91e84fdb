/** Token exchange: one token for another, in somebody's name or on somebody's behalf (RFC 8693). */
import { readRecord } from '../../core/answer/json.ts'
import { readTokens } from '../../core/answer/tokens.ts'
import type { HttpResponse } from '../../core/http.ts'
import { rfc } from '../../core/source.ts'
import { serverTime, type TokenCall, tokenRequest } from '../../core/steps.ts'
import type {
  Choice,
  Context,
  Field,
  LocalStep,
  Pitfall,
  Receipt,
  RequestStep,
} from '../../core/vendor.ts'
import { expectedBack, tokensBack, withNonce } from './ask-back.ts'
import { exchangeFindings, issuedType } from './exchange-answer.ts'
import { passwordPitfalls, personFields } from './password-steps.ts'
import { dpopSwitch, given, knows, targetFields, tokenCall, tokenPitfalls } from './shared.ts'
import { documented } from './sources.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const TYPE = 'urn:ietf:params:oauth:token-type:'

const types: readonly Choice[] = [
  { value: `${TYPE}access_token`, label: 'Access token' },
  { value: `${TYPE}refresh_token`, label: 'Refresh token' },
  { value: `${TYPE}id_token`, label: 'ID token' },
  { value: `${TYPE}jwt`, label: 'Any JWT' },
  { value: `${TYPE}saml2`, label: 'SAML 2.0 assertion' },
  { value: `${TYPE}saml1`, label: 'SAML 1.1 assertion' },
]

/** Without a proof: what is handed in is an ordinary token, whatever the new one will be bound to. */
const bare = (call: TokenCall): TokenCall => ({ ...call, shape: (request) => request })

const expected = ({ values }: Context) => given(values, 'issuer', 'client_id')

/** A step that only fetches a token to exchange: it takes nothing else from the answer. */
const fetching = (step: RequestStep, name: string): RequestStep => ({
  ...step,
  gives: [name],
  optional: true,
  async receive(context, response, sent) {
    const { gained, findings = [] } = await step.receive(context, response, sent)
    const { access_token = '' } = gained
    return { gained: { [name]: access_token }, findings }
  },
})

export const fetchSubject: RequestStep = fetching(
  tokensBack({
    id: 'subject',
    title: 'Get a person’s token',
    phase: 'Tokens to exchange',
    why: 'An exchange begins with a token somebody already has. This gets one with a password, because that is short; any other token will do, so paste yours in the next part if you have one.',
    asks: personFields,
    needs: ['token_endpoint', 'client_id'],
    gives: ['subject_token'],
    call: bare(
      tokenCall('password', (context) => ({
        username: context.need('username'),
        password: context.need('password'),
      })),
    ),
    expected,
    pitfalls: passwordPitfalls,
    links: [rfc(6749, '4.3.2')],
  }),
  'subject_token',
)

export const fetchActor: RequestStep = fetching(
  tokensBack({
    id: 'actor',
    title: 'Get the client’s own token',
    phase: 'Tokens to exchange',
    why: 'Who acts for a person should not look like that person. A token of the actor’s own goes along, and the new token names both.',
    needs: ['token_endpoint', 'client_id'],
    gives: ['actor_token'],
    call: bare(tokenCall('client_credentials', () => ({}))),
    expected,
    pitfalls: tokenPitfalls,
    links: [rfc(6749, '4.4'), rfc(8693, '1.1')],
  }),
  'actor_token',
)

const fields: readonly Field[] = [
  {
    name: 'subject_token',
    label: 'Subject token',
    kind: 'password',
    hint: 'Whom the new token will be about.',
  },
  {
    name: 'subject_token_type',
    label: 'Its type',
    kind: 'choice',
    initial: `${TYPE}access_token`,
    choices: types,
  },
  {
    name: 'actor_token',
    label: 'Actor token',
    kind: 'password',
    optional: true,
    hint: 'Who will act. Without it the new token speaks as the person alone.',
  },
  {
    name: 'actor_token_type',
    label: 'Its type',
    kind: 'choice',
    initial: `${TYPE}access_token`,
    choices: types,
    when: (values) => knows(values, 'actor_token'),
  },
  {
    name: 'requested_token_type',
    label: 'Type of token to get',
    kind: 'choice',
    initial: 'default',
    choices: [{ value: 'default', label: 'Not named', hint: 'The server decides.' }, ...types],
  },
  {
    name: 'scope',
    label: 'Scope',
    optional: true,
    hint: 'Less than the subject token has, if less is needed.',
    sample: 'api:read',
  },
]

export const askExchange: LocalStep = {
  kind: 'local',
  id: 'ask',
  title: 'Choose what to exchange',
  phase: 'Exchange',
  action: 'Exchange these',
  why: 'The new token is for another API, for less, or for somebody who acts on behalf of another. What is not filled in is left to the server.',
  asks: [...fields, dpopSwitch, ...targetFields],
  needs: [],
  gives: [],
  notes: [
    {
      text: 'Impersonation: without an actor token nobody can tell the new token’s holder from the person.',
      source: documented(rfc(8693, '1.1')),
    },
  ],
  links: [rfc(8693, '2.1'), rfc(8693, '3')],
  make: () => ({}),
}

function parameters({ values }: Context) {
  const { requested_token_type: requested = 'default' } = values
  return {
    ...given(values, 'subject_token', 'subject_token_type'),
    // Only together (RFC 8693 section 2.1).
    ...(knows(values, 'actor_token') ? given(values, 'actor_token', 'actor_token_type') : {}),
    ...(requested === 'default' ? {} : { requested_token_type: requested }),
    ...given(values, 'scope', 'resource', 'audience'),
  }
}

async function receive(context: Context, response: HttpResponse): Promise<Receipt> {
  const expected = expectedBack(context)
  const { gained, findings = [] } = await readTokens(response, {
    ...expected,
    token_types: [...(expected.token_types ?? []), 'N_A'],
    pitfalls: exchangePitfalls,
    now: serverTime(context, response),
  })
  const record = readRecord(response)
  return {
    gained: { ...gained, ...issuedType(record) },
    findings: [...findings, ...exchangeFindings(record, context.values)],
  }
}

const exchangePitfalls: readonly Pitfall[] = [
  {
    says: 'invalid_target',
    cause: 'The server does not know the resource or audience, or gives no token for it.',
    remedy: 'Compare it letter by letter with the name the API is registered under.',
  },
  {
    says: 'invalid_request',
    cause: 'The subject or actor token does not hold, or is not of the type that was named.',
    remedy: 'Get both anew in the steps before, and compare their types.',
  },
  ...tokenPitfalls,
]

export const exchangeToken: RequestStep = {
  kind: 'request',
  id: 'token',
  title: 'Exchange the tokens',
  phase: 'Exchange',
  why: 'The server looks at who is asking, for whom, and for what, and makes a token that says exactly that. The tokens that were handed in stay as they are.',
  needs: ['token_endpoint', 'client_id', 'subject_token', 'subject_token_type'],
  gives: ['access_token'],
  request: (context) => tokenRequest(tokenCall(GRANT, parameters), context),
  receive,
  again: withNonce,
  look: [
    'issued_token_type: what came, whatever access_token is called.',
    'token_type N_A: what came cannot be used as an access token.',
    'act in the token: who acts. Earlier actors stand inside it.',
  ],
  pitfalls: exchangePitfalls,
  links: [rfc(8693, '2.1'), rfc(8693, '2.2.1'), rfc(8693, '4.1')],
}
