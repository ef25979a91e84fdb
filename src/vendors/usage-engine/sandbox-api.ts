/** The metering API of vendor notes, 3.4, strict about what it is given. */
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { ACCOUNT_ID } from './sandbox-accesses.ts'
import { bodyOf, meterProblem, typeProblem } from './sandbox-bodies.ts'
import { doors, type scopes } from './sandbox-checks.ts'
import { keySet } from './sandbox-jwt.ts'
import {
  keepMeters,
  keepTypes,
  type Meter,
  type MeterType,
  metersIn,
  typesIn,
} from './sandbox-meters.ts'

const wrong = (text: string): Fault => new Fault('body_wrong', { text })

/** The simulator's clock, in the manner of the documented samples. */
const stamp = (turn: Turn): string => new Date(turn.now).toISOString().replace('Z', '+00:00')

const behind = (scope: (typeof scopes)[number], run: Route['run']): Route => ({
  checks: [...doors, `scope ${scope}`, 'body_small'],
  parameters: ['query'],
  run,
})

const base = '/usage-metering/v1'

export const routes: Readonly<Record<`${string} /${string}`, Route>> = {
  [`GET ${base}/meter-types`]: behind('read:meter_types', listTypes),
  [`POST ${base}/meter-types`]: behind('create:meter_types', createType),
  [`DELETE ${base}/meter-types/:id`]: behind('delete:meter_types', deleteType), // [A]
  [`GET ${base}/meters`]: behind('read:meters', listMeters),
  [`POST ${base}/meters`]: behind('create:meters', createMeter),
  [`DELETE ${base}/meters/:id`]: behind('delete:meters', deleteMeter),
  'GET /.well-known/jwks.json': { checks: [], run: keySet }, // [I]
}

/** [A] `limit` 1 to 100, 50 if not said, `offset` from 0. */
function page<T>(turn: Turn, items: readonly T[]): readonly T[] {
  const limit = numberIn(turn, 'limit', { initial: 50, min: 1, max: 100 })
  const offset = numberIn(turn, 'offset', { initial: 0, min: 0, max: 1e6 })
  return items.slice(offset, offset + limit)
}

interface Range {
  readonly initial: number
  readonly min: number
  readonly max: number
}

function numberIn(turn: Turn, name: string, { initial, min, max }: Range): number {
  const text = turn.parameters.get(name)
  if (text === undefined) return initial
  const value = /^\d{1,7}$/.test(text) ? Number(text) : -1
  if (value < min || value > max) throw wrong(`${name} must be a number from ${min} to ${max}`)
  return value
}

function listTypes(turn: Turn): Response {
  const name = turn.parameters.get('name')
  const found = typesIn(turn.world).filter((type) => name === undefined || type.name === name)
  return Response.json({ meterTypes: page(turn, found) })
}

function createType(turn: Turn): Response {
  const body = bodyOf(turn)
  const problem = typeProblem(body)
  if (problem !== undefined) throw wrong(problem)
  const types = typesIn(turn.world)
  const name = String(body['name'])
  if (types.some((type) => type.name === name))
    throw new Fault('exists_already', { text: `A meter type named ${name} exists already` })
  const at = stamp(turn)
  const made: MeterType = {
    accountId: ACCOUNT_ID,
    activeFrom: at,
    activeTo: null,
    externalRef: null,
    timezone: 'Etc/UTC',
    ...body,
    createdAt: at,
    updatedAt: at,
    id: turn.ids.uuid(),
    name,
    numberOfMeters: 0,
  }
  keepTypes(turn.world, [...types, made])
  return Response.json(made, { status: 201 }) // [A]
}

function deleteType(turn: Turn): Response {
  const types = typesIn(turn.world)
  const type = types.find(({ id }) => id === turn.captured['id'])
  if (type === undefined) throw new Fault('not_found')
  if (type.numberOfMeters > 0)
    throw new Fault('exists_already', { text: `${type.name} still has meters` })
  keepTypes(
    turn.world,
    types.filter((other) => other !== type),
  )
  return new Response(null, { status: 204 })
}

function listMeters(turn: Turn): Response {
  const fits = (meter: Meter, name: 'meterKey' | 'meterTypeId') =>
    (turn.parameters.get(name) ?? meter[name]) === meter[name]
  const found = metersIn(turn.world).filter(
    (meter) => fits(meter, 'meterKey') && fits(meter, 'meterTypeId'),
  )
  return Response.json({ meters: page(turn, found) })
}

function createMeter(turn: Turn): Response {
  const body = bodyOf(turn)
  const problem = meterProblem(body)
  if (problem !== undefined) throw wrong(problem)
  const [meterTypeId, meterKey, userId] = [
    body['meterTypeId'],
    body['meterKey'],
    body['userId'],
  ].map(String) as [string, string, string]
  const type = typesIn(turn.world).find(({ id }) => id === meterTypeId)
  if (type === undefined) throw wrong(`meterTypeId: there is no meter type ${meterTypeId}`)
  const meters = metersIn(turn.world)
  const same = (meter: Meter) =>
    meter.meterTypeId === meterTypeId && meter.meterKey === meterKey && meter.userId === userId
  if (meters.some(same))
    throw new Fault('exists_already', { text: `User ${userId} has this meter already` })
  const at = stamp(turn)
  const made: Meter = {
    id: turn.ids.uuid(),
    accountId: ACCOUNT_ID,
    meterTypeId,
    meterKey,
    userId,
    customFields: body['customFields'] ?? {},
    value: 0,
    capacity: type['capacity'] ?? null,
    createdAt: at,
    updatedAt: at,
  }
  keepMeters(turn.world, [...meters, made])
  return Response.json(made, { status: 201 }) // [A]
}

function deleteMeter(turn: Turn): Response {
  const meters = metersIn(turn.world)
  const left = meters.filter(({ id }) => id !== turn.captured['id'])
  if (left.length === meters.length) throw new Fault('not_found')
  keepMeters(turn.world, left)
  return new Response(null, { status: 204 }) // [A]
}
