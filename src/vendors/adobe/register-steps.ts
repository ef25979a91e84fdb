/** The registration request (RFC 7591 with a software statement), in Adobe's form. */
import { allowInsecureRequests, dynamicClientRegistrationRequest } from 'oauth4webapi'
import { readRegistration } from '../../core/answer/registration.ts'
import { capture } from '../../core/capture.ts'
import { type HttpRequest, utf8 } from '../../core/http.ts'
import { rfc } from '../../core/source.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import {
  redirect_uri,
  registerEndpoint,
  registerPitfalls,
  registrationAnswer,
  singular,
  withDevice,
} from './shared.ts'
import { access, assumed, questions, registration } from './sources.ts'

export type Metadata = Readonly<Record<string, unknown>>

/** As oauth4webapi writes it; `redirect_uri` in the singular is Adobe's, so the body is ours. */
export async function registerRequest(context: Context, metadata: Metadata): Promise<HttpRequest> {
  const registration_endpoint = registerEndpoint(context)
  const server = { issuer: new URL(registration_endpoint).origin, registration_endpoint }
  const request = await capture((options) =>
    dynamicClientRegistrationRequest(server, {}, { ...options, [allowInsecureRequests]: true }),
  )
  return withDevice({ ...request, body: utf8(JSON.stringify(metadata)) }, context)
}

/** What is asked for: the statement, and a redirect URI where one was given. */
export function asked(context: Context): Metadata {
  const uri = context.values.redirect_uri ?? ''
  return {
    software_statement: context.need('software_statement'),
    ...(uri === '' ? {} : { redirect_uri: uri }),
  }
}

export const registered = ['client_id', 'client_secret', 'client_id_issued_at', 'scope'] as const

export const register: RequestStep = {
  kind: 'request',
  id: 'register',
  title: 'Register the client',
  phase: 'Register',
  why: 'The statement is exchanged for a client ID and a secret of your own installation. This is done once: store both, and come back only when Adobe no longer accepts them.',
  asks: [redirect_uri],
  needs: ['software_statement'],
  gives: registered,
  request: (context) => registerRequest(context, asked(context)),
  receive: (context, response) =>
    readRegistration(response, asked(context), {
      endpoint: registerEndpoint(context),
      pitfalls: registerPitfalls,
    }),
  look: [
    '201: something was created. Both the ID and the secret are UUIDs.',
    'client_id_issued_at has 13 digits: milliseconds. Grantwalk keeps it in seconds.',
    'scopes is a list, and nothing says when the secret expires.',
  ],
  pitfalls: registerPitfalls,
  deviations: [singular, ...registrationAnswer],
  notes: [
    {
      text: 'Register again only when the credentials stop working; doing it for every token is the classic mistake.',
      source: questions,
    },
    {
      text: 'Every registration makes another client, and the earlier ones go on.',
      source: assumed,
    },
    { text: 'Errors carry a code and no description.', source: registration },
    { text: 'redirect_uri may be left out.', source: access },
  ],
  links: [rfc(7591, '3.1.1')],
}
