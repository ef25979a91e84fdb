/** Usage Engine's last steps: the walk takes away what it made. */
import { readApi } from '../../core/answer/api.ts'
import { bearer, refusedStep } from '../../core/steps.ts'
import type { Context, RequestStep } from '../../core/vendor.ts'
import { apiPitfalls, metering } from './shared.ts'
import { assumed, auth0 } from './sources.ts'

const phase = 'Tidy up'

const one = (context: Context, kind: 'meters' | 'meter-types', id: string): string =>
  metering(context, `/${kind}/${encodeURIComponent(id)}`)

export const deleteMeter: RequestStep = {
  kind: 'request',
  id: 'delete_meter',
  title: 'Delete the meter',
  phase,
  why: 'What a program creates it should be able to take away, and this account stays as it was. What the meter has counted goes with it.',
  needs: ['access_token', 'meter_id'],
  gives: ['deleted_meter_id'],
  request: (context) =>
    bearer(
      'DELETE',
      one(context, 'meters', context.need('meter_id')),
      context.need('access_token'),
    ),
  receive: (context, response) => ({
    gained: { deleted_meter_id: context.need('meter_id') },
    findings: readApi(response, apiPitfalls).findings,
  }),
  look: ['204: done, and nothing to say about it.'],
  pitfalls: apiPitfalls,
  notes: [
    { text: 'Needs delete:meters in the token’s scope.', source: auth0 },
    { text: 'The status 204 is not written anywhere.', source: assumed },
  ],
}

export const deleteAgain: RequestStep = refusedStep({
  id: 'delete_again',
  title: 'Delete it a second time',
  phase,
  why: 'A program that repeats a call after a lost answer meets this case. Here 404 means that the work was done already.',
  needs: ['access_token', 'deleted_meter_id'],
  gives: [],
  optional: true,
  request: (context) =>
    bearer(
      'DELETE',
      one(context, 'meters', context.need('deleted_meter_id')),
      context.need('access_token'),
    ),
  expect: [404],
  otherwise: {
    means: 'Deleting the same meter twice succeeded twice.',
    remedy: 'Nothing to do: for a program that repeats calls this is even kinder.',
  },
  look: ['404: nothing has this id any more.'],
  pitfalls: apiPitfalls,
})

export const deleteType: RequestStep = {
  kind: 'request',
  id: 'delete_type',
  title: 'Delete the meter type',
  phase,
  why: 'The meter type was made for this walk, so it goes too, and its name is free for the next walk.',
  needs: ['access_token', 'created_type_id'],
  gives: [],
  optional: true,
  request: (context) =>
    bearer(
      'DELETE',
      one(context, 'meter-types', context.need('created_type_id')),
      context.need('access_token'),
    ),
  receive: (_context, response) => ({
    gained: {},
    findings: readApi(response, apiPitfalls).findings,
  }),
  look: ['204. Only the type that this walk made can be deleted here.'],
  pitfalls: [
    {
      status: 409,
      cause: 'There are still meters of this type.',
      remedy: 'Delete its meters first.',
    },
    ...apiPitfalls,
  ],
  notes: [
    {
      text: 'The token has delete:meter_types, so the call exists; its path follows that of meters.',
      source: assumed,
    },
  ],
}
