/** The words for what the data says: one place, so that a thing is called the same everywhere. */
import type { Status } from '../core/flow.ts'
import { isEarly } from '../core/problem.ts'
import type { Exchange, Outcome, Route, Target } from '../core/session.ts'
import type { Source } from '../core/source.ts'
import type { Step } from '../core/vendor.ts'
import type { BadgeTone } from './kit/Badge.tsx'

interface Word {
  readonly tone: BadgeTone
  readonly text: string
}

const statuses: Readonly<Record<Status['kind'], Word>> = {
  locked: { tone: 'locked', text: 'Locked' },
  ready: { tone: 'ready', text: 'Ready' },
  waiting: { tone: 'browser', text: 'Waiting for the login' },
  done: { tone: 'gained', text: 'Done' },
  stale: { tone: 'stale', text: 'Run again' },
  refused: { tone: 'refused', text: 'Refused' },
  failed: { tone: 'failed', text: 'No answer' },
}

/** @param saving its outcome is known, and not yet on the disk */
export const statusWord = (status: Status, saving: boolean): Word =>
  saving ? { tone: 'ready', text: 'Saving' } : statuses[status.kind]

const outcomes: Readonly<Record<Outcome['kind'], Word>> = {
  accepted: { tone: 'gained', text: 'Accepted' },
  refused: { tone: 'refused', text: 'Refused' },
  failed: { tone: 'failed', text: 'No answer' },
}

const early: Word = { tone: 'note', text: 'Not yet' }

/** A lesson whose point is a refusal: the server said no, and that is what the step wanted. */
const wanted: Word = { tone: 'gained', text: 'Refused, as expected' }

export const outcomeWord = (outcome: Outcome): Word =>
  outcome.kind === 'accepted'
    ? (outcome.response?.status ?? 0) >= 400
      ? wanted
      : outcomes.accepted
    : isEarly(outcome.problem.code)
      ? early
      : outcomes[outcome.kind]

export const routeWord: Readonly<Record<Route, string>> = {
  relay: 'relayed',
  direct: 'direct',
  navigation: 'browser redirect',
}

export const targetWord: Readonly<Record<Target, string>> = { sandbox: 'Sandbox', live: 'Live' }

/** Who was spoken to: the authorization server by its step or its OAuth endpoints, the API otherwise. */
export const actorOf = (exchange: Exchange, step: Step | undefined): Word =>
  step?.actor === 'server' ||
  exchange.route === 'navigation' ||
  /oauth|authorize|token|client\/register/i.test(pathOf(exchange.sent.url))
    ? { tone: 'server', text: 'authorization server' }
    : { tone: 'api', text: 'API' }

const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname : url)

export const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)

/** Method and path, without the query: short, and without a value. */
export const lineOf = (exchange: Exchange) => `${exchange.sent.method} ${pathOf(exchange.sent.url)}`

export const sourceWord = (source: Source): string =>
  ({
    vendor: 'The vendor says so',
    document: 'A public document says so',
    inferred: 'Inferred from a known product',
    assumed: 'Assumed: no public document says this',
  })[source.kind]
