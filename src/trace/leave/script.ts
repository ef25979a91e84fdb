/** A bash script of the whole flow: it asks for secrets, takes values out of answers, and holds none itself. */
import type { Exchange, Session } from '../../core/session.ts'
import { PROOF, provesKey } from '../code/proof.ts'
import { type SecretSegment, type Variables, variablesOf } from '../code/variables.ts'
import { argument, commandOf, refusalOf } from '../curl.ts'
import { type MaskedRequest, standingIn } from '../mask.ts'
import type { Secret } from '../secrets.ts'
import { quoted, variable } from '../shell.ts'
import { type Basics, basicsOf } from './basics.ts'
import { cutRequest, type Names, telling } from './cut-requests.ts'
import { type Gain, gainIn } from './gains.ts'
import type { MaskedCase } from './leaving.ts'
import { FUNCTIONS, HEAD } from './script-text.ts'

interface Part {
  readonly exchange: Exchange
  readonly request: MaskedRequest
  readonly needs: readonly SecretSegment[]
}

/** By the name of the variable in clear: the answer that gives it, or nothing where it must be asked for. */
type Sources = ReadonlyMap<string, { readonly part: number; readonly gain: Gain } | undefined>

interface Plan {
  readonly variables: Variables
  readonly sources: Sources
  readonly basics: Basics
}

export interface Script {
  readonly text: string
  readonly counts: Readonly<Record<string, number>>
}

/** @param whole with its secrets: only to see which answer gave which of them. */
export function scriptOf(masked: MaskedCase, whole: Session, names: Names): Script {
  const parts = telling(masked.exchanges).map((exchange): Part => {
    const request = cutRequest(exchange.sent, names.named)
    return { exchange, request, needs: standingIn(request) }
  })
  const real = parts.map(({ exchange }) => whole.exchanges.find(({ id }) => id === exchange.id))
  const needed = parts.flatMap(({ needs }) => needs.map(({ secret }) => secret))
  const basics = basicsOf(needed, masked, names.byValue)
  const sources = sourcesOf(parts, real, basics)
  const variables = variablesOf(parts.map(({ request }) => request))
  const asked = [...sources].filter(([, source]) => source === undefined).map(([name]) => name)
  const plan: Plan = { variables, sources, basics }
  const lines = [
    ...[...HEAD, ...FUNCTIONS, ''],
    ...asked.map((name) => `ask ${name}`),
    ...parts.flatMap((part, index) => partLines(part, index, plan)),
  ]
  return { text: `${lines.join('\n')}\n`, counts: countsOf(needed) }
}

function countsOf(needed: readonly Secret[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const secret of needed) counts.set(stemOf(secret), (counts.get(stemOf(secret)) ?? 0) + 1)
  return Object.fromEntries(counts)
}

/** Of one request and one moment: each is asked for when its request is sent, and not before. */
const isProof = ({ secret }: SecretSegment): boolean =>
  /^HEADER_DPOP(?:_\d+)?$/.test(stemOf(secret))

const stemOf = ({ name }: Secret): string => variable(name.replace(/_twice$/, ''))

/** The last answer before the first use that holds it. */
function sourcesOf(
  parts: readonly Part[],
  real: readonly (Exchange | undefined)[],
  basics: Basics,
): Sources {
  const sources = new Map<string, { part: number; gain: Gain } | undefined>()
  for (const [index, { needs }] of parts.entries())
    for (const need of needs) {
      const secret = basics.get(need.secret.value)?.password ?? need.secret
      const stem = stemOf(secret)
      if (sources.has(stem) || isProof(need)) continue
      const gains = real.slice(0, index).map((one, part) => {
        const gain = one === undefined ? undefined : gainIn(one, secret.value)
        return gain === undefined ? undefined : { part, gain }
      })
      sources.set(
        stem,
        gains.findLast((one) => one !== undefined),
      )
    }
  return sources
}

function partLines(part: Part, index: number, plan: Plan): readonly string[] {
  const { exchange, request, needs } = part
  const gained = [...plan.sources].flatMap(([name, source]) =>
    source?.part === index ? [gainLine(name, source.gain)] : [],
  )
  const title = exchange.step.replace(/[^\w.-]+/g, ' ')
  return [
    ...['', `# ${index + 1}. ${title}`, `printf '\\n== %s\\n' ${quoted(title)} >&2`],
    ...(provesKey(request.headers) ? [`# ${PROOF}`] : []),
    ...needs.flatMap((need) => madeFrom(need, plan)),
    ...sending(exchange, request, plan.variables),
    ...gained,
  ]
}

function sending(
  { route }: Exchange,
  request: MaskedRequest,
  variables: Variables,
): readonly string[] {
  const why = refusalOf(request)
  if (why !== undefined) return [`echo '${why}' >&2`, 'exit 1']
  if (route === 'navigation') return [`visit ${argument(request.url, variables)}`]
  const command = commandOf(request, variables, '-sS -i')
  return ['answer=$(', command, ')', `printf '%s\\n' "$answer"`]
}

/** What is not there in clear is made of what is. */
function madeFrom(need: SecretSegment, plan: Plan): readonly string[] {
  const { text, secret, form } = need
  const stem = stemOf(secret)
  const name = plan.variables.get(text)?.name ?? stem
  if (isProof(need)) return [`ask ${name}`]
  const basic = plan.basics.get(secret.value)
  const clear =
    basic === undefined
      ? []
      : [`${stem}=$(basic ${quoted(basic.user)} "$${stemOf(basic.password)}")`]
  if (form === 'json') return [...clear, `${name}=$(json "$${stem}")`]
  if (form !== 'encoded') return name === stem ? clear : [...clear, `${name}=$${stem}`]
  const once = `$(encode "$${stem}")`
  return [...clear, `${name}=${secret.name.endsWith('_twice') ? `$(encode "${once}")` : once}`]
}

const gainLine = (name: string, { how, name: key }: Gain): string =>
  how === 'parameter'
    ? `${name}=$(decode "$(parameter ${quoted(key)})")`
    : `${name}=$(${how} ${quoted(key)})`
