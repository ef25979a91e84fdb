/** One report in four formats: which of the three ways to ask wins. */
import { readApi } from '../../core/answer/api.ts'
import { type HttpRequest, headerOf } from '../../core/http.ts'
import { bearer } from '../../core/steps.ts'
import type { Choice, Context, RequestStep } from '../../core/vendor.ts'
import { report, reportPitfalls } from './shared.ts'
import { assumed, reports } from './sources.ts'

const types: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  csv: 'text/csv',
  html: 'text/html',
}

const choices = (none: string, value: (format: string) => string): readonly Choice[] => [
  { value: 'none', label: none },
  ...Object.keys(types).map((format) => ({ value: value(format), label: value(format) })),
]

const withAccept = (request: HttpRequest, accept: string): HttpRequest => ({
  ...request,
  headers: [...request.headers.filter(([name]) => name !== 'accept'), ['accept', accept]],
})

/** The first of the three that says something, and what it says. */
function decision({ values }: Context): { readonly by: string; readonly type: string } {
  const extension = (values.file_extension ?? 'none').replace('.', '')
  if (extension !== 'none') return { by: 'The extension', type: types[extension] ?? extension }
  const format = values.format_parameter ?? 'none'
  if (format !== 'none') return { by: 'The parameter format', type: types[format] ?? format }
  const accept = values.accept ?? 'none'
  if (accept !== 'none') return { by: 'The header Accept', type: accept }
  return { by: 'Nothing', type: 'application/json' }
}

export const formats: RequestStep = {
  kind: 'request',
  id: 'formats',
  title: 'Ask for another format',
  phase: 'Read the reports',
  why: 'The same report comes as JSON, XML, CSV or HTML. It can be asked for in three ways, and when they contradict each other the first of them wins.',
  asks: [
    {
      name: 'file_extension',
      label: 'Extension',
      kind: 'choice',
      initial: '.csv',
      hint: 'At the end of the path. It wins over everything.',
      choices: choices('No extension', (format) => `.${format}`),
    },
    {
      name: 'format_parameter',
      label: 'Parameter format',
      kind: 'choice',
      initial: 'xml',
      hint: 'In the query. It wins over the header.',
      choices: choices('No parameter', (format) => format),
    },
    {
      name: 'accept',
      label: 'Header Accept',
      kind: 'choice',
      initial: 'application/json',
      choices: choices('Anything (*/*)', (format) => types[format] ?? format),
    },
  ],
  needs: ['access_token'],
  gives: ['decided_format'],
  optional: true,
  async request(context) {
    const { file_extension = 'none', format_parameter = 'none', accept = 'none' } = context.values
    const extension = file_extension === 'none' ? '' : file_extension
    const query = format_parameter === 'none' ? '' : `?format=${format_parameter}`
    const url = report(context, `/cmu/v2/year/month/mvpd${extension}${query}`)
    const request = await bearer('GET', url, context.need('access_token'))
    return withAccept(request, accept === 'none' ? '*/*' : accept)
  },
  receive(context, response) {
    const { file, findings } = readApi(response, reportPitfalls)
    const { by, type } = decision(context)
    const came = (headerOf(response, 'content-type') ?? '').replace(/;.*/, '').trim().toLowerCase()
    const differs = {
      code: 'format_differs',
      text: `${by} should have decided for ${type}, but ${came === '' ? 'no type' : came} came.`,
    }
    return {
      gained: {
        decided_format: `${by} decided: ${came}`,
        ...(file === undefined ? {} : { report_file: file }),
      },
      findings: came === type ? findings : [...findings, differs],
    }
  },
  look: [
    'Content-Type: which of your three wishes was granted.',
    'CSV has no links, and Content-Disposition names a file after the span of time and the limit.',
    'XML has the links as elements, and the figures as attributes.',
  ],
  pitfalls: reportPitfalls,
  notes: [
    {
      text: 'Extension before parameter before header; JSON when nothing is said.',
      source: reports,
    },
    { text: 'The file’s name comes in Content-Disposition.', source: assumed },
    {
      text: 'Adobe’s XML sample has a bare & in an address, which a strict reader refuses. The sandbox writes it properly.',
      source: reports,
    },
  ],
}

export { withAccept }
