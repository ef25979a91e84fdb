/** Origins that were approved while the relay runs: who may say yes to what, kept in memory only (T31). */
import type { Granted, Look } from '../core/approvals.ts'
import { type Approval, createPolicy, PolicyProblem, type Resolve, type Vetted } from './policy.ts'
import { TargetRefused } from './reasons.ts'

/** Asks whoever sits at the terminal. `undefined`: nobody answered in time. */
export type AskTerminal = (target: Vetted, whenGone: WhenGone) => Promise<TerminalAnswer>
export type WhenGone = (listener: () => void) => void

export type TerminalAnswer =
  | { readonly kind: 'yes'; readonly pin?: string }
  | { readonly kind: 'no' | 'late' | 'busy' }

export interface ApprovalsOptions {
  readonly builtIn: readonly string[]
  /** From the command line. */
  readonly approved: readonly Approval[]
  readonly ownPorts: readonly number[]
  readonly resolve: Resolve
  readonly allowNat64?: boolean
  readonly now: () => number
  /** Absent when nobody could be asked: no terminal. */
  readonly ask?: AskTerminal
}

export type Asked = 'yes' | 'no' | 'late' | 'busy' | 'nobody'

export interface Approvals {
  /** For the policy: what was approved since the start. */
  readonly granted: () => readonly Approval[]
  list(): readonly Granted[]
  look(written: string): Promise<Look>
  /** @throws TargetRefused or `Full` unless `look` would offer it */
  allow(written: string): Promise<void>
  remove(origin: string): void
  ask(written: string, whenGone: WhenGone): Promise<Asked>
}

/** Nobody approves more than this at one page; a script would. */
export const MOST_GRANTED = 32

export class Full extends Error {}

/** What an operator's word opens: private ranges, and loopback where the host says so itself. */
export function operatorApproval(origin: string): Approval {
  const { hostname } = new URL(origin)
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  return { origin, allowPrivate: true, ...(loopback ? { allowLoopback: true } : {}) }
}

type Verdict =
  | { readonly kind: 'passed'; readonly to: Vetted }
  | { readonly kind: 'refused'; readonly refused: TargetRefused }

export function createApprovals(options: ApprovalsOptions): Approvals {
  const { builtIn, approved, now, ask } = options
  const since = new Map<string, Approval & Pick<Granted, 'by' | 'at'>>()
  const startedAt = now()
  let asking = false

  const isAllowed = (origin: string): boolean =>
    builtIn.includes(origin) || approved.some((one) => one.origin === origin) || since.has(origin)

  async function look(written: string): Promise<Look> {
    const own = originOf(written)
    if (own !== undefined && isAllowed(own)) return { kind: 'allowed', origin: own }
    const { origin, pages, operators } = await judged(written, options)
    if (pages.kind === 'passed' && isPublicHttps(pages.to)) {
      const { url, addresses } = pages.to
      return { kind: 'offer', origin, host: url.hostname, addresses }
    }
    if (operators.kind === 'refused') {
      const { reason, message } = operators.refused
      return { kind: 'never', reason, message }
    }
    const { reason, message } = pages.kind === 'refused' ? pages.refused : sharper(operators.to)
    return { kind: 'terminal', origin, reason, message, prompt: ask !== undefined }
  }

  function grant(approval: Approval, by: Granted['by']): void {
    if (since.size >= MOST_GRANTED) throw new Full()
    since.set(approval.origin, { ...approval, by, at: now() })
  }

  return {
    granted: () => [...since.values()],
    list: () => [
      ...approved.map(({ origin, pin }) => listed(origin, 'start', startedAt, pin)),
      ...[...since.values()].map(({ origin, by, at, pin }) => listed(origin, by, at, pin)),
    ],
    look,
    async allow(written) {
      const found = await look(written)
      if (found.kind === 'allowed') return
      if (found.kind !== 'offer') throw new NotOffered(found)
      // No relaxation: whatever the name answers later, every address is judged as before (T22, T23).
      grant({ origin: found.origin }, 'page')
    },
    remove: (origin) => void since.delete(origin),
    async ask(written, whenGone) {
      if (ask === undefined) return 'nobody'
      if (asking) return 'busy'
      asking = true
      try {
        const own = originOf(written)
        if (own !== undefined && isAllowed(own)) return 'yes'
        const { origin, operators } = await judged(written, options)
        if (operators.kind === 'refused') throw operators.refused
        const answer = await ask(operators.to, whenGone)
        if (answer.kind !== 'yes') return answer.kind
        // The name holds for the addresses that were read out, and for no others (T23).
        const { addresses } = operators.to
        const pin = answer.pin === undefined ? {} : { pin: answer.pin }
        grant({ ...operatorApproval(origin), addresses, ...pin }, 'terminal')
        return 'yes'
      } finally {
        asking = false
      }
    },
  }
}

/** The page asked for more than a page may have. */
export class NotOffered extends Error {
  readonly reason: string
  constructor({ reason, message }: Extract<Look, { kind: 'terminal' | 'never' }>) {
    super(message)
    this.reason = reason
  }
}

/** The same checks as for a request, as if the page, and as if the operator, had said yes. */
async function judged(written: string, options: ApprovalsOptions) {
  const origin = originOf(written)
  if (origin === undefined) throw new TargetRefused('url-invalid')
  // One look-up for both: two could answer differently (T23).
  let answers: ReturnType<Resolve> | undefined
  const resolve: Resolve = (host) => (answers ??= options.resolve(host))
  const { ownPorts, allowNat64 = false } = options
  const verdictOf = async (approval: Approval): Promise<Verdict> => {
    try {
      const policy = createPolicy({
        builtIn: [],
        approved: [approval],
        ownPorts,
        resolve,
        allowNat64,
      })
      return { kind: 'passed', to: await policy.vet(policy.inspect(`${written}/`)) }
    } catch (refused) {
      if (refused instanceof PolicyProblem) throw new TargetRefused('url-shape')
      if (!(refused instanceof TargetRefused)) throw refused
      return { kind: 'refused', refused }
    }
  }
  return {
    origin,
    pages: await verdictOf({ origin }),
    operators: await verdictOf(operatorApproval(origin)),
  }
}

const originOf = (written: string): string | undefined => {
  const url = URL.canParse(written) ? new URL(written) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : undefined
}

const isPublicHttps = ({ url, port }: Vetted): boolean => url.protocol === 'https:' && port === 443

/** Public, and still not for a page to open: plain http, or another port (T27). */
const sharper = ({ url }: Vetted): TargetRefused =>
  new TargetRefused(url.protocol === 'https:' ? 'port' : 'scheme')

const listed = (
  origin: string,
  by: Granted['by'],
  at: number,
  pin: string | undefined,
): Granted => ({ origin, by, at, pinned: pin !== undefined })
