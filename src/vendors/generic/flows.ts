/** Every flow an OAuth or OpenID server may have, as lists of steps. */
import { typesIn } from '../../core/response-mode.ts'
import type { Flow } from '../../core/vendor.ts'
import * as after from './after-steps.ts'
import { askStep, dpopKey, fresh } from './ask-steps.ts'
import { authorizeSteps, pushRequest, signRequest } from './authorize-steps.ts'
import { exchange, refresh } from './code-steps.ts'
import { backFlows } from './flows-back.ts'
import { clientSteps, serverSteps, withRedirect } from './shared.ts'
import { userinfo } from './userinfo-step.ts'

/** It can sign requests as well as prove itself, so that every switch works with it. */
const sample = { client_id: 'generic-private', token_endpoint_auth_method: 'private_key_jwt' }

type Told = Pick<Flow, 'id' | 'title' | 'summary'>

/** A flow through the browser: what differs is what comes back from there. */
function through(response_type: string, told: Told): Flow {
  const types = typesIn(response_type)
  const withCode = types.includes('code')
  const withToken = withCode || types.includes('token')
  return {
    ...told,
    steps: [
      ...serverSteps,
      ...clientSteps(sample, withRedirect),
      askStep(response_type),
      ...(withCode && !types.includes('token') ? [dpopKey] : []),
      fresh,
      signRequest(response_type),
      pushRequest(response_type),
      ...authorizeSteps(response_type),
      ...(withCode ? [exchange(types)] : []),
      ...(withToken ? [userinfo, after.challenge, after.callApi, after.introspect] : []),
      ...(withCode ? [refresh] : []),
      ...(withToken ? [after.revoke] : []),
      after.signOut,
    ],
  }
}

/** Everything but the API is the server's own, whatever its addresses look like. */
const atServer = (flow: Flow): Flow => ({
  ...flow,
  steps: flow.steps.map((step) =>
    [after.challenge.id, after.callApi.id].includes(step.id) ? step : { ...step, actor: 'server' },
  ),
})

const whole: readonly Flow[] = [
  through('code', {
    id: 'authorization_code',
    title: 'Authorization code',
    summary:
      'Sign in at the server, come back with a code, exchange it. With PKCE, the one to build on.',
  }),
  through('token', {
    id: 'implicit_token',
    title: 'Implicit, access token',
    summary: 'The token comes back in the address. No exchange, no longer recommended.',
  }),
  through('id_token', {
    id: 'implicit_id_token',
    title: 'Implicit, ID token',
    summary: 'Only who signed in, signed by the server, in the address.',
  }),
  through('id_token token', {
    id: 'implicit_both',
    title: 'Implicit, both tokens',
    summary: 'An ID token and an access token in the address. No longer recommended.',
  }),
  through('code id_token', {
    id: 'hybrid_id_token',
    title: 'Hybrid, code and ID token',
    summary: 'Who signed in comes at once, bound to the code by a hash; the rest by exchange.',
  }),
  through('code token', {
    id: 'hybrid_token',
    title: 'Hybrid, code and access token',
    summary: 'A first access token comes at once, another by exchange.',
  }),
  through('code id_token token', {
    id: 'hybrid_both',
    title: 'Hybrid, code and both tokens',
    summary: 'Everything at once in the address, and once more by exchange.',
  }),
  ...backFlows,
]

export const flows: readonly Flow[] = whole.map(atServer)
