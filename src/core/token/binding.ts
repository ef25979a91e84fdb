/** The verdict on whether a token belongs to this run: nonce, hashes and bound keys. */

import type { Expectations, Token, Verdict } from './shapes.ts'
import { combine } from './verdict.ts'

export async function runVerdict(_token: Token, _expectations: Expectations): Promise<Verdict> {
  return combine('run', [], {
    passed: 'It belongs to this run.',
    failed: 'It does not belong to this run.',
    unchecked: 'Whether it belongs to this run was not checked.',
  })
}
