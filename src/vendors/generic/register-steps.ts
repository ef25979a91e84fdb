/** Dynamic registration: a client that introduces itself, with somebody's word for it or without (RFC 7591). */
import {
  allowInsecureRequests,
  dynamicClientRegistrationRequest,
  revocationRequest,
} from 'oauth4webapi'
import { refusalOf } from '../../core/answer/refusal.ts'
import { readRegistration } from '../../core/answer/registration.ts'
import { readStatement } from '../../core/answer/statement.ts'
import { capture } from '../../core/capture.ts'
import { type HttpRequest, utf8 } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import type { Context, LocalStep, Pitfall, RequestStep } from '../../core/vendor.ts'
import { softwareStatement } from './fixture.ts'
import { type Metadata, registeredMethod, wishedMetadata } from './registration-metadata.ts'
import { authentication, knows, tokenPitfalls } from './shared.ts'
import { assumed, documented } from './sources.ts'

const phase = 'Register'

export const statement: LocalStep = {
  kind: 'local',
  id: 'statement',
  title: 'Take the software statement',
  phase,
  action: 'Take this statement',
  why: 'Somebody the server trusts has signed what this software is. Whatever the statement says counts more than what stands beside it in the request.',
  asks: [
    {
      name: 'software_statement',
      label: 'Software statement',
      kind: 'multiline',
      hint: 'A signed JWT, as its issuer gave it. It is read here and not verified.',
      sample: softwareStatement,
    },
  ],
  needs: [],
  gives: ['software_statement'],
  look: ['Open it from here: its claims are what the client will be registered as.'],
  links: [rfc(7591, '2.3')],
  make: (context) => readStatement(context.need('software_statement')).gained,
}

export const registrationPitfalls: readonly Pitfall[] = [
  {
    status: 401,
    cause: 'The server wants an initial access token, or does not take this one.',
    remedy: 'Ask whoever runs the server for one, and fill it in where the client is described.',
  },
  {
    says: 'invalid_client_metadata',
    cause: 'The server does not take one of the values, or not together with another.',
    remedy: 'Read its words, and change what they name where the client is described.',
  },
  {
    says: 'invalid_redirect_uri',
    cause: 'The server does not take this redirect URI.',
    remedy: 'Give an https address without a fragment, or one on the loopback.',
  },
  {
    says: 'invalid_software_statement',
    cause: 'The statement is damaged, or its signature is not right.',
    remedy: 'Get it again from its issuer and paste all of it.',
  },
  {
    says: 'unapproved_software_statement',
    cause: 'The server does not believe this issuer, or not this software.',
    remedy: 'Ask whoever runs the server whose statements it takes.',
  },
]

/** As oauth4webapi writes it; the body is ours, so that every kind of value may stand in it. */
async function request(context: Context): Promise<HttpRequest> {
  const registration_endpoint = context.need('registration_endpoint')
  const initialAccessToken = context.values['initial_access_token'] ?? ''
  const asked = await capture((options) =>
    dynamicClientRegistrationRequest(
      { issuer: new URL(registration_endpoint).origin, registration_endpoint },
      {},
      {
        ...options,
        ...(initialAccessToken === '' ? {} : { initialAccessToken }),
        [allowInsecureRequests]: true,
      },
    ),
  )
  return { ...asked, body: utf8(JSON.stringify(await wishedMetadata(context), null, 2)) }
}

/** What was asked for: as it was sent, for a person may have edited it. */
export function sentMetadata({ body }: HttpRequest): Metadata {
  try {
    const value: unknown = JSON.parse(body?.data ?? '')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // Not JSON any more: the server had nothing to compare with either.
    return {}
  }
}

export const register: RequestStep = {
  kind: 'request',
  id: 'register',
  title: 'Register the client',
  phase,
  why: 'Nobody fills in a form: the client says what it is, and the server answers with an ID, perhaps a secret, and everything it really registered. That may be less, or other, than was asked for.',
  needs: ['registration_endpoint', 'client_name', 'token_endpoint_auth_method', 'registration'],
  gives: ['client_id'],
  request,
  receive(context, response, sent) {
    const { gained, findings = [] } = readRegistration(response, sentMetadata(sent), {
      endpoint: context.need('registration_endpoint'),
      pitfalls: registrationPitfalls,
    })
    return { gained: { ...gained, ...registeredMethod(response) }, findings }
  },
  look: [
    '201, and the whole registration. Compare it with what was sent.',
    'registration_access_token: with it this one client can be read, changed and deleted.',
  ],
  pitfalls: registrationPitfalls,
  notes: [
    {
      text: 'Each time makes another client, and the earlier ones stay.',
      source: assumed,
    },
    {
      text: 'The server may put its own values in place of those that were asked for.',
      source: documented(rfc(7591, '3.2.1')),
    },
  ],
  links: [rfc(7591, '3.1'), rfc(7591, '3.2.1')],
}

/** Any client may ask to end a token; what is no token is answered with 200 as well (RFC 7009 section 2.2). */
export const proveClient: RequestStep = {
  kind: 'request',
  id: 'prove',
  title: 'See that the server knows the client',
  phase: 'Use the client',
  why: 'A client for the code flow has nothing to show without a person. So it asks to end a token that never was: only a client that the server knows and believes is answered with 200.',
  needs: ['revocation_endpoint', 'client_id'],
  gives: [],
  optional: true,
  when: (values) => knows(values, 'revocation_endpoint'),
  request(context) {
    const revocation_endpoint = context.need('revocation_endpoint')
    return capture((options) =>
      revocationRequest(
        { issuer: new URL(revocation_endpoint).origin, revocation_endpoint },
        { client_id: context.need('client_id') },
        authentication(context),
        context.random(16),
        { ...options, [allowInsecureRequests]: true },
      ),
    )
  },
  receive(_context, response) {
    if (response.status !== 200) throw new Refusal(refusalOf(response, tokenPitfalls))
    return { gained: {} }
  },
  look: ['200: the client was recognised. 401 invalid_client would say that it was not.'],
  pitfalls: tokenPitfalls,
  links: [rfc(7009, '2.2')],
}
