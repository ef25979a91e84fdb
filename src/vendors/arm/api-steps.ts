/** Arm's API calls, from the list of entitlements down to the link of a file. */
import { callApi } from '../../core/steps.ts'
import type { Field, RequestStep } from '../../core/vendor.ts'
import { entitlement, firstId, known, notFound, query, release, releasesOf } from './api-paths.ts'
import { apiBase, apiPitfalls, jsonObject, limit, offset, textIn } from './shared.ts'
import { assumed, edmgr } from './sources.ts'

const phase = 'Call the API'
const paging = {
  how: 'offset is the number of a page, and search is a JSON object inside a query parameter.',
  rule: 'No RFC forbids it. In most APIs offset counts items, so copied code skips too little.',
  rfc: {
    title: 'RFC 3986, section 3.4',
    url: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.4',
  },
  source: edmgr,
} as const

const search: Field = {
  name: 'search',
  label: 'search',
  optional: true,
  hint: 'A JSON object; dots lead into an item: {"product.id":"DS000B"}. Empty means everything.',
  initial: '{"rightTo":"download"}',
  check: jsonObject,
}

export const entitlements: RequestStep = callApi({
  id: 'entitlements',
  title: 'List the entitlements',
  phase,
  why: 'An entitlement is a right your company has bought or been given: to download a product, for a time. Everything else hangs on its ID.',
  asks: [limit, offset, search],
  needs: [],
  gives: ['entitlement_id', 'total_items'],
  url: (context) =>
    `${apiBase(context)}/entitlements${query({
      limit: context.need('limit'),
      offset: context.need('offset'),
      search: context.values['search'],
    })}`,
  gain: (json) =>
    known({
      entitlement_id: firstId(
        json,
        'items',
        'Empty the search and count the pages from 1. If it stays empty, the account owns nothing yet.',
      ),
      total_items: textIn(json, 'totalNumberOfItems'),
    }),
  look: [
    'totalNumberOfItems counts everything, items is one page. There is no link to the next.',
    'The number of pages is totalNumberOfItems divided by limit, rounded up.',
    'product.id is the code the product is ordered by.',
  ],
  pitfalls: apiPitfalls,
  deviations: [paging],
  notes: [
    {
      text: 'Ten items make a page unless limit says otherwise, a hundred at most.',
      source: assumed,
    },
  ],
})

export const nextPage: RequestStep = callApi({
  id: 'next_page',
  title: 'Turn the page',
  phase,
  why: 'The same question with the next page number. Leaving out this step is how programs lose half of what they own.',
  needs: ['limit', 'offset', 'entitlement_id'],
  gives: [],
  optional: true,
  url: (context) =>
    `${apiBase(context)}/entitlements${query({
      limit: context.need('limit'),
      offset: String(Number(context.need('offset')) + 1),
      search: context.values['search'],
    })}`,
  look: [
    'Other items than before. Past the last page, items is empty and the status is still 200.',
  ],
  pitfalls: apiPitfalls,
  deviations: [paging],
})

export const oneEntitlement: RequestStep = callApi({
  id: 'entitlement',
  title: 'Look at one entitlement',
  phase,
  why: 'One entitlement alone, with its dates, its licence agreement and whether export rules stand in the way.',
  asks: [
    {
      name: 'entitlement_id',
      label: 'Entitlement ID',
      hint: 'The first of the list, unless you want another one.',
    },
  ],
  needs: [],
  gives: [],
  optional: true,
  url: entitlement,
  look: ['compliance.status and rightTo: both must allow the download.', 'validTo: until when.'],
  pitfalls: [notFound('entitlement'), ...apiPitfalls],
})

export const releases: RequestStep = callApi({
  id: 'releases',
  title: 'List the releases',
  phase,
  why: 'A right to download covers one or many releases of the product. The newest is usually the one wanted.',
  asks: [
    {
      name: 'release_search',
      label: 'search',
      optional: true,
      hint: 'For example {"latestAvailable":true} or {"availableFrom":"2022-04-04T15:44:05.806Z"}.',
      initial: '{"latestAvailable":true}',
      check: jsonObject,
    },
  ],
  needs: ['entitlement_id', 'limit'],
  gives: ['release_id'],
  url: (context) =>
    `${releasesOf(context)}${query({
      limit: context.need('limit'),
      offset: '1',
      search: context.values['release_search'],
    })}`,
  gain: (json) => ({
    release_id: firstId(
      json,
      'items',
      'Empty the search. If it stays empty, this entitlement gives no right to download: take another one.',
    ),
  }),
  look: ['availableAt: since when. quality: EAC is early access, REL a full release.'],
  pitfalls: [
    notFound('entitlement'),
    {
      cause:
        'The list is empty: the entitlement gives no right to download, or the search fits nothing.',
      remedy: 'Empty the search. Then search for entitlements with {"rightTo":"download"}.',
    },
    ...apiPitfalls,
  ],
  deviations: [paging],
})

export const oneRelease: RequestStep = callApi({
  id: 'release',
  title: 'Open a release',
  phase,
  why: 'A release consists of files, which Arm calls artifacts. Their IDs stand only here.',
  needs: ['entitlement_id', 'release_id'],
  gives: ['artifact_id'],
  url: release,
  gain: (json) => ({
    artifact_id: firstId(json, 'artifacts', 'This release has no files. Take another release.'),
  }),
  look: ['artifacts: each with name, size and MD5.'],
  pitfalls: [notFound('release'), ...apiPitfalls],
})
