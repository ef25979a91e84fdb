/** Where the relay may go: nowhere, unless every check in this order says so (threat model, c.3). */
import { type AddressKind, behindNat64, canonicalAddress, isLiteral, kindOf } from './address.ts'
import { isSpecialName } from './names.ts'
import { type Reason, TargetRefused } from './reasons.ts'
import { readTarget, type Target } from './url.ts'

/** Granted by whoever started the relay, never by the page (T31). */
export interface Approval {
  /** Exactly scheme, host and port. */
  readonly origin: string
  readonly allowPrivate?: boolean
  readonly allowLoopback?: boolean
  /** The name must have these addresses and no others. */
  readonly addresses?: readonly string[]
  /** SHA-256 of the certificate, in hex: this certificate and no other, whoever signed it. */
  readonly pin?: string
}

/** The addresses of a name; an empty list when there are none. Throws when nobody could say. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** A mistake in the operator's own list, as a sentence. */
export class PolicyProblem extends Error {}

export interface PolicyOptions {
  /** Exact https origins, from the vendors' profiles. */
  readonly builtIn: readonly string[]
  readonly approved: readonly Approval[]
  /** Approved since the start; asked for anew with every target, so a removed one is gone at once. */
  readonly granted?: () => readonly Approval[]
  /** Ports that this server listens on for the app and the relay. */
  readonly ownPorts: readonly number[]
  readonly resolve: Resolve
  /** On a network whose name servers make IPv6 of IPv4, judge the IPv4 address (T34). */
  readonly allowNat64?: boolean
  readonly urlLength?: number
  /** For tests that show what each check is good for. */
  readonly checks?: readonly Check[]
}

/** A target that passed: the transport dials these addresses and no others. */
export interface Vetted {
  readonly url: URL
  readonly port: number
  readonly addresses: readonly string[]
  readonly pin: string | undefined
  /** The address is that of a connection still open; nobody was asked for it again. */
  readonly reused: boolean
}

declare const inspected: unique symbol
/** A target that passed `inspect`. */
export type Inspected = Target & { readonly [inspected]: true }

export interface Policy {
  /** Every check that needs no name server. The only maker of an `Inspected`. */
  inspect(url: string): Inspected
  /** The rest. `peer` is the vetted address of a connection that is still open: no new look-up then. */
  vet(target: Inspected, peer?: (target: Target) => string | undefined): Promise<Vetted>
}

/** An origin in its parts; a URL would take them out of its text anew for every target. */
type Listed = Readonly<Pick<URL, 'origin' | 'protocol' | 'hostname' | 'port'>>

interface Rules {
  readonly origins: ReadonlyMap<string, Approval>
  readonly listed: readonly Listed[]
  readonly ownPorts: readonly number[]
  readonly allowNat64: boolean
}

export interface Check {
  readonly name: string
  readonly threats: string
  reason(target: Target, rules: Rules): Reason | undefined
}

const approvalOf = ({ url }: Target, rules: Rules): Approval | undefined =>
  rules.origins.get(url.origin)

export const policyChecks: readonly Check[] = [
  {
    name: 'port',
    threats: 'T27',
    reason: ({ port }) => (port === 0 ? 'port' : undefined),
  },
  {
    name: 'allowlist',
    threats: 'T27 T28 T31',
    reason: ({ url }, { listed }) => {
      const { hostname, protocol, port } = url
      const sameHost = listed.filter((one) => one.hostname === hostname)
      if (sameHost.length === 0) return 'host-not-allowed'
      const sameScheme = sameHost.filter((one) => one.protocol === protocol)
      if (sameScheme.length === 0) return 'scheme'
      return sameScheme.some((one) => one.port === port) ? undefined : 'port'
    },
  },
  {
    name: 'special-name',
    threats: 'T18 T22',
    reason: (target, rules) => {
      if (target.literal || !isSpecialName(target.host)) return undefined
      const { allowLoopback, allowPrivate } = approvalOf(target, rules) ?? {}
      return allowLoopback || allowPrivate ? undefined : 'host-special'
    },
  },
  {
    name: 'literal-address',
    threats: 'T18 T20 T29 T30',
    reason: (target, rules) => (target.literal ? judge([target.host], target, rules) : undefined),
  },
]

export function createPolicy(options: PolicyOptions): Policy {
  const started = rulesOf(options)
  const { checks = policyChecks, urlLength = 16_384, resolve, granted = () => [] } = options
  const rulesNow = (): Rules => withGranted(started, granted())

  const inspect = (url: string): Inspected => {
    const target = readTarget(url, urlLength)
    const rules = rulesNow()
    for (const check of checks) stop(check.reason(target, rules))
    return target as Inspected
  }

  const vet: Policy['vet'] = async (target, peer) => {
    const rules = rulesNow()
    const open = peer?.(target)
    const answers = open === undefined ? await addressesOf(target, rules, resolve) : [open]
    stop(answers.length === 0 ? 'dns-empty' : judge(answers, target, rules))
    return {
      url: target.url,
      port: target.port,
      addresses: answers.map((answer) => canonicalAddress(answer) ?? answer),
      pin: approvalOf(target, rules)?.pin,
      reused: open !== undefined,
    }
  }

  return { inspect, vet }
}

