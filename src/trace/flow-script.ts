/** A walk as one bash script: its requests in order, secrets asked for, and what an answer gives handed on. */
import { textOf } from '../core/http.ts'
import type { Exchange, Session } from '../core/session.ts'
import { type SecretSegment, secretsIn, type Variables, variablesOf } from './code/variables.ts'
import { argument, commandOf, refusalOf } from './curl.ts'
import { type MaskedRequest, mask, segmentsOf } from './mask.ts'
import { type Facts, type Secret, secretsOf } from './secrets.ts'
import { quoted } from './shell.ts'

interface Step {
  readonly exchange: Exchange
  readonly request: MaskedRequest
  readonly secrets: readonly SecretSegment[]
  /** Where each string of a JSON answer stands. */
  readonly paths: ReadonlyMap<string, readonly (string | number)[]>
}

/** Where a variable gets its value: before anything is sent, or after the step of that number. */
interface Origin {
  readonly segment: SecretSegment
  readonly after: number
  /** A filter for jq; absent where the person is asked. */
  readonly filter?: string
}

/** It masks by itself: whatever is secret or personal in the session is in no script. */
export function flowScriptOf(session: Session, facts: Facts): string {
  const secrets = secretsOf(session, facts, ['secret', 'personal'])
  const steps = session.exchanges.map((exchange) => stepOf(exchange, secrets))
  const variables = variablesOf(steps.map(({ request }) => request))
  const origins = originsOf(steps)
  const settle = (after: number) =>
    origins.filter((origin) => origin.after === after).map((origin) => settled(origin, variables))
  const lines = steps.flatMap((step, at) => [
    '',
    `# ${at + 1} of ${steps.length}${titleOf(step.exchange, secrets)}`,
    ...sending(step, variables),
    ...settle(at),
  ])
  const last = steps.at(-1)?.exchange.route === 'navigation' ? [] : [`printf '%s\\n' "$answer"`]
  return `${[...opening, ...settle(-1), ...lines, ...(steps.length > 0 ? last : [])].join('\n')}\n`
}

function stepOf(exchange: Exchange, secrets: readonly Secret[]): Step {
  const request = mask(exchange.sent, secrets)
  const { outcome } = exchange
  const response = outcome.kind === 'failed' ? undefined : outcome.response
  return {
    exchange,
    request,
    secrets: secretsIn(request),
    paths: new Map(response === undefined ? [] : stringsIn(textOf(response), secrets)),
  }
}

type Found = readonly [value: string, path: readonly (string | number)[]]

function stringsIn(text: string, secrets: readonly Secret[]): readonly Found[] {
  try {
    // A member that is named like a secret would write it down.
    return [...walked(JSON.parse(text), [])].filter(([, path]) =>
      path.every((key) => isPlain(String(key), secrets)),
    )
  } catch {
    return []
  }
}

function* walked(value: unknown, path: readonly (string | number)[]): Generator<Found> {
  if (typeof value === 'string') yield [value, path]
  else if (Array.isArray(value))
    for (const [at, item] of value.entries()) yield* walked(item, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* walked(item, [...path, key])
}

const isPlain = (text: string, secrets: readonly Secret[]): boolean =>
  segmentsOf(text, secrets).every(({ kind }) => kind === 'text')

/** How jq writes a value the way the request does; other ways it does not know. */
const writings: Readonly<Partial<Record<SecretSegment['form'], string>>> = {
  raw: '',
  encoded: ' | @uri',
  base64: ' | @base64',
  json: ' | tojson | .[1:-1]',
}

function originsOf(steps: readonly Step[]): readonly Origin[] {
  const seen = new Set<string>()
  const origins: Origin[] = []
  for (const [at, { secrets }] of steps.entries())
    for (const segment of secrets) {
      if (seen.has(segment.text)) continue
      seen.add(segment.text)
      origins.push(originOf(segment, steps.slice(0, at)))
    }
  return origins
}

/** The last answer before its first use that holds it; an address that came back is known to the person alone. */
function originOf(segment: SecretSegment, before: readonly Step[]): Origin {
  const { value } = segment.secret
  const writing = writings[segment.form]
  const answered = before.findLastIndex(({ paths }) => paths.has(value))
  const path = before[answered]?.paths.get(value)
  if (writing !== undefined && path !== undefined)
    return { segment, after: answered, filter: `getpath(${JSON.stringify(path)})${writing}` }
  const returned = before.findLastIndex(({ exchange }) => exchange.callback?.includes(segment.text))
  return { segment, after: returned }
}

function settled({ segment, filter }: Origin, variables: Variables): string {
  const { name = '', manner = '' } = variables.get(segment.text) ?? {}
  return filter === undefined
    ? `ask ${name} ${quoted(manner)}`
    : `${name}=$(printf %s "$answer" | jq -er ${quoted(filter)})`
}

/** Names of steps are ours, but a session may have been imported. */
function titleOf({ step }: Exchange, secrets: readonly Secret[]): string {
  const plain = step.replaceAll(/[^A-Za-z0-9 _.-]/g, '')
  return isPlain(step, secrets) && isPlain(plain, secrets) && plain !== '' ? `: ${plain}` : ''
}

function sending({ exchange, request }: Step, variables: Variables): readonly string[] {
  const why = refusalOf(request)
  if (why !== undefined) return [`echo '${why}' >&2`, 'exit 1']
  if (exchange.route === 'navigation')
    return [
      `printf 'Open this address in a browser, and copy from the one it ends at:\\n%s\\n' ${argument(request.url, variables)} >&2`,
    ]
  return [`answer=$(${commandOf(request, variables, `-sS -w '%{stderr}%{http_code}\\n'`)})`]
}

const opening = [
  '#!/usr/bin/env bash',
  '# A walk of Grantwalk, request by request. Needs curl 7.63 and jq. Each status goes to the screen, the last answer to the output.',
  'set -euo pipefail',
  '',
  '# Takes a variable that is set, or asks for it without showing what is typed.',
  'ask() {',
  '  [ -n "${!1:-}" ] || read -rsp "$1$2: " "$1" || true',
  '  [ -n "${!1:-}" ] || { echo "Set $1 first$2." >&2; exit 1; }',
  '}',
]
