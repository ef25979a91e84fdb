/** Steps 2 and 3 of the guide: credentials for a tenant, and the authorization code. */
import { readApi } from '../../core/answer/api.ts'
import { isRecord, type JsonValue, member } from '../../core/answer/json.ts'
import { headersOf } from '../../core/http.ts'
import { Refusal } from '../../core/problem.ts'
import { rfc } from '../../core/source.ts'
import type { Context, Field, RequestStep } from '../../core/vendor.ts'
import { pace, paceNote, readSession } from './login-steps.ts'
import { jsonRequest, loginBase, loginPitfalls, sessionHeaders } from './shared.ts'
import { guide, guideLink, limits } from './sources.ts'

const text = (json: JsonValue | undefined, name: string): string => {
  const value = isRecord(json) ? member(json, name) : undefined
  if (typeof value === 'string' && value !== '') return value
  throw new Refusal({
    kind: 'malformed_response',
    code: `${name}_missing`,
    means: `The answer has no ${name}.`,
    remedy: 'Look at the raw answer, and compare it with the guide.',
    source: guideLink,
  })
}

export const tenantCredentials: RequestStep = {
  kind: 'request',
  id: 'client_credentials',
  title: 'Make credentials for a tenant',
  phase: 'Get a token',
  why: 'A Managed Service Provider may let Central make a client ID and secret for one tenant. With them a program can be given to the tenant without the provider’s own secret.',
  needs: ['client_id', 'tenant_id', 'session_cookie', 'csrf_token'],
  gives: ['tenant_client_id', 'tenant_client_secret'],
  optional: true,
  pace,
  request(context) {
    const query = new URLSearchParams({ client_id: context.need('client_id') })
    const url = `${loginBase(context)}/client_credentials?${query}`
    const body = { customer_id: context.need('tenant_id') }
    return jsonRequest('POST', url, body, sessionHeaders(context, url))
  },
  receive(_context, response) {
    const { json, findings } = readApi(response, loginPitfalls)
    const gained = {
      tenant_client_id: text(json, 'client_id'),
      tenant_client_secret: text(json, 'client_secret'),
    }
    return { gained, findings }
  },
  look: ['A new client_id and client_secret. The secret is shown this once: keep it safe.'],
  pitfalls: [
    {
      status: 401,
      says: 'Auth failure',
      cause: 'The session has ended, or the user is not of a Managed Service Provider.',
      remedy:
        'Log in again with an MSP user, or skip this step: the provider’s own client works too.',
    },
    ...loginPitfalls,
  ],
  notes: [
    paceNote,
    {
      text: 'The guide writes the cookies of this request as Set-Cookie. That is a slip: a client sends Cookie.',
      source: guide,
    },
  ],
  links: [guideLink],
}

export const actAs: Field = {
  name: 'act_as',
  label: 'Whose credentials',
  kind: 'choice',
  initial: 'own',
  choices: [
    { value: 'own', label: 'The provider’s own', hint: 'One token, and TenantID at each call.' },
    { value: 'tenant', label: 'Those made for the tenant', hint: 'A token for this tenant alone.' },
  ],
  when: (values) => (values.tenant_client_id ?? '') !== '',
}

/** The client that the rest of the walk speaks for. */
export const clientOf = (context: Context): { client_id: string; client_secret: string } =>
  context.values.act_as === 'tenant'
    ? {
        client_id: context.need('tenant_client_id'),
        client_secret: context.need('tenant_client_secret'),
      }
    : { client_id: context.need('client_id'), client_secret: context.need('client_secret') }

/** The customer that client belongs to. */
export const ownerOf = (context: Context): string =>
  context.need(context.values.act_as === 'tenant' ? 'tenant_id' : 'customer_id')

const scope: Field = {
  name: 'scope',
  label: 'Scope',
  kind: 'choice',
  initial: 'all',
  choices: [
    { value: 'all', label: 'all', hint: 'Reading and writing.' },
    { value: 'read', label: 'read', hint: 'Reading only; writing is answered with 403.' },
  ],
}

export const authorizationCode = (more: readonly Field[] = []): RequestStep => ({
  kind: 'request',
  id: 'code',
  title: 'Get an authorization code',
  phase: 'Get a token',
  why: 'The login session says who you are; the code says that this client may act for you at one customer. It lives five minutes and works once.',
  asks: [...more, scope],
  needs: ['client_id', 'customer_id', 'session_cookie', 'csrf_token'],
  gives: ['code'],
  pace,
  request(context) {
    const query = new URLSearchParams({
      client_id: clientOf(context).client_id,
      response_type: 'code',
      scope: context.need('scope'),
    })
    const url = `${loginBase(context)}/?${query}`
    return jsonRequest('POST', url, { customer_id: ownerOf(context) }, sessionHeaders(context, url))
  },
  receive(context, response) {
    const { json, findings } = readApi(response, loginPitfalls)
    const code = text(json, 'auth_code')
    // The answer sets the cookies again: the newest ones count (vendor notes, 5.3).
    const again = headersOf(response, 'set-cookie').length > 0
    const session = again ? readSession(context, response) : { gained: {} }
    return {
      gained: { ...session.gained, code },
      findings: [...findings, ...(session.findings ?? [])],
    }
  },
  look: [
    'The code is called auth_code, in a JSON body.',
    'The cookies come again. If the CSRF value changed, the new one counts from here on.',
    'X-CSRF-Token in the request is the value of the csrftoken cookie of your own login.',
  ],
  pitfalls: [
    {
      status: 400,
      says: 'scope',
      cause: 'This application may not have this scope, or the scope is neither all nor read.',
      remedy: 'Choose read, or another application.',
    },
    ...loginPitfalls,
  ],
  deviations: [
    {
      how: 'The client gets the code by a POST of its own: no redirect, no redirect_uri, no state, and the code is called auth_code.',
      rule: 'The code comes through the user’s browser to the registered redirect URI, as code.',
      rfc: rfc(6749, '4.1.2'),
      source: guide,
    },
  ],
  notes: [
    paceNote,
    { text: 'Newer documents allow one new code per 30 minutes and client.', source: limits },
  ],
  links: [guideLink, rfc(6749, '4.1')],
})