function stop(reason: Reason | undefined): void {
  if (reason !== undefined) throw new TargetRefused(reason)
}

async function addressesOf(
  target: Target,
  rules: Rules,
  resolve: Resolve,
): Promise<readonly string[]> {
  if (target.literal) return [target.host]
  // RFC 6761 section 6.3: localhost is loopback by definition. No server may say otherwise.
  if (target.host === 'localhost' && approvalOf(target, rules)?.allowLoopback) {
    return ['127.0.0.1', '::1']
  }
  try {
    return await resolve(target.host)
  } catch {
    throw new TargetRefused('dns-failed')
  }
}

/** One bad answer spoils them all: whoever gives two kinds hopes that the check sees the other one. */
function judge(answers: readonly string[], target: Target, rules: Rules): Reason | undefined {
  // Nobody writes such an address by hand who has a name: only answers of name servers are taken apart.
  const seen = (answer: string) =>
    (rules.allowNat64 && !target.literal && behindNat64(answer)) || answer
  const kinds = answers.map((answer) => kindOf(seen(answer)))
  // Before approvals: nobody can approve a loop (T30).
  if (rules.ownPorts.includes(target.port) && kinds.includes('addr-loopback')) {
    return 'self-connection'
  }
  const approval = approvalOf(target, rules)
  const reasons = answers.map((answer, at) =>
    reasonOf(answer, kinds[at] ?? 'addr-invalid', approval),
  )
  const bad = reasons.filter((reason) => reason !== undefined)
  return bad.length === 0 || bad.length === reasons.length ? bad[0] : 'addr-mixed'
}

function reasonOf(
  answer: string,
  kind: AddressKind,
  approval: Approval | undefined,
): Reason | undefined {
  const { addresses, allowPrivate, allowLoopback } = approval ?? {}
  const known =
    addresses === undefined ||
    addresses.some((one) => canonicalAddress(one) === canonicalAddress(answer))
  if (kind === 'public') return known ? undefined : 'addr-changed'
  const approvable =
    ((kind === 'addr-private' || kind === 'addr-cgnat') && allowPrivate) ||
    (kind === 'addr-loopback' && allowLoopback)
  // Behind NAT64 is the public internet or nothing (RFC 6052 section 3.1).
  return approvable && known && kind === kindOf(answer) ? undefined : kind
}

/** Mistakes in the operator's own list end the start with a sentence, not a request later. */
function rulesOf({ builtIn, approved, ownPorts, allowNat64 = false }: PolicyOptions): Rules {
  for (const origin of builtIn) {
    const { protocol, port, hostname } = originOf(origin)
    if (protocol !== 'https:' || port !== '' || isLiteral(hostname.replace(/^\[|\]$/g, ''))) {
      throw new PolicyProblem(`A built-in origin is https, a name, and the default port: ${origin}`)
    }
  }
  const origins = new Map<string, Approval>()
  for (const approval of approved) {
    const { origin } = originOf(approval.origin)
    // A vendor's host is verified like any other; there is nothing to pin or to relax (T39).
    if (builtIn.includes(origin))
      throw new PolicyProblem(`Built in already, cannot be approved: ${origin}`)
    origins.set(origin, withPin(approval))
  }
  const listed = [...builtIn, ...origins.keys()].map(originOf)
  return { origins, listed, ownPorts, allowNat64 }
}

/** What was approved at the start stays as it was approved, whatever is granted later. */
function withGranted(started: Rules, granted: readonly Approval[]): Rules {
  if (granted.length === 0) return started
  const later = granted.filter(
    ({ origin }) => !started.listed.some((listed) => listed.origin === origin),
  )
  return {
    ...started,
    origins: new Map([
      ...started.origins,
      ...later.map((one): [string, Approval] => [originOf(one.origin).origin, withPin(one)]),
    ]),
    listed: [...started.listed, ...later.map(({ origin }) => originOf(origin))],
  }
}

function originOf(text: string): Listed {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.href !== `${url.origin}/`) {
    throw new PolicyProblem(`Not an origin (scheme, host and port, nothing else): ${text}`)
  }
  const { origin, protocol, hostname, port } = url
  return { origin, protocol, hostname, port }
}

function withPin(approval: Approval): Approval {
  if (approval.pin === undefined) return approval
  const pin = approval.pin.replaceAll(':', '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(pin)) throw new PolicyProblem(`Not a SHA-256 in hex: ${approval.pin}`)
  return { ...approval, pin }
}
