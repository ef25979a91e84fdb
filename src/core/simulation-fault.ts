/** The ways a simulated vendor refuses. */

/** The ways to be refused that the engine knows. A vendor may add its own. */
export type StandardFault =
  | 'not_found'
  | 'method_not_allowed'
  | 'parameter_repeated'
  | 'client_authentication_missing'
  | 'client_authentication_repeated'
  | 'client_credentials_wrong'
  | 'client_id_differs'
  | 'access_disabled'
  | 'grant_type_missing'
  | 'grant_type_unsupported'
  | 'grant_type_refused'
  | 'credentials_wrong'
  | 'account_disabled'
  | 'account_locked'
  | 'scope_wrong'
  | 'code_missing'
  | 'code_wrong'
  | 'redirect_uri_differs'
  | 'code_of_another_client'
  | 'code_verifier_wrong'
  | 'refresh_token_missing'
  | 'refresh_token_wrong'
  | 'refresh_token_expired'
  | 'refresh_token_of_another_client'
  | 'client_id_missing'
  | 'client_unknown'
  | 'response_type_missing'
  | 'response_type_unsupported'
  | 'response_type_refused'
  | 'redirect_uri_missing'
  | 'redirect_uri_not_registered'
  | 'code_challenge_missing'
  | 'code_challenge_wrong'
  | 'user_denied'
  | 'form_expired'
  | 'token_missing'
  | 'token_unknown'
  | 'token_expired'
  | 'too_many_requests'
  | OpenIdFault

/** Their detail `says` is the description, where one sentence does not fit all. */
export type OpenIdFault =
  | 'request_invalid'
  | 'request_object_wrong'
  | 'request_uri_wrong'
  | 'request_uri_unsupported'
  | 'login_required'
  | 'consent_required'
  | 'grant_wrong'
  | 'proof_wrong'
  | 'proof_nonce_wanted'
  | 'token_proof_wrong'
  | 'token_proof_nonce_wanted'
  | 'token_key_wrong'
  | 'token_scope_small'
  | 'target_wrong'
  | 'authorization_details_wrong'
  | 'authorization_pending'
  | 'slow_down'
  | 'waiting_expired'
  | 'waiting_denied'
  | 'person_unknown'
  | 'binding_message_wrong'
  | 'metadata_wrong'
  | 'redirect_metadata_wrong'
  | 'statement_wrong'

export type FaultName = StandardFault | (string & {})

/** Thrown small by a check; the engine turns it into the vendor's words, once. */
export class Fault extends Error {
  readonly fault: FaultName
  readonly detail: Readonly<Record<string, string>>
  constructor(fault: FaultName, detail: Readonly<Record<string, string>> = {}) {
    super(fault)
    this.name = 'Fault'
    this.fault = fault
    this.detail = detail
  }
}
