/** A report for a ticket: what was walked, what the servers said, and what an engineer will ask next. */
import { statusOf } from '../../core/flow.ts'
import type { Exchange, Outcome } from '../../core/session.ts'
import type { Step } from '../../core/vendor.ts'
import type { LeavingInput, MaskedCase } from './leaving.ts'
import { block, span, table } from './markdown.ts'

export function reportOf(session: MaskedCase, input: LeavingInput, version: string): string {
  const { profile, flow } = input
  const lines = [
    `# ${span(session.name) || span(flow.title)}`,
    '',
    `${span(profile.name)}, ${span(profile.product)}. Flow: ${span(flow.title)}. ${where(session)}`,
    `Begun ${instant(session.createdAt)}, last changed ${instant(session.updatedAt)} (UTC).`,
    '',
    'Secrets are placeholders. Equal numbers are equal values, in this report only.',
    ...stepsOf(session, input),
    ...problemsOf(session),
    ...departuresOf(session, input),
    ...exchangesOf(session),
    ...environmentOf(session, version),
  ]
  return `${lines.join('\n')}\n`
}

const where = ({ target }: MaskedCase): string =>
  target === 'sandbox'
    ? 'Walked in the sandbox, a simulator: no real server took part.'
    : 'Walked live.'

const instant = (at: number): string => new Date(at).toISOString()

/** Only the kind of status is taken from the walk itself: which tells what is still to come. */
function stepsOf(session: MaskedCase, { flow, session: whole }: LeavingInput): readonly string[] {
  const rows = flow.steps.map((step, index) => {
    const last = session.exchanges.findLast((exchange) => exchange.step === step.id)
    const { kind } = statusOf(flow, step, whole)
    return [String(index + 1), span(step.title), kind, last === undefined ? '' : outcomeOf(last)]
  })
  return ['', '## Steps', '', ...table(['#', 'Step', 'State', 'Last answer'], rows)]
}

const statusIn = (outcome: Outcome): string =>
  outcome.kind === 'failed' || outcome.response === undefined ? '' : `${outcome.response.status}`

function outcomeOf({ outcome }: Exchange): string {
  const status = statusIn(outcome)
  const code = outcome.kind === 'accepted' ? '' : ` ${span(outcome.problem.code)}`
  return `${outcome.kind}${status === '' ? '' : `, ${status}`}${code}`
}

function problemsOf(session: MaskedCase): readonly string[] {
  const parts = session.exchanges.flatMap((exchange, index) => {
    const { outcome } = exchange
    if (outcome.kind === 'accepted') return []
    const { problem } = outcome
    const { said } = problem
    return [
      '',
      `### Exchange ${index + 1}: ${span(problem.code)}`,
      '',
      `Step ${span(exchange.step)}, ${outcome.kind} ${statusIn(outcome)}`.trimEnd(),
      ...(said === undefined ? [] : ['', 'The server’s own words:', '', ...block(said)]),
      ...[
        '',
        `Most likely: ${span(problem.means, 600)}`,
        '',
        `To try: ${span(problem.remedy, 600)}`,
      ],
      ...(problem.source === undefined ? [] : ['', `Source: ${span(problem.source.url)}`]),
    ]
  })
  return ['', '## Problems', ...(parts.length === 0 ? ['', 'None.'] : parts)]
}

const walked = (session: MaskedCase, step: Step): boolean =>
  session.exchanges.some((exchange) => exchange.step === step.id)

function departuresOf(session: MaskedCase, { flow }: LeavingInput): readonly string[] {
  const findings = session.exchanges.flatMap(({ outcome, step }, index) =>
    outcome.kind === 'accepted'
      ? outcome.findings.map(
          ({ code, text }) =>
            `- Exchange ${index + 1}, ${span(step)}: ${span(code)} ${span(text, 600)}`,
        )
      : [],
  )
  const known = flow.steps
    .filter((step) => walked(session, step))
    .flatMap(({ title, deviations = [] }) =>
      deviations.map(
        ({ how, rule, rfc }) =>
          `- ${span(title)}: ${span(how, 600)} The rule: ${span(rule, 600)} (${span(rfc.title)})`,
      ),
    )
  const found = findings.length === 0 ? ['None.'] : findings
  const vendor = known.length === 0 ? [] : ['', 'Known of this vendor:', '', ...known]
  return ['', '## Departures from the specifications', '', ...found, ...vendor]
}

function exchangesOf({ exchanges }: MaskedCase): readonly string[] {
  const rows = exchanges.map((exchange, index) => [
    String(index + 1),
    instant(exchange.startedAt),
    span(exchange.step),
    span(exchange.sent.method),
    span(exchange.sent.url, 400),
    outcomeOf(exchange),
    String(exchange.endedAt - exchange.startedAt),
    exchange.route,
  ])
  const head = ['#', 'Begun', 'Step', 'Method', 'Address', 'Outcome', 'ms', 'Route']
  return ['', '## Exchanges', '', ...(rows.length === 0 ? ['None.'] : table(head, rows))]
}

function environmentOf({ exchanges }: MaskedCase, version: string): readonly string[] {
  const distinct = (texts: readonly (string | undefined)[]) =>
    [...new Set(texts.filter((text) => text !== undefined && text !== ''))].map((text) =>
      span(text ?? ''),
    )
  const http = exchanges.map(({ outcome }) =>
    outcome.kind === 'failed' ? undefined : outcome.response?.httpVersion,
  )
  const tls = exchanges.map(({ wire }) =>
    wire?.tls === undefined ? undefined : `${wire.tls.protocol} ${wire.tls.cipher}`,
  )
  const hosts = exchanges.map(({ sent }) =>
    URL.canParse(sent.url) ? new URL(sent.url).origin : undefined,
  )
  const line = (label: string, texts: readonly (string | undefined)[]) => {
    const known = distinct(texts)
    return known.length === 0 ? [] : [`- ${label}: ${known.join(', ')}`]
  }
  return [
    ...['', '## Environment', ''],
    ...line('Grantwalk', [version]),
    ...line('HTTP', http),
    ...line('TLS', tls),
    ...line('Servers', hosts),
  ]
}
