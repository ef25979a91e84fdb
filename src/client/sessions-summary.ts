/** Makes the summary of a session, when it is saved. What the list searches is bounded here. */
import type { Exchange, Session } from '../core/session.ts'
import type { Summary } from './summary.ts'

const NOTE = 140
const PROBLEMS = 280
const MOST = 6

export function summaryOf(record: Session): Summary {
  const { version, id, name, vendor, flow, target, createdAt, updatedAt } = record
  const hosts = lastOnce(record.exchanges.flatMap(hostOf))
  const statuses = lastOnce(record.exchanges.flatMap(statusOf))
  const problems = wordsOf(record.exchanges)
  const last = record.exchanges.at(-1)?.outcome.kind
  return {
    ...{ version, id, name, vendor, flow, target, createdAt, updatedAt },
    exchanges: record.exchanges.length,
    ...(last === undefined ? {} : { last }),
    ...(record.pending === undefined ? {} : { state: record.pending.state }),
    ...(record.tags === undefined ? {} : { tags: record.tags }),
    ...(record.pinned === undefined ? {} : { pinned: record.pinned }),
    ...(record.note === undefined ? {} : { note: record.note.slice(0, NOTE) }),
    ...(hosts.length === 0 ? {} : { hosts }),
    ...(statuses.length === 0 ? {} : { statuses }),
    ...(problems === '' ? {} : { problems }),
  }
}

/** The last ones, each once: the end of a walk is what it is looked for by. */
const lastOnce = <T>(all: readonly T[]): readonly T[] =>
  [...new Set(all.toReversed())].slice(0, MOST)

const hostOf = ({ sent }: Exchange): readonly string[] =>
  URL.canParse(sent.url) ? [new URL(sent.url).host.slice(0, 100)] : []

const statusOf = ({ outcome }: Exchange): readonly number[] =>
  outcome.kind === 'failed' || outcome.response === undefined ? [] : [outcome.response.status]

function wordsOf(exchanges: readonly Exchange[]): string {
  const said = exchanges.flatMap(({ outcome }) =>
    outcome.kind === 'accepted'
      ? outcome.findings.map(({ code }) => code)
      : [`${outcome.problem.code} ${outcome.problem.said ?? outcome.problem.means}`],
  )
  return lastOnce(said).join(' · ').slice(0, PROBLEMS)
}
