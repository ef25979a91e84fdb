/** AMM's API calls (vendors' pages “API data endpoints”), each with what the next one needs. */
import type { JsonValue } from '../../core/answer/json.ts'
import { bearer, callApi, refusedStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { apiPitfalls } from './shared.ts'
import { endpoints, usage } from './sources.ts'

const phase = 'Call the API'
const quota = {
  text: 'Every 200 says in X-Rate-Limit-Remaining how many calls the customer group has left this hour.',
  source: usage,
}

const path = (context: Context, route: string, query: Record<string, string | undefined> = {}) => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  // Blanks as %20, as AMM's examples write them; a + would be read as a blank only in form data.
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${context.at()}${route}${text === '' ? '' : `?${text}`}`
}

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first value of a key anywhere in the tree: AMM mixes gateways and nested groups. */
function firstOf(json: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(json)) {
    const items: readonly JsonValue[] = json
    for (const item of items) {
      const found = firstOf(item, key)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isObject(json)) return undefined
  if (Object.hasOwn(json, key)) return json[key]
  return firstOf(Object.values(json), key)
}

const gainFirst = (name: string, key: string) => (json: JsonValue | undefined) => {
  const value = firstOf(json, key)
  return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {}
}

const data_ids = {
  name: 'data_ids',
  label: 'Data IDs',
  hint: 'Comma separated; an ID may hold blanks. Known ones: ReportIdleTime, CPU-Temperature, GPS Location-latitude, GPS Location-longitude, GPS Location-speedmph, CellLink-RSSI.',
  initial: 'ReportIdleTime,GPS Location-latitude',
} as const

export const groups: RequestStep = callApi({
  id: 'groups',
  title: 'List the groups',
  phase,
  why: 'The smallest call, and a good first one: it shows that the token opens the door. Gateways hang in a tree of groups, and the next calls want a group’s number.',
  needs: [],
  gives: ['group_id'],
  url: (context) => path(context, '/api/v1/systems/groups'),
  gain: gainFirst('group_id', 'id'),
  look: [
    'X-Rate-Limit-Remaining in the headers.',
    'The names of the groups are the keys of the JSON, so a program has to walk the tree.',
  ],
  pitfalls: apiPitfalls,
  notes: [{ text: 'Available since AMM 2.17.1.', source: endpoints }, quota],
})

export const gateways: RequestStep = callApi({
  id: 'gateways',
  title: 'List the gateways',
  phase,
  why: 'Every gateway has a UID, and all data is asked for by it. The list can be narrowed to a group or to kinds of devices.',
  asks: [
    {
      name: 'platforms',
      label: 'Platforms',
      optional: true,
      hint: 'Comma separated, for example MG90,MP70. Empty means all.',
    },
  ],
  needs: ['group_id'],
  gives: ['gateway_uid'],
  optional: true,
  url: (context) =>
    path(context, '/api/v1/systems', {
      platforms: context.values.platforms,
      groupid: context.need('group_id'),
    }),
  gain: gainFirst('gateway_uid', 'uid'),
  look: ['Lists mix gateways (uid, name) and nested groups: walk them all the way down.'],
  pitfalls: apiPitfalls,
  notes: [quota],
})

export const gatewayData: RequestStep = callApi({
  id: 'gateway_data',
  title: 'Latest data of one gateway',
  phase,
  why: 'The newest value of each data ID, straight from AMM’s database.',
  asks: [data_ids],
  needs: ['gateway_uid'],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, `/api/v1/systems/${encodeURIComponent(context.need('gateway_uid'))}/data`, {
      ids: context.need('data_ids'),
    }),
  look: [
    'Values are text, timestamps are milliseconds.',
    'A data ID the gateway has nothing for may be absent; that is not an error.',
  ],
  pitfalls: apiPitfalls,
  notes: [quota],
})

export const groupData: RequestStep = callApi({
  id: 'group_data',
  title: 'Latest data of a group',
  phase,
  why: 'One call instead of one for each gateway, which matters with 360 calls an hour.',
  asks: [data_ids],
  needs: ['group_id'],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, `/api/v1/systems/groups/${encodeURIComponent(context.need('group_id'))}/data`, {
      ids: context.need('data_ids'),
    }),
  look: ['Here data is a list of one-key objects, unlike the answer for one gateway.'],
  pitfalls: apiPitfalls,
  notes: [{ text: 'Available since AMM 2.17.4.', source: endpoints }, quota],
})

export const history: RequestStep = callApi({
  id: 'history',
  title: 'Raw history',
  phase,
  why: 'Every recorded value of one data ID in a span of time.',
  asks: [
    { name: 'data_id', label: 'Data ID', initial: 'GPS Location-longitude' },
    { name: 'from', label: 'From', initial: '1661270000000', hint: 'Unix milliseconds.' },
    { name: 'to', label: 'To', initial: '1661280400000', hint: 'Unix milliseconds.' },
  ],
  needs: ['gateway_uid'],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, '/api/v1/systems/data/raw', {
      targetid: context.need('gateway_uid'),
      dataid: context.need('data_id'),
      from: context.need('from'),
      to: context.need('to'),
    }),
  look: ['The gateway’s UID and the data ID are keys of the answer.'],
  pitfalls: apiPitfalls,
  notes: [quota],
})

export const callRevoked: RequestStep = refusedStep({
  id: 'after',
  title: 'Call with the revoked token',
  phase: 'The end',
  why: 'Trust, but look: the same call that worked before must fail now.',
  needs: ['revoked_access_token'],
  gives: [],
  request: (context) =>
    bearer('GET', path(context, '/api/v1/systems/groups'), context.need('revoked_access_token')),
  expect: [401],
  otherwise: {
    means: 'The revoked token still opens the API.',
    remedy: 'Revoke it again, and tell the administrator if it keeps working.',
  },
  look: ['401: refused, as it should be. The walk is complete.'],
  pitfalls: apiPitfalls,
})
