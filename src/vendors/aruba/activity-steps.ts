/** Aruba's calls for what happens (vendor notes, 5.4): the audit log, who is connected, and a site made. */
import { callApi } from '../../core/steps.ts'
import type { RequestStep } from '../../core/vendor.ts'
import { lastOf, onlyGiven, path, phase, rate } from './api-call.ts'
import { apiPitfalls } from './shared.ts'
import { assumed, pycentral } from './sources.ts'

export const audit: RequestStep = callApi({
  id: 'audit',
  title: 'Read the audit log',
  phase,
  why: 'Who changed what, and when. Support asks for this first.',
  asks: [
    { name: 'start_time', label: 'From', initial: '1701648000', hint: 'Unix seconds.' },
    { name: 'end_time', label: 'To', initial: '1701734400', hint: 'Unix seconds.' },
  ],
  needs: [],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, '/auditlogs/v1/events', {
      limit: '100',
      offset: '0',
      start_time: context.need('start_time'),
      end_time: context.need('end_time'),
    }),
  look: [
    'remaining_records says whether there are more.',
    'ts counts seconds in one answer and milliseconds in another: look at its size.',
  ],
  pitfalls: apiPitfalls,
  notes: [rate, { text: 'At most 100 rows a call.', source: pycentral }],
})

const clientQuery = {
  calculate_total: 'true',
  limit: '2',
  offset: '0',
  timerange: '3H',
  client_type: 'WIRELESS',
  client_status: 'CONNECTED',
} as const

export const clients: RequestStep = callApi({
  id: 'clients',
  title: 'List who is connected',
  phase,
  why: 'This list changes while it is read, so it is not paged by offset. A cursor says where to go on: the address of the last client.',
  needs: [],
  gives: ['last_client_mac'],
  optional: true,
  url: (context) => path(context, '/monitoring/v2/clients', clientQuery),
  gain: (json) => onlyGiven('last_client_mac', lastOf(json, 'clients', 'macaddr')),
  look: ['Two rows of several: total says how many. The last macaddr is the cursor.'],
  pitfalls: apiPitfalls,
  notes: [rate],
})

export const moreClients: RequestStep = callApi({
  id: 'more_clients',
  title: 'The next page, by cursor',
  phase,
  why: 'offset stays 0, and last_client_mac names the last client you have seen.',
  needs: ['last_client_mac'],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, '/monitoring/v2/clients', {
      ...clientQuery,
      last_client_mac: context.need('last_client_mac'),
    }),
  look: ['The next two clients; none of the first page.'],
  pitfalls: apiPitfalls,
  notes: [rate],
})

/** The one call here that changes something. */
export const newSite: RequestStep = callApi({
  id: 'new_site',
  title: 'Create a site',
  phase,
  why: 'Reading works with either scope; writing needs scope all. In a live walk this adds a site to your account, so skip it unless you want one.',
  asks: [{ name: 'site_name', label: 'Name of the new site', sample: 'walked-here' }],
  needs: [],
  gives: [],
  optional: true,
  method: 'POST',
  url: (context) => path(context, '/central/v2/sites'),
  body: (context) => ({ site_name: context.need('site_name') }),
  look: ['With a code of scope read the answer is 403 instead.'],
  pitfalls: apiPitfalls,
  notes: [
    rate,
    { text: 'The real service may ask for more fields, and answer more.', source: assumed },
  ],
})
