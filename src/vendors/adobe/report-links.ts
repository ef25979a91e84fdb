/** The links of a report (HAL): where one can go from here. */
import { isRecord, type JsonValue, member } from '../../core/answer/json.ts'
import type { Values } from '../../core/values.ts'
import type { Choice } from '../../core/vendor.ts'

interface ReportLink {
  readonly rel: string
  readonly href: string
}

/** A path on the same host and below the API: a link never carries the token to somebody else. */
export const isReportPath = (href: string): boolean => /^\/cmu\/v2(?:\/[\w./-]*)?$/.test(href)

/** `drill-down` is an object when there is one child, and a list when there are several. */
function linksIn(json: JsonValue | undefined): readonly ReportLink[] {
  const links = isRecord(json) ? member(json, '_links') : undefined
  if (!isRecord(links)) return []
  return ['drill-down', 'roll-up'].flatMap((rel) => {
    const given = member(links, rel)
    return (Array.isArray(given) ? given : [given]).flatMap((one: JsonValue | undefined) => {
      const href = isRecord(one) ? member(one, 'href') : undefined
      return typeof href === 'string' && isReportPath(href) ? [{ rel, href }] : []
    })
  })
}

/** The links as a value to carry on, and the first of them as the one to follow. */
export function followable(json: JsonValue | undefined): Values {
  const links = linksIn(json)
  const [first] = links
  if (first === undefined) return {}
  const lines = links.map(({ rel, href }) => `${rel} ${href}`)
  return { report_links: lines.join('\n'), report_path: first.href }
}

export function linkChoices({ report_links = '' }: Values): readonly Choice[] {
  return report_links.split('\n').flatMap((line) => {
    const [rel = '', href = ''] = line.split(' ')
    return href === '' ? [] : [{ value: href, label: href, hint: rel }]
  })
}
