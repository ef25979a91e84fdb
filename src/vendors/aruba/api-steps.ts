/** Aruba's calls for what there is (vendor notes, 5.4): networks, access points, sites, groups, inventory. */
import { callApi } from '../../core/steps.ts'
import type { Pitfall, RequestStep } from '../../core/vendor.ts'
import { lastOf, onlyGiven, path, phase, rate } from './api-call.ts'
import { apiPitfalls } from './shared.ts'
import { studio } from './sources.ts'

export const networks: RequestStep = callApi({
  id: 'networks',
  title: 'A first call: the wireless networks',
  phase,
  why: 'The smallest call there is, and a good first one: it shows that the token opens the door, whatever the account holds.',
  needs: [],
  gives: [],
  url: (context) => path(context, '/monitoring/v2/networks'),
  look: [
    'X-RateLimit-Remaining-second and X-RateLimit-Remaining-day in the headers.',
    'via: kong/0.14.1 names the gateway in front of the service.',
  ],
  pitfalls: apiPitfalls,
  notes: [rate],
})

export const aps: RequestStep = callApi({
  id: 'aps',
  title: 'List the access points',
  phase,
  why: 'The call of Aruba’s own guide. Every access point comes with its radios and its serial number, which other calls want.',
  needs: [],
  gives: [],
  optional: true,
  url: (context) => path(context, '/monitoring/v1/aps'),
  gain: (json) => onlyGiven('ap_serial', lastOf(json, 'aps', 'serial')),
  look: ['count: how many rows are here.', 'The serial number is carried on to the next call.'],
  pitfalls: apiPitfalls,
  notes: [rate],
})

export const apsV2: RequestStep = callApi({
  id: 'aps_v2',
  title: 'List them sorted, with a total',
  phase,
  why: 'Version 2 can filter, sort and count everything. Lists come in pages: limit rows from offset on.',
  asks: [
    {
      name: 'ap_status',
      label: 'Status',
      kind: 'choice',
      optional: true,
      initial: '',
      choices: [
        { value: '', label: 'All' },
        { value: 'Up', label: 'Up' },
        { value: 'Down', label: 'Down' },
      ],
    },
    {
      name: 'ap_serial',
      label: 'Serial number',
      optional: true,
      hint: 'Empty means all. The call before fills it in.',
    },
  ],
  needs: [],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, '/monitoring/v2/aps', {
      limit: '100',
      offset: '0',
      calculate_total: 'true',
      sort: '+serial',
      status: context.values.ap_status,
      serial: context.values.ap_serial,
    }),
  look: [
    'sort=%2Bserial in the address: a bare + would arrive as a blank.',
    'total: all rows there are, because calculate_total was sent.',
  ],
  pitfalls: [sortPitfall(), ...apiPitfalls],
  notes: [rate],
})

function sortPitfall(): Pitfall {
  return {
    status: 400,
    says: 'sort',
    cause: 'The + of the sort order arrived as a blank, or the field cannot be sorted by.',
    remedy: 'Write %2B for + in the address.',
  }
}

export const sites: RequestStep = callApi({
  id: 'sites',
  title: 'List the sites',
  phase,
  why: 'Sites are the places where devices stand. Their number is what other calls ask for.',
  needs: [],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, '/central/v2/sites', {
      limit: '20',
      offset: '0',
      calculate_total: 'true',
      sort: '+site_name',
    }),
  look: ['latitude and longitude are texts, site_id is a number.'],
  pitfalls: [sortPitfall(), ...apiPitfalls],
  notes: [rate],
})

export const groups: RequestStep = callApi({
  id: 'groups',
  title: 'List the groups',
  phase,
  why: 'Devices get their configuration by group. This call comes from another service behind the same gateway, and its refusals look different.',
  needs: [],
  gives: [],
  optional: true,
  url: (context) => path(context, '/configuration/v2/groups', { limit: '20', offset: '0' }),
  look: [
    'Each row is a list with one name in it.',
    'Ask for limit=21 and read the refusal: description, error_code, service_name.',
  ],
  pitfalls: [
    {
      status: 400,
      says: 'limit',
      cause: 'This list gives at most 20 rows a call.',
      remedy: 'Ask for 20, and page with offset.',
    },
    ...apiPitfalls,
  ],
  notes: [rate, { text: 'Aruba’s own tool asks for 20 rows at most.', source: studio }],
})

export const devices: RequestStep = callApi({
  id: 'devices',
  title: 'Look into the inventory',
  phase,
  why: 'Everything the customer owns, in use or not, with part number and tier.',
  asks: [
    {
      name: 'sku_type',
      label: 'Kind of device',
      kind: 'choice',
      initial: 'all',
      choices: ['all', 'all_ap', 'switch', 'gateway'].map((value) => ({ value, label: value })),
    },
  ],
  needs: [],
  gives: [],
  optional: true,
  url: (context) =>
    path(context, '/platform/device_inventory/v1/devices', {
      sku_type: context.need('sku_type'),
      limit: '50',
      offset: '0',
    }),
  pitfalls: apiPitfalls,
  notes: [rate],
})
