/** The standard steps. A vendor's step is one of these plus its words and its differences. */
import {
  allowInsecureRequests,
  type ClientAuth,
  genericTokenEndpointRequest,
  protectedResourceRequest,
} from 'oauth4webapi'
import { readApi } from './answer/api.ts'
import type { JsonValue } from './answer/json.ts'
import { refusalOf } from './answer/refusal.ts'
import { type ExpectedTokens, readTokens } from './answer/tokens.ts'
import { type Caught, capture } from './capture.ts'
import { type HttpRequest, type HttpResponse, headerOf } from './http.ts'
import { Refusal } from './problem.ts'
import type { Values } from './values.ts'
import type { Context, Receipt, RedirectStep, RequestStep } from './vendor.ts'

/** What a vendor says of any step: everything but the behaviour. */
export type Words<S extends RequestStep | RedirectStep> = Omit<S, 'kind' | 'request' | 'receive'>

/** The sandbox speaks plain http on loopback; an appliance may too. What is shown is what is sent. */
const insecure = (options: Caught) => ({ ...options, [allowInsecureRequests]: true }) as const

/** What a token request is made of, whatever the grant. */
export interface TokenCall {
  readonly grant_type: string
  readonly endpoint: (context: Context) => string
  readonly auth: (context: Context) => ClientAuth
  readonly parameters: (context: Context) => Values
  /** How this vendor wants the request to look. */
  readonly shape?: (request: HttpRequest, context: Context) => HttpRequest | Promise<HttpRequest>
}

/** The request for a token endpoint (RFC 6749 section 3.2), as oauth4webapi writes it. */
export async function tokenRequest(call: TokenCall, context: Context): Promise<HttpRequest> {
  const token_endpoint = call.endpoint(context)
  const server = { issuer: new URL(token_endpoint).origin, token_endpoint }
  const client = { client_id: context.need('client_id') }
  const parameters = { ...call.parameters(context) }
  const auth = call.auth(context)
  const request = await capture((options) =>
    genericTokenEndpointRequest(
      server,
      client,
      auth,
      call.grant_type,
      parameters,
      insecure(options),
    ),
  )
  return call.shape?.(request, context) ?? request
}

interface TokenStep extends Words<RequestStep> {
  readonly call: TokenCall
  /** What this vendor's answer may look like besides the standard. */
  readonly expected?: ExpectedTokens | ((context: Context) => ExpectedTokens)
  /** What else follows from the answer. */
  readonly also?: (context: Context, receipt: Receipt) => Values
}

/** Asks a token endpoint, by any grant. */
export function tokenStep({ call, expected, also, ...words }: TokenStep): RequestStep {
  return {
    ...words,
    kind: 'request',
    request: (context) => tokenRequest(call, context),
    async receive(context, response) {
      const receipt = await readTokens(response, {
        ...(words.pitfalls === undefined ? {} : { pitfalls: words.pitfalls }),
        ...(typeof expected === 'function' ? expected(context) : expected),
        now: serverTime(context, response),
      })
      return { ...receipt, gained: { ...receipt.gained, ...also?.(context, receipt) } }
    },
  }
}

/**
 * What the time is where the tokens were made: a live server is held to this machine's clock, because
 * skew is worth knowing; the sandbox's clock can be moved, and it says in `Date` what it shows.
 */
export function serverTime(context: Context, response: HttpResponse): number {
  const said = Date.parse(headerOf(response, 'date') ?? '')
  return context.target === 'sandbox' && Number.isFinite(said) ? said : context.now
}

interface ApiStep extends Words<RequestStep> {
  readonly method?: string
  readonly url: (context: Context) => string
  /** Sent as JSON. */
  readonly body?: (context: Context) => unknown
  /** The values later steps need, read from the answer. */
  readonly gain?: (json: JsonValue | undefined, context: Context) => Values
}

/** Calls the API with the access token (RFC 6750 section 2.1). */
export function callApi(step: ApiStep): RequestStep {
  const { method = 'GET', url, body, gain, ...words } = step
  return {
    ...words,
    kind: 'request',
    needs: ['access_token', ...words.needs],
    request: (context) =>
      bearer(method, url(context), context.need('access_token'), body?.(context)),
    receive(context, response) {
      const { json, findings } = readApi(response, words.pitfalls)
      return { gained: gain?.(json, context) ?? {}, findings }
    },
  }
}

/** A request with a bearer token in its header, as oauth4webapi writes it; a body goes as JSON. */
export const bearer = (
  method: string,
  url: string,
  token: string,
  body?: unknown,
): Promise<HttpRequest> =>
  capture((options) =>
    protectedResourceRequest(
      token,
      method,
      new URL(url),
      new Headers({
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }),
      body === undefined ? null : JSON.stringify(body),
      insecure(options),
    ),
  )

interface RefusedStep extends Words<RequestStep> {
  readonly request: RequestStep['request']
  /** The statuses that prove the point. */
  readonly expect: readonly number[]
  /** The error code that has to come with it, where the status alone could mean something else. */
  readonly code?: string
  /** What it means when the server says yes after all. */
  readonly otherwise: { readonly means: string; readonly remedy: string }
}

/** Shows that something is dead: the server must refuse. */
export function refusedStep(step: RefusedStep): RequestStep {
  const { request, expect, code, otherwise, ...words } = step
  return {
    ...words,
    kind: 'request',
    request,
    receive(_context, response) {
      const { status } = response
      const problem = refusalOf(response, words.pitfalls)
      if (expect.includes(status) && (code ?? problem.code) === problem.code) return { gained: {} }
      if (status < 200 || status > 299) throw new Refusal(problem)
      throw new Refusal({ kind: 'vendor_error', code: 'still_works', ...otherwise })
    },
  }
}

interface AuthorizeStep extends Words<RedirectStep> {
  readonly endpoint: (context: Context) => string
  readonly parameters: (context: Context) => Values
}

/** Sends the browser to the authorization endpoint (RFC 6749 sections 4.1.1 and 4.2.1). */
export function authorizeStep(step: AuthorizeStep): RedirectStep {
  const { endpoint, parameters, ...words } = step
  return {
    ...words,
    kind: 'redirect',
    request(context) {
      const url = new URL(endpoint(context))
      for (const [name, value] of Object.entries(parameters(context)))
        url.searchParams.set(name, value)
      // 256 bits, one use, bound to this walk (RFC 6749 section 10.12).
      url.searchParams.set('state', context.random(32))
      return { method: 'GET', url: url.href, headers: [] }
    },
    receive: (_context, parameters) => ({
      gained: Object.fromEntries([...parameters].filter(([name]) => carried.has(name))),
    }),
  }
}

/** What an authorization response may give a walk (RFC 6749 sections 4.1.2 and 4.2.2). */
const carried = new Set(['code', 'access_token', 'token_type', 'expires_in', 'scope', 'id_token'])
