/** The end of an authorization request: code, token and ID token, as the response type says. */
import type { Check, Turn } from '../core/simulation.ts'
import { sendBack } from './answers.ts'
import { keepCode } from './authorize.ts'
import { idTokenFor } from './id-token.ts'
import { issueToken, secondsLeft } from './issue.ts'
import { forgetAnswered } from './prompt.ts'
import { typesOf } from './response-type.ts'

export const answerChecks: readonly Check[] = [
  {
    name: 'answer_sent',
    source: 'OpenID Connect Core 3.1.2.5, 3.2.2.5 and 3.3.2.5',
    async run(turn) {
      forgetAnswered(turn)
      // RFC 9126 section 4: a request_uri is for one authorization.
      turn.world.pushed.delete(turn.query.get('request_uri') ?? '')
      turn.facts = { ...turn.facts, auth_time: turn.session?.auth_time }
      return sendBack(turn, turn.redirect_uri ?? '', await answer(turn))
    },
  },
]

async function answer(turn: Turn): Promise<Readonly<Record<string, unknown>>> {
  const types = typesOf(turn)
  const state = turn.parameters.get('state')
  if (types.includes('code')) turn.code = keepCode(turn)
  const code = turn.code?.code
  const token = types.includes('token') ? await issueToken(turn) : undefined
  const beside = { scope: turn.scope ?? '', access_token: token?.access_token, code, state }
  const id_token = types.includes('id_token')
    ? await idTokenFor(turn, { ...beside, alone: types.length === 1 })
    : undefined
  return {
    code,
    access_token: token?.access_token,
    token_type: token === undefined ? undefined : 'Bearer',
    expires_in: token === undefined ? undefined : secondsLeft(turn, token),
    scope: token?.scope,
    id_token,
    state,
  }
}
