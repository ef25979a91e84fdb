/** A registered client, read, changed and deleted with its own token (RFC 7592). */

import { refusalOf } from '../../core/answer/refusal.ts'
import { readRegistration } from '../../core/answer/registration.ts'
import { type HttpRequest, type HttpResponse, textOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import type { Exchange, Finding } from '../../core/session.ts'
import { rfc } from '../../core/source.ts'
import { bearer, refusedStep } from '../../core/steps.ts'
import type { Context, Field, Pitfall, Receipt, RequestStep } from '../../core/vendor.ts'
import { registrationPitfalls, sentMetadata } from './register-steps.ts'
import { type Metadata, registeredMethod } from './registration-metadata.ts'
import { documented } from './sources.ts'

const phase = 'Manage the client'

const asks: readonly Field[] = [
  {
    name: 'registration_client_uri',
    label: 'Address of the registration',
    kind: 'url',
    hint: 'As the registration gave it.',
    check: (value) =>
      URL.canParse(value) && /^https?:/i.test(value)
        ? undefined
        : 'This is not a whole address with http or https.',
  },
  {
    name: 'registration_access_token',
    label: 'Registration access token',
    kind: 'password',
    hint: 'As the registration gave it, or the newest that came since.',
  },
]

const pitfalls: readonly Pitfall[] = [
  {
    status: 401,
    cause: 'The token is not the newest one of this client, or the client is gone.',
    remedy: 'Look whether a later answer brought a new token.',
  },
  {
    status: 403,
    cause: 'The server does not allow this to a client.',
    remedy: 'Ask whoever runs the server.',
  },
  {
    status: 405,
    cause: 'The server does not offer this.',
    remedy: 'Leave this step out; the others may work.',
  },
  ...registrationPitfalls,
]

const ask = (context: Context, method: string, body?: unknown): Promise<HttpRequest> =>
  bearer(
    method,
    context.need('registration_client_uri'),
    context.need('registration_access_token'),
    body,
  )

/** What the server registered last: the text of its newest answer about the client. */
function lastRegistered({ exchanges }: Context): Metadata {
  const told = ({ step, outcome }: Exchange) =>
    ['register', 'read_client', 'update_client'].includes(step) && outcome.kind === 'accepted'
  const outcome = exchanges.findLast(told)?.outcome
  const response = outcome?.kind === 'accepted' ? outcome.response : undefined
  if (response === undefined) return {}
  const value: unknown = JSON.parse(textOf(response))
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Only the server's to say (RFC 7592 section 2.2). */
const decidedThere = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
]

const withoutDecided = (metadata: Metadata): Metadata =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => !decidedThere.includes(name)))

const rotated: Finding = {
  code: 'registration_token_rotated',
  text: 'The answer brought a new registration access token. The one before is used up.',
  rule: rfc(7592, '3'),
}

/** @param asked what the answer has to agree with */
function receive(context: Context, response: HttpResponse, asked: Metadata): Receipt {
  const { gained, findings = [] } = readRegistration(response, asked, {
    endpoint: context.need('registration_client_uri'),
    status: 200,
    pitfalls,
  })
  const { client_id, registration_access_token } = context.values
  if (client_id !== undefined && gained['client_id'] !== client_id) throw new Refusal(another)
  const next = gained['registration_access_token']
  const isNew = next !== undefined && next !== registration_access_token
  return {
    gained: { ...gained, ...registeredMethod(response) },
    findings: [...findings, ...(isNew ? [rotated] : [])],
  }
}

const another = {
  kind: 'security_stop',
  code: 'client_id_changed',
  means: 'The answer is about another client than the one that was asked about.',
  remedy: 'Nothing of it was kept. Compare the address with the one the registration gave.',
  source: rfc(7592, '3'),
} as const

export const readClient: RequestStep = {
  kind: 'request',
  id: 'read_client',
  title: 'Read the registration',
  phase,
  why: 'The server shows what it knows about the client now. It may have changed since: by somebody at the server, or by another copy of this program.',
  asks,
  needs: [],
  gives: [],
  optional: true,
  request: (context) => ask(context, 'GET'),
  receive: (context, response) =>
    receive(context, response, withoutDecided(lastRegistered(context))),
  look: [
    'The same members as in the answer to the registration.',
    'A new registration_access_token, where the server changes it each time.',
  ],
  pitfalls,
  links: [rfc(7592, '2.1')],
}

export const updateClient: RequestStep = {
  kind: 'request',
  id: 'update_client',
  title: 'Change the registration',
  phase,
  why: 'An update replaces everything: what is left out is gone. So the request holds all that the server said last, with one thing changed.',
  asks: [
    ...asks,
    {
      name: 'new_client_name',
      label: 'New name of the client',
      initial: 'The same client, renamed',
    },
  ],
  needs: ['client_id'],
  gives: [],
  optional: true,
  request: (context) =>
    ask(context, 'PUT', {
      ...withoutDecided(lastRegistered(context)),
      client_id: context.need('client_id'),
      client_name: context.need('new_client_name'),
    }),
  receive: (context, response, sent) => receive(context, response, sentMetadata(sent)),
  look: [
    'client_id has to stand in the request; the registration token must not.',
    'A new registration_access_token: take it for the next call, which this walk does by itself.',
  ],
  pitfalls,
  notes: [
    {
      text: 'A server may register something else than it was asked for.',
      source: documented(rfc(7592, '2.2')),
    },
  ],
  links: [rfc(7592, '2.2')],
}

export const deleteClient: RequestStep = {
  kind: 'request',
  id: 'delete_client',
  title: 'Delete the client',
  phase,
  why: 'A client that is not needed any more is one more secret that could be found. What it was given should end with it.',
  asks,
  needs: ['client_id'],
  gives: [],
  optional: true,
  request: (context) => ask(context, 'DELETE'),
  receive(_context, response) {
    const { status } = response
    if (status < 200 || status > 299) throw new Refusal(refusalOf(response, pitfalls))
    return { gained: {}, findings: status === 204 ? [] : [notEmpty(status)] }
  },
  look: ['204, and nothing else.'],
  pitfalls,
  links: [rfc(7592, '2.3')],
}

const notEmpty = (status: number): Finding => ({
  code: 'delete_status',
  text: `The server answered ${status}; a deletion that worked is answered with 204.`,
  rule: rfc(7592, '2.3'),
})

export const goneClient: RequestStep = refusedStep({
  id: 'gone_client',
  title: 'See that it is gone',
  phase,
  why: 'A deletion is believed when the next question is refused. The token went with the client, so the answer is that of a wrong token.',
  needs: ['client_id', 'registration_client_uri', 'registration_access_token'],
  gives: [],
  optional: true,
  request: (context) => ask(context, 'GET'),
  expect: [401, 403, 404],
  otherwise: {
    means: 'The server still answers for this client: it was not deleted.',
    remedy: 'Delete it again, or ask whoever runs the server.',
  },
  look: ['401: neither the client nor its token is known any more.'],
  links: [rfc(7592, '2.3')],
})

export const manageSteps = [readClient, updateClient, deleteClient, goneClient] as const
