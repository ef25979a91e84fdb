/** The orders of checks at a server with OpenID Connect, each written down as a list of names. */
import type { Check } from '../core/simulation.ts'
import { audienceChecks } from './access-jwt.ts'
import { answerChecks } from './answer-sent.ts'
import { dpopChecks } from './dpop.ts'
import { exchangeChecks } from './grant-exchange.ts'
import { grantOpenIdChecks } from './grant-openid.ts'
import { promptChecks } from './prompt.ts'
import { requestChecks } from './request-object.ts'
import { responseModeChecks } from './response-mode.ts'
import { targetChecks } from './targets.ts'
import { waitingChecks } from './waiting.ts'

export const openIdChecks: readonly Check[] = [
  ...answerChecks,
  ...audienceChecks,
  ...dpopChecks,
  ...exchangeChecks,
  ...grantOpenIdChecks,
  ...promptChecks,
  ...requestChecks,
  ...responseModeChecks,
  ...targetChecks,
  ...waitingChecks,
]

/** What may be wrong with an authorization request, wherever it comes in. */
export const authorizeQuestions: readonly string[] = [
  'request_resolved',
  'redirect_uri_registered',
  'parameters_once',
  'response_type_given',
  'response_mode_right',
  'response_type_supported',
  'response_type_allowed',
  'scope_registered',
  'code_challenge_right',
  'facts_asked',
]

export const authorizeOpenIdOrder: readonly string[] = [
  'client_id_given',
  'client_known',
  ...authorizeQuestions,
  'prompt_right',
  'signed_in',
  'consent_right',
  'answer_sent',
]

/** Who calls, at every endpoint that asks. */
export const clientOrder: readonly string[] = [
  'parameters_once',
  'one_client_authentication',
  'client_authenticated',
  'client_id_agrees',
]

export const tokenOpenIdOrder: readonly string[] = [
  'post_only',
  ...clientOrder,
  'grant_type_given',
  'grant_type_supported',
  'grant_type_allowed',
  'proof_right',
]

export const bearerOpenIdOrder: readonly string[] = [
  'token_given',
  'token_known',
  'token_fresh',
  'token_bound',
  'token_for_here',
]
