/** The API calls of vendor notes, 4.4 and the revocation endpoint. */
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Route } from '../../core/simulator.ts'
import { expire } from './sandbox-expire.ts'
import { findGateway, findGroup, type Gateway, type Group, topGroup } from './sandbox-fleet.ts'
import { dataIds, history, latest } from './sandbox-readings.ts'
import { atLeast, type Release } from './sandbox-version.ts'

/** A call that came with a release is not there before it. */
function since(release: Release, run: (turn: Turn) => unknown): Route {
  return {
    parameters: ['query'],
    run(turn) {
      if (!atLeast(turn, release)) throw new Fault('not_found')
      const headers = turn.simulator.jsonHeaders?.map(([name, value]): [string, string] => [
        name,
        value,
      ])
      return new Response(JSON.stringify(run(turn)), { headers: headers ?? [] })
    },
  }
}

/** 2.17.1 and 2.17.4 are documented [D M-5]; the others need "the full API", 2.17.5 [D M-1, A]. */
export const apiRoutes: Readonly<Record<`${string} /${string}`, Route>> = {
  'GET /api/v1/systems/groups': since('2.17.1', () => tree(topGroup)),
  'GET /api/v1/systems': since('2.17.5', listGateways),
  'GET /api/v1/systems/:uid/data': since('2.17.5', gatewayData),
  'GET /api/v1/systems/groups/:groupID/data': since('2.17.4', groupData),
  'GET /api/v1/systems/data/raw': since('2.17.5', rawData),
  'POST /api/oauth/expire': expire,
}

/** Group names are keys. */
const tree = (group: Group): object => ({
  [group.name]: { id: group.id, subgroups: group.subgroups.map(tree) },
})

function listGateways(turn: Turn): object {
  const platforms = list(turn.parameters.get('platforms'))
  const cellulars = list(turn.parameters.get('cellulars'))
  const wanted = ({ platform, cellular }: Gateway): boolean =>
    (platforms?.includes(platform) ?? true) && (cellulars?.includes(cellular) ?? true)
  const group = groupNamed(turn.parameters.get('groupid') ?? '0')
  return {
    [group.name]: members(group, (gateway) => (wanted(gateway) ? nameOf(gateway) : undefined)),
  }
}

const nameOf = ({ uid, name }: Gateway): object => ({ uid, name })

/** Gateways and nested groups in one array; groups with nothing to show are left out. */
function members(group: Group, show: (gateway: Gateway) => object | undefined): object[] {
  const gateways = group.gateways.flatMap((gateway) => show(gateway) ?? [])
  const groups = group.subgroups.flatMap((subgroup) => {
    const inside = members(subgroup, show)
    return inside.length === 0 ? [] : [{ [subgroup.name]: inside }]
  })
  return [...gateways, ...groups]
}

function gatewayData(turn: Turn): object {
  const gateway = findGateway(turn.captured['uid'])
  if (gateway === undefined) throw new Fault('not_found')
  return Object.fromEntries(readings(turn, gateway))
}

/** Here `data` is an array of objects with one key, unlike the data of one gateway. */
function groupData(turn: Turn): object {
  const group = groupNamed(turn.captured['groupID'] ?? '')
  const show = (gateway: Gateway): object => ({
    uid: gateway.uid,
    data: readings(turn, gateway).map(([id, values]) => ({ [id]: values })),
  })
  return { [group.name]: members(group, show) }
}

function readings(turn: Turn, gateway: Gateway): [string, unknown][] {
  const ids = list(turn.parameters.get('ids')) ?? dataIds
  return ids.flatMap((id): [string, unknown][] => {
    const values = latest(gateway, id, turn.now)
    return values.length === 0 ? [] : [[id, values]]
  })
}

function rawData(turn: Turn): object {
  const gateway = findGateway(turn.parameters.get('targetid'))
  const dataid = turn.parameters.get('dataid')
  if (dataid === undefined) throw wrong('dataid is missing')
  if (gateway === undefined) throw new Fault('not_found')
  const from = time(turn, 'from') ?? 0
  const to = time(turn, 'to') ?? turn.now
  return { [gateway.uid]: { [dataid]: history(gateway, dataid, { from, to, now: turn.now }) } }
}

function time(turn: Turn, name: string): number | undefined {
  const text = turn.parameters.get(name)
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw wrong(`${name} is not a time in milliseconds`)
  return Number(text)
}

function groupNamed(id: string): Group {
  const group = /^\d+$/.test(id) ? findGroup(Number(id)) : undefined
  if (group === undefined) throw new Fault('not_found')
  return group
}

const wrong = (text: string): Fault => new Fault('parameter_wrong', { text })

const list = (text: string | undefined): readonly string[] | undefined =>
  text === undefined ? undefined : text.split(',').map((one) => one.trim())
