import { describe, expect, it } from 'vitest'
import type { Frame } from '../core/frames.ts'
import cases from './cases/ssrf-cases.json' with { type: 'json' }
import { readEnvelope } from './envelope.ts'
import { runExchange } from './exchange.ts'
import { Refused } from './ingress.ts'
import { defaultLimits } from './limits.ts'
import {
  type Approval,
  type Check,
  createPolicy,
  type Policy,
  policyChecks,
  type Vetted,
} from './policy.ts'
import { TargetRefused } from './reasons.ts'
import type { Transport } from './transport.ts'

interface Case {
  readonly id: string
  readonly category: string
  readonly url: string
  readonly expect: string
  readonly why: string
  readonly policy: string
  readonly layer: string
  readonly code: string
  readonly codeAny?: readonly string[]
  readonly resolver?: readonly {
    readonly host: string
    readonly addresses?: readonly string[]
    readonly sequence?: readonly (readonly string[])[]
  }[]
  readonly redirects?: readonly { readonly status: number; readonly location: string }[]
  readonly approved?: readonly Approval[]
  readonly ownPorts?: readonly number[]
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly assert?: {
    readonly resolverCalls?: number
    readonly connectTo?: string
    readonly secondRequestAfterClose?: string
  }
}
const all = cases as readonly unknown[] as readonly Case[]

/** The vendors' hosts that the cases speak of. */
const vendors = [
  'account.arm.com',
  'api.arm.com',
  'sp.auth.adobe.com',
  'api.digitalroute.io',
  'app1-apigw.central.arubanetworks.com',
  'eu-apigw.central.arubanetworks.com',
  'apigw.central.arubanetworks.com.cn',
].map((host) => `https://${host}`)

interface World {
  readonly policy: Policy
  readonly transport: Transport
  readonly dialled: Vetted[]
  readonly resolved: string[]
}

/** A resolver that plays the case's answers and a transport that only writes down where it was sent. */
function worldOf(one: Case, without?: string): World {
  const resolved: string[] = []
  const dialled: Vetted[] = []
  const resolve = (host: string): Promise<readonly string[]> => {
    const turn = resolved.filter((asked) => asked === host).length
    resolved.push(host)
    const answer = one.resolver?.find((entry) => entry.host === host)
    const { sequence } = answer ?? {}
    return Promise.resolve(
      sequence?.[Math.min(turn, sequence.length - 1)] ?? answer?.addresses ?? [],
    )
  }
  const policy = createPolicy({
    builtIn: one.policy === 'address-only' ? [] : vendors,
    approved: one.policy === 'approved' ? (one.approved ?? []) : [],
    ownPorts: one.ownPorts ?? [7861],
    resolve,
    checks: policyChecks.filter(
      ({ name }) => name !== without && (name !== 'allowlist' || one.policy !== 'address-only'),
    ),
  })
  const transport: Transport = {
    peerOf: () => undefined, // every connection was closed by the server: the next hop needs a new one
    async send({ to }, receiver) {
      const redirect = one.redirects?.[dialled.length]
      dialled.push(to)
      await receiver.head({
        type: 'head',
        status: redirect?.status ?? 200,
        statusText: '',
        httpVersion: '1.1',
        headers: redirect === undefined ? [] : [['Location', redirect.location]],
      })
      return { bytes: 0, truncated: false, connectMs: 0, tlsMs: 0, firstByteMs: 0 }
    },
  }
  return { policy, transport, dialled, resolved }
}

/** `ok`, or the code of the refusal, with `redirect:` in front when it came on the way. */
async function decide(one: Case, world: World): Promise<string> {
  const envelope = {
    v: 1,
    id: one.id,
    method: one.method ?? 'GET',
    url: one.url,
    headers: one.headers ?? [],
    opts: { redirect: 'same-origin' },
  }
  try {
    const order = readEnvelope(new TextEncoder().encode(JSON.stringify(envelope)), defaultLimits)
    const target = world.policy.inspect(order.url)
    // At the edge nobody resolves; the names are the whole policy (threat model, c.9).
    if (one.policy === 'edge') return 'ok'
    const to = await world.policy.vet(target)
    const frames: Frame[] = []
    await runExchange(
      order,
      { to, at: 0, dnsMs: 0 },
      { ...world, now: () => 0 },
      { write: (frame) => void frames.push(frame), whenGone: () => undefined },
    )
    const stopped = frames.find(
      (frame) => frame.type === 'redirect' && frame.redirect.decision === 'stopped',
    )
    return stopped?.type === 'redirect' ? `redirect:${stopped.redirect.reason}` : 'ok'
  } catch (refused) {
    if (refused instanceof TargetRefused) return refused.reason
    if (refused instanceof Refused) return refused.code
    throw refused
  }
}

const expectedCodes = (one: Case): readonly string[] => [one.code, ...(one.codeAny ?? [])]

/** Where an allowed case must lead: the host's own address, or the one the resolver gave. */
function expectedAddress(one: Case): string | undefined {
  const { hostname } = new URL(one.url)
  const answer = one.resolver?.find(({ host }) => host === hostname)
  return answer?.addresses?.[0] ?? answer?.sequence?.[0]?.[0] ?? hostname.replace(/^\[|\]$/g, '')
}

describe('the target policy (T18 to T24, T26 to T30, T32, T40)', () => {
  it('is tried with every case there is', () => {
    expect(all).toHaveLength(297)
    expect(all.filter((one) => one.expect === 'allow').length).toBeGreaterThan(30)
  })

  it.each(all.map((one) => [one.id, one.url.slice(0, 60), one] as const))(
    '%s %j',
    async (_id, _url, one) => {
      const world = worldOf(one)
      expect(expectedCodes(one), one.why).toContain(await decide(one, world))
      if (one.expect === 'block') {
        // Only what was sent before a redirect was refused ever left.
        expect(world.dialled).toHaveLength(one.layer === 'redirect' ? 1 : 0)
      } else {
        expect(world.dialled).toHaveLength(1 + (one.redirects?.length ?? 0))
        expect(world.dialled[0]?.addresses).toEqual([expectedAddress(one)])
        const { port, protocol } = new URL(one.url)
        expect(world.dialled[0]?.port).toBe(Number(port || (protocol === 'https:' ? 443 : 80)))
      }
      if (one.assert?.resolverCalls !== undefined) {
        expect(world.resolved).toHaveLength(one.assert.resolverCalls)
      }
      if (one.assert?.connectTo !== undefined) {
        expect(world.dialled[0]?.addresses).toEqual([one.assert.connectTo])
      }
      if (one.assert?.secondRequestAfterClose !== undefined) {
        expect(`block ${await decide(one, world)}`).toBe(one.assert.secondRequestAfterClose)
      }
    },
  )

  it.each(policyChecks.map(({ name }: Check) => name))(
    'needs its check "%s": without it some case goes wrong',
    async (name) => {
      const wrong: string[] = []
      for (const one of all) {
        const code = await decide(one, worldOf(one, name)).catch(() => 'crash')
        if (!expectedCodes(one).includes(code)) wrong.push(one.id)
      }
      expect(wrong).not.toEqual([])
    },
  )
})
