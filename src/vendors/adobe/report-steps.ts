/** Adobe's report calls: the root, following links, filters, histograms. */
import { rfc } from '../../core/source.ts'
import { callApi } from '../../core/steps.ts'
import type { Context, Field, RequestStep } from '../../core/vendor.ts'
import { followable, isReportPath, linkChoices } from './report-links.ts'
import { report, reportPitfalls } from './shared.ts'
import { dimensions, reports } from './sources.ts'

const phase = 'Read the reports'

const fresh = {
  text: 'Reports lag behind: years and months by two days, days by three hours, hours by one. Last-Modified does not tell how old one is.',
  source: reports,
} as const

export const root: RequestStep = callApi({
  id: 'root',
  title: 'Open the root report',
  phase,
  why: 'The root adds up everything in one record, and its links lead to all the rest. A program that follows links never asks for a report that does not exist.',
  needs: [],
  gives: ['report_links', 'report_path'],
  url: (context) => report(context, '/cmu/v2'),
  gain: followable,
  look: [
    'self: the address with every parameter that was in force, the ones you did not send too.',
    'drill-down: the dimensions that may come next.',
    'All figures are texts in quotation marks.',
  ],
  pitfalls: reportPitfalls,
  notes: [
    {
      text: 'CMU takes GET only. There is no OPTIONS, so a page cannot call it directly.',
      source: reports,
    },
    fresh,
  ],
  links: [rfc(6750, '2.1')],
})

const report_path: Field = {
  name: 'report_path',
  label: 'Link to follow',
  kind: 'choice',
  choices: linkChoices,
  hint: 'The links of the last report. Send this step again to go further down, or up again.',
  check: (value) =>
    isReportPath(value) ? undefined : 'A link of a report begins with /cmu/v2 on the same host.',
}

export const drill: RequestStep = callApi({
  id: 'drill',
  title: 'Follow a link',
  phase,
  why: 'Each dimension in the path is one more GROUP BY, in the order of the path. The answer links further down and back up, so the tree can be walked without knowing it.',
  asks: [report_path],
  needs: ['report_path'],
  gives: ['report_links', 'report_path'],
  url: (context) => report(context, context.need('report_path')),
  gain: followable,
  look: [
    'drill-down is an object when there is one way on, and a list when there are several. A program must take both.',
    'roll-up leads back.',
    'self shows which start was assumed: the first of the month for days, January for months.',
  ],
  pitfalls: reportPitfalls,
  notes: [
    {
      text: 'Links other than self have no query: filters have to be put on again.',
      source: reports,
    },
    fresh,
  ],
})

/** One filter a line, as typed: the `!` belongs to the name, and a bare name forces a column. */
const filterPairs = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf('=')
      if (at < 0) return encodeURIComponent(line)
      return `${encodeURIComponent(line.slice(0, at).trim())}=${encodeURIComponent(line.slice(at + 1).trim())}`
    })

function filteredUrl(context: Context): string {
  const { values } = context
  const rest = (
    [
      ['start', values.report_start],
      ['end', values.report_end],
      ['metrics', values.report_metrics],
    ] as const
  ).flatMap(([name, value = '']) =>
    // A comma list is read as such, so commas and colons stay as they are.
    value === ''
      ? []
      : [`${name}=${encodeURIComponent(value).replace(/%2C|%3A/g, decodeURIComponent)}`],
  )
  const query = [...filterPairs(values.filters ?? ''), ...rest].join('&')
  const path = report(context, context.need('filter_path'))
  return query === '' ? path : `${path}?${query}`
}

const moment = (name: string, label: string, hint: string): Field => ({
  name,
  label,
  optional: true,
  example: '2026-11-01',
  hint,
})

const report_start = moment(
  'report_start',
  'Start',
  'ISO 8601. A beginning is completed: 2026-11 is the first of November. Empty: what suits the path.',
)
const report_end = moment('report_end', 'End', 'ISO 8601, or milliseconds. Empty: now.')

export const filter: RequestStep = callApi({
  id: 'filter',
  title: 'Filter a report',
  phase,
  why: 'There is no paging, only a limit: what is too much has to be narrowed. Filters choose values, start and end choose the time, metrics chooses the columns.',
  asks: [
    {
      name: 'filter_path',
      label: 'Report path',
      initial: '/cmu/v2/tenant/year/month/day/mvpd/platform/application-id',
      check: (value) =>
        isReportPath(value) ? undefined : 'A report path begins with /cmu/v2 and has no query.',
    },
    {
      name: 'filters',
      label: 'Filters',
      kind: 'multiline',
      optional: true,
      sample: 'tenant=ESPN\nmvpd!=Dish\nplatform',
      example: 'tenant=ESPN',
      hint: 'One a line. name=value, more than once for one of several; name!=value for all but that; a bare name only makes sure that the column is there.',
    },
    report_start,
    report_end,
    {
      name: 'report_metrics',
      label: 'Metrics',
      optional: true,
      initial: 'active-users,active-sessions',
      hint: 'Comma separated. Empty: all of them.',
    },
  ],
  needs: [],
  gives: [],
  optional: true,
  url: filteredUrl,
  look: [
    'self repeats metrics once for each name, where a comma list was sent.',
    'limit is 1000 unless you say otherwise, and self shows it.',
  ],
  pitfalls: reportPitfalls,
  notes: [
    { text: 'Date dimensions cannot be filtered: start and end do that.', source: reports },
    { text: 'Answers shrink to a twentieth when gzip is allowed.', source: reports },
  ],
})

export const histogram: RequestStep = callApi({
  id: 'histogram',
  title: 'Read a histogram',
  phase,
  why: 'How many users watched one, two or more things at once is not a sum but a distribution. Two dimensions hold it, and their only metric is users.',
  asks: [
    {
      name: 'level',
      label: 'Histogram',
      kind: 'choice',
      initial: 'concurrency-level',
      choices: [
        { value: 'concurrency-level', label: 'How many sessions at once' },
        { value: 'activity-level', label: 'How many sessions in all' },
      ],
    },
    report_start,
  ],
  needs: [],
  gives: [],
  optional: true,
  url(context) {
    const start = context.values.report_start ?? ''
    const path = report(context, `/cmu/v2/year/month/${context.need('level')}`)
    return start === '' ? path : `${path}?start=${encodeURIComponent(start)}`
  },
  look: ['One row for each level; users is the only figure.'],
  pitfalls: reportPitfalls,
  notes: [
    { text: 'Level reports are made once a day.', source: reports },
    { text: 'The dimensions are concurrency-level and activity-level.', source: dimensions },
  ],
})
