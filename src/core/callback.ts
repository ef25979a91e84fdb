/** The strict reader of the address a browser comes back with (RFC 6749 4.1.2 and 4.2.2, RFC 9700 4). */
import { bindingChecks, placeChecks } from './callback-checks.ts'
import {
  type Arrived,
  type Check,
  callbackParameters,
  type Expected,
  noPendingRequest,
  type Pairs,
} from './callback-parts.ts'
import { resultChecks } from './callback-result.ts'
import { Refusal } from './problem.ts'
import { standingOf } from './response-mode.ts'
import type { Finding } from './session.ts'
import { rfc } from './source.ts'

export type { Expected } from './callback-parts.ts'

export interface Callback {
  readonly parameters: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

const BROKEN = '\uFFFD'

/** Decodes once, and keeps what is not UTF-8 visible instead of repairing it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return BROKEN
  }
}

function pairsOf(text: string): Pairs {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
    })
}

/**
 * The parameters of a callback that may be trusted to answer `expected`. For signed answers see `jarm.ts`.
 * Throws a `Refusal` whose problem is `security_stop`, `malformed_response` or the server's `oauth_error`.
 * @param url the whole address as it came back, fragment included
 */
export function readCallback(url: string, expected: Expected | undefined, at: number): Callback {
  const arrived = arrivedAt(url, expected, at)
  hold(arrived, placeChecks, bindingChecks, resultChecks)
  return taken(arrived)
}

export function arrivedAt(url: string, expected: Expected | undefined, at: number): Arrived {
  if (expected === undefined) throw new Refusal(noPendingRequest)
  const parsed = parse(url)
  const query = pairsOf(parsed.search.slice(1))
  const fragment = pairsOf(parsed.hash.slice(1))
  const standing = standingOf(expected.response_type, expected.response_mode)
  const answer = standing.place === 'query' ? query : fragment
  return { url: parsed, query, fragment, standing, answer, expected, at }
}

/** @throws Refusal at the first check that does not hold */
export function hold(arrived: Arrived, ...lists: readonly (readonly Check[])[]): void {
  for (const { test } of lists.flat()) {
    const problem = test(arrived)
    if (problem !== undefined) throw new Refusal(problem)
  }
}

export const taken = ({ answer, expected }: Arrived): Callback => ({
  parameters: new Map(answer),
  findings: oddities(answer, expected),
})

function parse(url: string): URL {
  try {
    return new URL(url.trim())
  } catch {
    throw new Refusal({
      kind: 'bad_input',
      code: 'not_a_url',
      means: 'This is not a whole address.',
      remedy:
        'Copy everything from the address bar, from http to the last character, and paste it again.',
    })
  }
}

function oddities(answer: Pairs, expected: Expected): Finding[] {
  const names = answer.map(([name]) => name)
  const strangers = [...new Set(names)].filter((name) => !callbackParameters.includes(name))
  const twice = strangers.filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
  const findings: Finding[] = []
  if (twice.length > 0)
    findings.push({
      code: 'duplicate_unknown_param',
      text: `${twice.join(', ')} stands there twice.`,
    })
  else if (strangers.length > 0)
    findings.push({
      code: 'unknown_param',
      text: `Ignored what OAuth does not know: ${strangers.join(', ')}.`,
    })
  if (expected.state === '')
    findings.push({
      code: 'state_not_used',
      text: 'The request carried no state, so nothing ties this answer to this walk.',
      rule: rfc(6749, '10.12'),
    })
  return findings
}
