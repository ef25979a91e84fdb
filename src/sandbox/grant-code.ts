/** The checks of the authorization code grant (RFC 6749 section 4.1.3). */
import { type Check, Fault } from '../core/simulation.ts'
import { endFamily } from './issue.ts'
import { s256 } from './s256.ts'

export const codeChecks: readonly Check[] = [
  {
    name: 'code_given',
    source: 'RFC 6749 section 4.1.3: REQUIRED',
    run(turn) {
      if (turn.parameters.get('code') === undefined) throw new Fault('code_missing')
      return undefined
    },
  },
  {
    name: 'code_not_replayed',
    source: 'RFC 6749 section 4.1.2: a second use SHOULD revoke what the first one gave',
    run(turn) {
      const family = turn.world.spent.get(turn.parameters.get('code') ?? '')
      if (family === undefined) return undefined
      endFamily(turn.world, family)
      throw new Fault('code_wrong')
    },
  },
  {
    name: 'code_known',
    source: 'RFC 6749 section 4.1.2: used once; whoever fails below has burnt it',
    run(turn) {
      const code = turn.world.codes.get(turn.parameters.get('code') ?? '')
      if (code === undefined) throw new Fault('code_wrong')
      turn.world.codes.delete(code.code)
      turn.world.spent.set(code.code, code.family)
      if (code.expiresAt <= turn.now) throw new Fault('code_wrong')
      turn.code = code
      return undefined
    },
  },
  {
    name: 'redirect_uri_same',
    source: 'RFC 6749 section 4.1.3: identical, and present when it was present',
    run(turn) {
      const redirect_uri = turn.parameters.get('redirect_uri')
      const expected = turn.code?.redirectGiven === true ? turn.code.redirect_uri : undefined
      if (redirect_uri !== expected) throw new Fault('redirect_uri_differs')
      return undefined
    },
  },
  {
    name: 'code_of_this_client',
    source: 'RFC 6749 section 4.1.3: issued to this client',
    run(turn) {
      if (turn.code?.client_id !== turn.client?.client_id) throw new Fault('code_of_another_client')
      turn.account = turn.findAccount(turn.code?.username)
      turn.scope = turn.code?.scope
      turn.facts = turn.code?.facts
      return undefined
    },
  },
  {
    name: 'code_verifier_right',
    source:
      'RFC 7636 section 4.6; RFC 9700 section 4.8.2: a verifier without a challenge is refused',
    async run(turn) {
      const verifier = turn.parameters.get('code_verifier')
      const { code_challenge, code_challenge_method } = turn.code ?? {}
      if (code_challenge === undefined && verifier === undefined) return undefined
      const made = code_challenge_method === 'S256' ? await s256(verifier ?? '') : verifier
      if (verifier === undefined || made !== code_challenge) throw new Fault('code_verifier_wrong')
      return undefined
    },
  },
]
