/** Pushed authorization requests (RFC 9126): everything is checked before the browser is sent anywhere. */
import { Fault, type Turn } from '../core/simulation.ts'
import { json } from './answers.ts'
import { PUSHED } from './request-object.ts'

const LIFETIME = 90

/** What proves the client, and is no part of the request. */
const ofTheClient = ['client_secret', 'client_assertion', 'client_assertion_type']

export const parQuestions = (questions: readonly string[]) => async (turn: Turn) => {
  if (turn.parameters.get('request_uri') !== undefined)
    throw new Fault('request_invalid', { says: 'request_uri cannot be pushed.' })
  for (const name of questions) {
    await turn.runCheck(name)
    // Nobody is in front of a browser here: a refusal is the client's to read.
    turn.manner = 'json'
  }
  return pushed(turn)
}

function pushed(turn: Turn): Response {
  const request_uri = PUSHED + turn.ids.opaque(24)
  const { parameters } = turn
  const client_id = turn.client?.client_id ?? ''
  const given = parameters
    .names()
    .filter((name) => !ofTheClient.includes(name) && name !== 'client_id' && name !== 'dpop_jkt')
    .flatMap((name) => parameters.all(name).map((value): [string, string] => [name, value]))
  // RFC 9449 section 10.1: a proof here binds the code as dpop_jkt does.
  const jkt = turn.facts?.jkt
  turn.world.pushed.set(request_uri, {
    client_id,
    parameters: [
      ...given,
      ['client_id', client_id],
      ...(jkt === undefined ? [] : [['dpop_jkt', jkt] as const]),
    ],
    expiresAt: turn.now + LIFETIME * 1000,
  })
  return json(turn, 201, { request_uri, expires_in: LIFETIME })
}
