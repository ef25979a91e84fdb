import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import identities from './cases/identities.json' with { type: 'json' }
import { DialFailure, type DialTarget, dial } from './node-dial.ts'
import { bodyOf, fingerprint, ofType, startRelay } from './node-testbed.ts'
import { startTlsUpstream, startUpstream, type Upstream } from './node-upstream.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const now = (): number => performance.now()

function targetOf(upstream: Upstream, more: Partial<DialTarget> = {}): DialTarget {
  return {
    host: 'appliance.example.net',
    port: upstream.port,
    secure: false,
    addresses: ['127.0.0.1'],
    pin: undefined,
    timeoutMs: 1_000,
    ...more,
  }
}

async function plain(): Promise<Upstream> {
  const upstream = await startUpstream((_request, response) => response.end('{}'))
  open.push(upstream)
  return upstream
}

async function appliance(who: 'appliance' | 'impostor' = 'appliance'): Promise<Upstream> {
  const upstream = await startTlsUpstream(identities[who], (_request, response) =>
    response.end('{}'),
  )
  open.push(upstream)
  return upstream
}

async function failureOf(dialling: Promise<unknown>): Promise<DialFailure> {
  try {
    await dialling
  } catch (failure) {
    if (failure instanceof DialFailure) return failure
  }
  throw new Error('It did not fail as dialling fails.')
}

describe('dialling', () => {
  it('tries the vetted addresses one after the other, and says which one it reached', async () => {
    const upstream = await plain()
    const connection = await dial(targetOf(upstream, { addresses: ['::1', '127.0.0.1'] }), now)
    expect(connection).toMatchObject({ address: '127.0.0.1', tls: undefined })
    connection.socket.destroy()
  })

  it('hands over no connection that led somewhere else than vetted (T22)', async () => {
    const upstream = await plain()
    const elsewhere = ({ port }: DialTarget) => net.connect(port, '127.0.0.1')
    const failure = await failureOf(
      dial(targetOf(upstream, { addresses: ['93.184.216.34'] }), now, elsewhere),
    )
    expect(failure).toMatchObject({
      code: 'address_changed',
      phase: 'connect',
      address: '127.0.0.1',
    })
  })

  it('does not wait longer than it may, for TCP or for TLS', async () => {
    const silent = net.createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as net.AddressInfo
    const target = { ...targetOf({ port } as Upstream), secure: true, timeoutMs: 60 }
    expect(await failureOf(dial(target, now))).toMatchObject({
      code: 'connect_timeout',
      phase: 'tls',
    })
    const never = (): net.Socket => new net.Socket()
    expect(await failureOf(dial(target, now, never))).toMatchObject({
      code: 'connect_timeout',
      phase: 'connect',
    })
    silent.close()
  })

  it('says that the other side does not speak TLS', async () => {
    const upstream = await plain()
    const failure = await failureOf(dial(targetOf(upstream, { secure: true }), now))
    expect(failure).toMatchObject({ code: 'tls_failed', phase: 'tls' })
  })
})

describe('certificates', () => {
  it('that nobody signed are refused before a byte is written, with the facts (T37)', async () => {
    const upstream = await appliance()
    const failure = await failureOf(dial(targetOf(upstream, { secure: true }), now))
    expect(failure).toMatchObject({ code: 'tls_untrusted', phase: 'tls' })
    expect(failure.tls).toMatchObject({
      protocol: 'TLSv1.3',
      alpn: 'http/1.1',
      authorized: false,
      error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    expect(failure.tls?.leaf).toMatchObject({
      subject: 'CN=appliance\\, for tests only',
      sha256: fingerprint(identities.appliance.cert),
    })
    expect(Date.parse(failure.tls?.leaf?.to ?? '')).toBeGreaterThan(Date.parse('2100-01-01'))
    expect(upstream.requests()).toBe(0)
  })

  it('with the approved fingerprint are enough, whoever signed them and for whatever name (T35)', async () => {
    const upstream = await appliance()
    const pin = fingerprint(identities.appliance.cert).toUpperCase()
    const relay = await startRelay({
      approved: [{ origin: upstream.origin, allowLoopback: true, pin }],
    })
    open.push(relay)
    const first = await relay.frames({ url: `${upstream.origin}/` })
    expect(bodyOf(first)).toBe('{}')
    expect(ofType(first, 'tls')[0]?.tls.leaf?.sha256).toBe(pin.toLowerCase())
    const [end] = ofType(first, 'end')
    expect(end?.timings.tls).toBeGreaterThan(0)
    const again = await relay.frames({ url: `${upstream.origin}/` })
    expect(again.map(({ type }) => type)).toEqual(['hop', 'tls', 'sent', 'head', 'body', 'end'])
    expect(ofType(again, 'end')[0]?.timings).toMatchObject({ connect: 0, tls: 0 })
    // One handshake for both: one round trip a call, not three.
    expect(upstream.connections()).toBe(1)
  })

  it('of a host that is built in are verified like any other, and no word is sent (T39)', async () => {
    const upstream = await appliance()
    const relay = await startRelay({
      builtIn: ['https://vendor.example.com'],
      resolve: () => Promise.resolve(['93.184.216.34']),
      // The public address is where the appliance answers here.
      dial: (target, clock) =>
        dial({ ...target, port: upstream.port, addresses: ['127.0.0.1'] }, clock),
    })
    open.push(relay)
    const frames = await relay.frames({ url: 'https://vendor.example.com/' })
    expect(frames.map(({ type }) => type)).toEqual(['hop', 'tls', 'error'])
    expect(ofType(frames, 'error')[0]).toMatchObject({ code: 'tls_untrusted', phase: 'tls' })
    expect(upstream.requests()).toBe(0)
  })

  it('of an impostor are refused, and it hears nothing (T35)', async () => {
    const upstream = await appliance('impostor')
    const relay = await startRelay({
      approved: [
        {
          origin: upstream.origin,
          allowLoopback: true,
          pin: fingerprint(identities.appliance.cert),
        },
      ],
    })
    open.push(relay)
    const frames = await relay.frames({
      method: 'POST',
      url: `${upstream.origin}/`,
      body: { encoding: 'utf8', data: 'client_secret=x' },
    })
    expect(frames.map(({ type }) => type)).toEqual(['hop', 'tls', 'error'])
    expect(ofType(frames, 'error')[0]).toMatchObject({ code: 'tls_pin_mismatch', phase: 'tls' })
    expect(ofType(frames, 'tls')[0]?.tls.leaf?.sha256).toBe(fingerprint(identities.impostor.cert))
    expect(upstream.requests()).toBe(0)
  })
})
