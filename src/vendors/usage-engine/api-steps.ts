/** Usage Engine's metering API: list, look for, create, and take away again, each with what the next needs. */
import { isRecord, type JsonValue, member } from '../../core/answer/json.ts'
import { rfc } from '../../core/source.ts'
import { callApi } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { apiPitfalls, metering } from './shared.ts'
import { assumed, auth0, reference, streams } from './sources.ts'

const phase = 'Call the API'
const scopes = (...names: readonly string[]) => ({
  text: `Needs ${names.join(' and ')} in the token’s scope.`,
  source: auth0,
})

/** The id of an object, or of the first one in a list. */
function idIn(json: JsonValue | undefined, list?: string): string | undefined {
  if (!isRecord(json)) return undefined
  const items = list === undefined ? json : member(json, list)
  const one = Array.isArray(items) ? (items as readonly JsonValue[])[0] : items
  const id = isRecord(one) ? member(one, 'id') : undefined
  return typeof id === 'string' ? id : undefined
}

const gainId = (name: string, list?: string) => (json: JsonValue | undefined) => {
  const id = idIn(json, list)
  return id === undefined ? {} : { [name]: id }
}

export const listTypes: RequestStep = callApi({
  id: 'list_types',
  title: 'List the meter types',
  phase,
  why: 'The smallest call, and a good first one: it shows that the token opens the door. A meter type says what is counted and how, and every meter is of one type.',
  needs: [],
  gives: [],
  url: (context) => metering(context, '/meter-types'),
  gain: gainId('meter_type_id', 'meterTypes'),
  look: [
    'The list stands in meterTypes. An account without any has an empty list.',
    'aggregation says how values are put together, resetSchedule when they start again.',
  ],
  pitfalls: apiPitfalls,
  notes: [scopes('read:meter_types')],
  links: [rfc(6750, '2.1')],
})

export const findType: RequestStep = callApi({
  id: 'find_type',
  title: 'Look for a meter type by name',
  phase,
  why: 'Names are what people know, ids are what the API wants. This call turns the one into the other.',
  asks: [
    {
      name: 'filter_name',
      label: 'Name to look for',
      sample: 'Usage based API counter',
      hint: 'The whole name. Blanks go as %20.',
    },
  ],
  needs: [],
  gives: [],
  optional: true,
  url: (context) => metering(context, '/meter-types', { name: context.need('filter_name') }),
  gain: gainId('meter_type_id', 'meterTypes'),
  look: ['One entry, or none. Nothing found is an empty list, not a 404.'],
  pitfalls: apiPitfalls,
  notes: [
    scopes('read:meter_types'),
    { text: 'That nothing found is an empty list is not written anywhere.', source: assumed },
  ],
})

/** Shaped as in the vendor's example stream. */
export const newType = (context: Context) => ({
  name: context.need('new_type_name'),
  description: 'Made in a walk through this API.',
  unit: context.need('new_type_unit'),
  category: 'Grantwalk',
  aggregation: { type: context.need('new_type_aggregation') },
  resetSchedule: { day: '1', hour: '0', minute: '0', month: '*', weekday: '*' },
  timezone: 'Etc/UTC',
})

const taken = {
  status: 409,
  cause: 'A meter type of this name exists already.',
  remedy: 'Look for it by name and use its id, or choose another name.',
} as const

export const createType: RequestStep = callApi({
  id: 'create_type',
  title: 'Create a meter type',
  phase,
  why: 'Before anything can be counted, someone has to say what. This makes a type of your own, so that the rest of the walk touches nobody else’s meters.',
  asks: [
    {
      name: 'new_type_name',
      label: 'Name',
      sample: 'Coffee by the cup',
      hint: 'No other meter type may have it. The walk deletes the type again at its end.',
    },
    { name: 'new_type_unit', label: 'Unit', initial: 'cups' },
    {
      name: 'new_type_aggregation',
      label: 'Aggregation',
      kind: 'choice',
      initial: 'sum',
      choices: [
        { value: 'sum', label: 'Sum', hint: 'Values are added up.' },
        { value: 'increment', label: 'Increment', hint: 'Every event counts as one.' },
      ],
    },
  ],
  needs: [],
  gives: ['meter_type_id', 'created_type_id'],
  method: 'POST',
  url: (context) => metering(context, '/meter-types'),
  body: newType,
  // Kept apart as well: only what the walk made may be deleted at its end.
  gain: (json) => ({ ...gainId('meter_type_id')(json), ...gainId('created_type_id')(json) }),
  look: ['201 and the whole object. Its id is what the meter will name.'],
  pitfalls: [taken, ...apiPitfalls],
  notes: [
    scopes('create:meter_types'),
    { text: 'The shape of the body is that of an example stream.', source: streams },
    { text: 'The status 201 is not written anywhere.', source: assumed },
  ],
})

export const createMeter: RequestStep = callApi({
  id: 'create_meter',
  title: 'Create a meter',
  phase,
  why: 'A meter counts for one user, by the rules of one meter type. The meter key names the stream that fills it; all meters of that stream share it.',
  asks: [
    {
      name: 'user_id',
      label: 'User ID',
      sample: '101',
      hint: 'Tells the meters of a stream apart.',
    },
    {
      name: 'meter_key',
      label: 'Meter key',
      sample: 'dd11e0a0-1381-11ef-9a8f-cdc91c56d42c',
      example: 'dd11e0a0-1381-11ef-9a8f-cdc91c56d42c',
      hint: 'A UUID, shown with the metering function of your stream.',
    },
  ],
  needs: ['meter_type_id'],
  gives: ['meter_id'],
  method: 'POST',
  url: (context) => metering(context, '/meters'),
  body: (context) => ({
    userId: context.need('user_id'),
    meterKey: context.need('meter_key'),
    meterTypeId: context.need('meter_type_id'),
    customFields: { customer: 'Guz Inc', department: 'Research' },
  }),
  gain: gainId('meter_id'),
  look: ['201, and the id of the meter. Its value starts at 0.'],
  pitfalls: [
    {
      status: 400,
      cause: 'A field is missing or of the wrong kind, or the meter type does not exist.',
      remedy: 'Read the message: it names the field. meterKey must be a UUID.',
    },
    {
      status: 409,
      cause: 'This user has a meter of this type and key already.',
      remedy: 'List the meters and use that one, or take another user ID.',
    },
    ...apiPitfalls,
  ],
  notes: [
    scopes('create:meters'),
    { text: 'The four keys of the body are those of an example stream.', source: streams },
    { text: 'What the answer holds beside id is not written anywhere.', source: assumed },
  ],
})

export const listMeters: RequestStep = callApi({
  id: 'list_meters',
  title: 'List the meters',
  phase,
  why: 'The stream’s view: all meters with this key and of this type. The new one is among them.',
  needs: ['meter_key', 'meter_type_id'],
  gives: [],
  optional: true,
  url: (context) =>
    metering(context, '/meters', {
      meterKey: context.need('meter_key'),
      meterTypeId: context.need('meter_type_id'),
    }),
  look: ['The list stands in meters.'],
  pitfalls: apiPitfalls,
  notes: [
    scopes('read:meters'),
    { text: 'Both filters stand in the API reference.', source: reference },
  ],
})
