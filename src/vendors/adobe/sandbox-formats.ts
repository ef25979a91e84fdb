/** The four faces of a report, and which one is shown: extension, then `format`, then Accept. */
import { Fault, type Turn } from '../../core/simulation.ts'
import type { Link, Report } from './sandbox-report.ts'

const types = {
  json: ['application/json', 'application/hal+json'],
  xml: ['application/xml', 'text/xml'],
  csv: ['text/csv'],
  html: ['text/html'],
} as const

export type Format = keyof typeof types

const isFormat = (text: string): text is Format => Object.hasOwn(types, text)
const formats = Object.keys(types).filter(isFormat)

/** `year/month.csv`: dimensions, and an extension at the end of the last one. */
export function pathOf(text: string): {
  readonly path: readonly string[]
  readonly extension?: Format
} {
  const extension = /\.(?<name>[a-z]+)$/.exec(text)?.groups?.['name'] ?? ''
  const known = isFormat(extension)
  const bare = known ? text.slice(0, -extension.length - 1) : text
  return { path: bare === '' ? [] : bare.split('/'), ...(known ? { extension } : {}) }
}

export function formatOf(turn: Turn, extension: Format | undefined): Format {
  if (extension !== undefined) return extension
  const asked = turn.query.get('format') ?? ''
  if (asked !== '') return isFormat(asked) ? asked : notAcceptable()
  return accepted(turn.request.headers.get('accept') ?? '*/*')
}

const notAcceptable = (): never => {
  throw new Fault('not_acceptable')
}

/** The best loved range wins, the first of equals; a wildcard means JSON where it fits. */
function accepted(header: string): Format {
  const ranges = header
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { type, q: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
  for (const { type } of ranges) {
    const found = formats.find((format) => types[format].some((one) => covers(type, one)))
    if (found !== undefined) return found
  }
  return notAcceptable()
}

const covers = (range: string, type: string): boolean =>
  range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))

export function write(turn: Turn, format: Format, report: Report): Response {
  return writers[format](report, turn)
}

const writers: Readonly<Record<Format, (report: Report, turn: Turn) => Response>> = {
  json: (report) => typed('application/json;charset=UTF-8', JSON.stringify(halOf(report))),
  xml: (report) => typed('application/xml;charset=UTF-8', xmlOf(report)),
  csv: (report) =>
    typed('text/csv', csvOf(report), [
      ['Content-Disposition', `attachment; filename="${report.fileName}"`],
    ]),
  html: pageOf,
}

const typed = (type: string, body: string, more: readonly [string, string][] = []): Response =>
  new Response(body, { headers: [['Content-Type', type], ...more] })

/** One child is an object, several are an array; every value is a text. */
function halOf(report: Report): object {
  const { self, rollUp, drillDown, rows } = report
  const [only, ...others] = drillDown
  return {
    _links: {
      self: { href: self },
      ...(rollUp === undefined ? {} : { 'roll-up': rollUp }),
      ...(only === undefined ? {} : { 'drill-down': others.length === 0 ? only : drillDown }),
    },
    report: rows.map((row) => Object.fromEntries(columns(report, row.dims, row.sums))),
  }
}

const columns = (
  { dims, metrics }: Report,
  values: readonly string[],
  sums: readonly number[],
): readonly (readonly [string, string])[] => [
  ...dims.map((name, index) => [name, values[index] ?? ''] as const),
  ...metrics.map((name, index) => [name, String(sums[index] ?? 0)] as const),
]

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<"]/g, (sign) => entities[sign] ?? sign)

/** Well formed, unlike Adobe's sample, which has a bare & in the address. */
function xmlOf(report: Report): string {
  const link = (rel: string, { href }: Link) => `    <link rel="${rel}" href="${escaped(href)}"/>\n`
  const links = [
    ...(report.rollUp === undefined ? [] : [link('roll-up', report.rollUp)]),
    ...report.drillDown.map((one) => link('drill-down', one)),
  ]
  // The sample names the deepest dimension first.
  const records = report.rows.map((row) => {
    const { dims } = report
    const turned = columns({ ...report, dims: dims.toReversed() }, row.dims.toReversed(), row.sums)
    return `    <record ${turned.map(([name, value]) => `${name}="${escaped(value)}"`).join(' ')}/>\n`
  })
  return `<resource href="${escaped(report.self)}">\n  <links>\n${links.join('')}  </links>\n  <report>\n${records.join('')}  </report>\n</resource>\n`
}

function csvOf(report: Report): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = [
    [...report.dims, ...report.metrics],
    ...report.rows.map((row) => [...row.dims, ...row.sums.map(String)]),
  ]
  return lines.map((line) => `${line.map(cell).join(',')}\n`).join('')
}

function pageOf(report: Report, turn: Turn): Response {
  const { html } = turn
  const headings = [...report.dims, ...report.metrics].map((name) => html`<th>${name}</th>`)
  const rows = report.rows.map((row) => {
    const cells = [...row.dims, ...row.sums].map((value) => html`<td>${value}</td>`)
    return html`<tr>${cells}</tr>\n`
  })
  return turn.page(
    'Report',
    html`<h1>Report</h1><table><thead><tr>${headings}</tr></thead><tbody>${rows}</tbody></table>`,
  )
}
