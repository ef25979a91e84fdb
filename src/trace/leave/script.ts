/** A bash script of the whole flow: it asks for secrets, takes values out of answers, and holds none itself. */
import type { Exchange, Session } from '../../core/session.ts'
import { type Variable, variablesOf } from '../code/variables.ts'
import { curlOf } from '../curl.ts'
import { type Masked, type MaskedRequest, standingIn } from '../mask.ts'
import type { Secret } from '../secrets.ts'
import { quoted, variable } from '../shell.ts'
import { cutRequest, type Named, telling } from './cut-requests.ts'
import { type Gain, gainIn } from './gains.ts'
import type { MaskedCase } from './leaving.ts'
import { FUNCTIONS, HEAD } from './script-text.ts'

interface Part {
  readonly exchange: Exchange
  readonly request: MaskedRequest
  /** The variables of the request, each with the secret it is made from. */
  readonly needs: readonly Need[]
}

interface Need {
  readonly name: string
  readonly secret: Secret
  readonly form: string
}

export interface Script {
  readonly text: string
  readonly counts: Readonly<Record<string, number>>
}

/** @param whole with its secrets: only to see which answer gave which of them. */
export function scriptOf(masked: MaskedCase, whole: Session, named: Named): Script {
  const parts = telling(masked.exchanges).map((exchange): Part => {
    const request = cutRequest(exchange.sent, named)
    return { exchange, request, needs: needsOf(request) }
  })
  const real = parts.map(({ exchange }) => whole.exchanges.find(({ id }) => id === exchange.id))
  const base = basics(named, masked)
  const sources = sourcesOf(parts, real, base)
  const asked = [...sources].filter(([, source]) => source === undefined).map(([name]) => name)
  const lines = [
    ...HEAD,
    ...FUNCTIONS,
    '',
    ...asked.map((name) => `ask ${name}`),
    ...parts.flatMap((part, index) => partLines(part, index, { sources, base })),
  ]
  return { text: `${lines.join('\n')}\n`, counts: countsOf(parts) }
}

const countsOf = (parts: readonly Part[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>()
  for (const { name } of parts.flatMap(({ needs }) => needs))
    counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries(counts)
}

function needsOf(request: MaskedRequest): readonly Need[] {
  const variables = variablesOf([request])
  return standingIn(request).flatMap(({ text, secret, form }) => {
    const found: Variable | undefined = variables.get(text)
    return found === undefined ? [] : [{ name: found.name, secret, form }]
  })
}

/** Credentials of Basic that a script can put together: the user in clear, and the secret behind it. */
interface Basic {
  readonly user: string
  readonly password: Secret
}

type Basics = ReadonlyMap<string, Basic>

function basics(named: Named, masked: MaskedCase): Basics {
  const secrets = [...named.values()]
  const open = new Set(Object.values(masked.values))
  return new Map(
    secrets.flatMap(({ value }) => {
      if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) return []
      const [user = '', ...rest] = atob(value).split(':')
      const password = secrets.find((one) => one.value === rest.join(':'))
      return password !== undefined && open.has(user) ? [[value, { user, password }] as const] : []
    }),
  )
}

/** By the name of the variable in clear: the answer that gives it, or nothing where it must be asked for. */
type Sources = ReadonlyMap<string, { readonly part: number; readonly gain: Gain } | undefined>

const stemOf = ({ name }: Secret): string => variable(name.replace(/_twice$/, ''))

function sourcesOf(
  parts: readonly Part[],
  real: readonly (Exchange | undefined)[],
  base: Basics,
): Sources {
  const sources = new Map<string, { part: number; gain: Gain } | undefined>()
  for (const [index, { needs }] of parts.entries())
    for (const need of needs) {
      const secret = base.get(need.secret.value)?.password ?? need.secret
      const stem = stemOf(secret)
      if (sources.has(stem)) continue
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

interface Plan {
  readonly sources: Sources
  readonly base: Basics
}

function partLines(part: Part, index: number, { sources, base }: Plan): readonly string[] {
  const { exchange, request, needs } = part
  const gained = [...sources].flatMap(([name, source]) =>
    source?.part === index ? [gainLine(name, source.gain)] : [],
  )
  const title = exchange.step.replace(/[^\w.-]+/g, ' ')
  return [
    ...['', `# ${index + 1}. ${title}`, `printf '\\n== %s\\n' ${quoted(title)} >&2`],
    ...needs.flatMap((need) => madeFrom(need, base)),
    ...(exchange.route === 'navigation' ? visit(request) : ['answer=$(', curlOf(request), ')']),
    ...(exchange.route === 'navigation' ? [] : [`printf '%s\\n' "$answer"`]),
    ...gained,
  ]
}

/** What is not there in clear is made of what is. */
function madeFrom({ name, secret, form }: Need, base: Basics): readonly string[] {
  const stem = stemOf(secret)
  const basic = base.get(secret.value)
  const clear =
    basic === undefined
      ? []
      : [`${stem}=$(basic ${quoted(basic.user)} "$${stemOf(basic.password)}")`]
  if (form === 'json') return [...clear, `${name}=$(json "$${stem}")`]
  if (form !== 'encoded') return clear
  const once = `$(encode "$${stem}")`
  return [...clear, `${name}=${secret.name.endsWith('_twice') ? `$(encode "${once}")` : once}`]
}

const gainLine = (name: string, { how, name: key }: Gain): string =>
  how === 'parameter'
    ? `${name}=$(decode "$(parameter ${quoted(key)})")`
    : `${name}=$(${how} ${quoted(key)})`

function visit(request: MaskedRequest): readonly string[] {
  const variables = variablesOf([request])
  const argument = (text: Masked): string =>
    text
      .map((segment) => {
        const found = segment.kind === 'secret' ? variables.get(segment.text) : undefined
        return found === undefined ? quoted(segment.text) : `"$${found.name}"`
      })
      .join('')
  return [`visit ${argument(request.url)}`]
}
