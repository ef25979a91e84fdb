/** The two small APIs of the sandbox's own server: something to call with a token. */
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'

function me(turn: Turn): Response {
  const { access, account, client } = turn
  const told = {
    client_id: client?.client_id,
    username: account?.username,
    scope: access?.scope,
    act: access?.facts?.act,
    authorization_details: access?.facts?.authorization_details,
  }
  return answer(told)
}

function summary(turn: Turn): Response {
  if (turn.access?.scope.split(' ').includes('reports:read') !== true)
    throw new Fault('token_scope_small', { says: 'This needs the scope reports:read.' })
  return answer({ reports: 3, newest: 'Pages printed in May', pages: 1284 })
}

const answer = (told: unknown): Response =>
  Response.json(told, { headers: { 'Cache-Control': 'no-store' } })

export const routes: Readonly<Record<`${string} /${string}`, Route>> = {
  'GET /api/me': { run: me },
  'GET /reports/summary': { run: summary },
}
