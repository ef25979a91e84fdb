/** The verdict on who made a token and for whom: iss, aud, azp and client_id against the run. */

import type { Expectations, Token, Verdict } from './shapes.ts'
import { combine } from './verdict.ts'

export function issuerVerdict(_token: Token, _expectations: Expectations): Verdict {
  return combine('issuer_audience', [], {
    passed: 'Issuer and audience are the expected ones.',
    failed: 'Issuer or audience is not the expected one.',
    unchecked: 'Issuer and audience were not checked.',
  })
}
