/** The pages that Adobe's claims rest on. Read on 2026-11-20. */
import type { Link, Source } from '../../core/source.ts'

const repository = 'https://github.com/AdobeDocs/pass.en/blob/main/help/'

const page = (title: string, path: string): Link => ({ title, url: `${repository}${path}` })

const document = (title: string, path: string): Source => ({
  kind: 'document',
  link: page(title, path),
})

export const dashboardPage: Link = {
  title: 'Adobe Pass TVE Dashboard',
  url: 'https://experience.adobe.com/#/pass/authentication',
}

/** The page that the walk follows, its pictures included. */
export const access: Source = {
  kind: 'vendor',
  link: {
    title: 'CMU API access',
    url: 'https://experienceleague.adobe.com/en/docs/pass/cm/cmu/cmu-api-access',
  },
}
const dcr = 'authentication/integration-guide-programmers/rest-apis/rest-api-dcr/'
export const registration = document(
  'DCR: retrieve client credentials',
  `${dcr}apis/dynamic-client-registration-apis-retrieve-client-credentials.md`,
)
export const tokens = document(
  'DCR: retrieve access token',
  `${dcr}apis/dynamic-client-registration-apis-retrieve-access-token.md`,
)
export const questions = document('DCR FAQs', `${dcr}dynamic-client-registration-faqs.md`)
export const throttling = document(
  'Throttling mechanism',
  'authentication/integration-guide-programmers/throttling-mechanism.md',
)
export const reports = document('CMU API', 'concurrency-monitoring/reports/cmu-api.md')
export const dimensions = document(
  'CMU metrics and dimensions',
  'concurrency-monitoring/reports/cm-usage-reports.md',
)
export const assumed: Source = { kind: 'assumed' }
