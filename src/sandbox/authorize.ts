/** The authorization endpoint: its checks in order. Before the redirect URI is trusted nobody is sent anywhere. */
import { type Check, Fault, type IssuedCode, type Turn } from '../core/simulation.ts'
import { sendBack } from './answers.ts'
import { issueToken, secondsLeft } from './issue.ts'
import { askConsent, needLogin } from './login.ts'
import { responseTypeChecks } from './response-type.ts'

export const authorizeChecks: readonly Check[] = [
  {
    name: 'client_id_given',
    source: 'RFC 6749 section 4.1.1: REQUIRED',
    run(turn) {
      if (turn.parameters.get('client_id') === undefined) throw new Fault('client_id_missing')
      return undefined
    },
  },
  {
    name: 'client_known',
    source: 'RFC 6749 section 4.1.2.1: the user MUST NOT be sent to an invalid redirect URI',
    run(turn) {
      turn.client = turn.findClient(turn.parameters.get('client_id'))
      if (turn.client === undefined) throw new Fault('client_unknown')
      return undefined
    },
  },
  {
    name: 'redirect_uri_registered',
    source: 'RFC 6749 section 3.1.2.3; RFC 9700 section 2.1: exact string matching',
    run(turn) {
      const registered = turn.client?.redirect_uris ?? []
      const given = turn.parameters.get('redirect_uri')
      const redirect_uri = given ?? (registered.length > 0 ? registered[0] : undefined)
      if (redirect_uri === undefined) throw new Fault('redirect_uri_missing')
      if (!registered.includes(redirect_uri)) throw new Fault('redirect_uri_not_registered')
      turn.redirect_uri = redirect_uri
      turn.manner = 'redirect' // from here on a refusal is the client's to hear
      return undefined
    },
  },
  ...responseTypeChecks,
  {
    name: 'signed_in',
    source: 'RFC 6749 section 3.1: the authorization server MUST first verify the identity',
    run: needLogin,
  },
  {
    name: 'approved',
    source: 'RFC 6749 section 4.1: the resource owner grants or denies',
    run(turn) {
      if (turn.approval === undefined) return askConsent(turn)
      if (turn.approval === 'deny') throw new Fault('user_denied')
      return undefined
    },
  },
  {
    name: 'send_back',
    source: 'RFC 6749 sections 4.1.2 and 4.2.2',
    run: (turn) =>
      turn.parameters.get('response_type') === 'token' ? sendToken(turn) : sendCode(turn),
  },
]

/** The conforming order. */
export const authorizeOrder: readonly string[] = [
  'client_id_given',
  'client_known',
  'redirect_uri_registered',
  'parameters_once',
  'response_type_given',
  'response_type_supported',
  'response_type_allowed',
  'scope_registered',
  'code_challenge_right',
  'signed_in',
  'approved',
  'send_back',
]

/** What a code carries on from the request to the exchange. */
export function keepCode(turn: Turn): IssuedCode {
  const rules = turn.simulator.authorize
  const code = rules?.code?.(turn.ids) ?? turn.ids.opaque(32)
  const redirect_uri = turn.redirect_uri ?? ''
  const code_challenge = turn.parameters.get('code_challenge')
  const nonce = turn.parameters.get('nonce')
  const kept: IssuedCode = {
    code,
    client_id: turn.client?.client_id ?? '',
    username: turn.account?.username ?? '',
    scope: turn.scope ?? turn.client?.scope ?? '',
    redirect_uri,
    redirectGiven: turn.parameters.get('redirect_uri') !== undefined,
    expiresAt: turn.now + (rules?.codeSeconds ?? 60) * 1000,
    family: turn.ids.uuid(),
    ...(code_challenge === undefined
      ? {}
      : {
          code_challenge,
          // RFC 7636 section 4.3: absent means plain.
          code_challenge_method: turn.parameters.get('code_challenge_method') ?? 'plain',
        }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(turn.session?.auth_time === undefined ? {} : { auth_time: turn.session.auth_time }),
    ...(turn.facts === undefined ? {} : { facts: turn.facts }),
  }
  turn.world.codes.set(code, kept)
  return kept
}

function sendCode(turn: Turn): Promise<Response> {
  const { code } = keepCode(turn)
  return sendBack(turn, turn.redirect_uri ?? '', { code, state: turn.parameters.get('state') })
}

async function sendToken(turn: Turn): Promise<Response> {
  const token = await issueToken(turn)
  const fields = (await turn.simulator.tokens?.fragment?.(turn, token)) ?? {
    access_token: token.access_token,
    token_type: 'Bearer',
    expires_in: secondsLeft(turn, token),
    scope: token.scope,
    state: turn.parameters.get('state'),
  }
  return sendBack(turn, turn.redirect_uri ?? '', fields)
}
