/** The relay beside its peers: 1 KB of JSON at 32 connections and at one, all in one run, in alternating order. */
import type { Bench, Measure } from '../bench.ts'
import { memoryOf } from './relay/memory.ts'
import { type Name, type Peer, prepareFolder, startPeer } from './relay/peers.ts'
import { type Asked, load, median, type Seen, startSource } from './relay/wire.ts'

const CLIENTS = 32
const ROUNDS = 7
const WARM_MS = 2_000
const MEASURED_MS = 1_500
const NAMES: readonly Name[] = ['relay', 'cors-anywhere', 'local-cors-proxy', 'bare undici']

/** What a peer answered with in each round. */
interface Rounds {
  readonly many: Seen[]
  readonly one: Seen[]
}

async function measured(peers: readonly (Asked & { readonly name: string })[]) {
  const all = new Map<string, Rounds>(peers.map(({ name }) => [name, { many: [], one: [] }]))
  for (const peer of peers) await load(peer, CLIENTS, WARM_MS)
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whoever comes first in one round comes last in the next.
    for (const peer of round % 2 === 0 ? peers : peers.toReversed()) {
      all.get(peer.name)?.many.push(await load(peer, CLIENTS, MEASURED_MS))
      all.get(peer.name)?.one.push(await load(peer, 1, MEASURED_MS / 2))
    }
  }
  return (name: string) => {
    const { many, one } = all.get(name) ?? { many: [], one: [] }
    return {
      perSecond: median(many.map(({ perSecond }) => perSecond)),
      alone: median(one.map(({ medianMs }) => medianMs)),
    }
  }
}

/** @param kept connections that the relay opened to the source in one more second of load */
function judged(of: Awaited<ReturnType<typeof measured>>, kept: number): readonly Measure[] {
  const direct = of('direct')
  const added = (name: Name): number => of(name).alone - direct.alone
  return [
    { what: 'direct, 32 connections', value: direct.perSecond, unit: 'a second' },
    ...NAMES.map((name) => ({
      what: `${name}, 32 connections`,
      value: of(name).perSecond,
      unit: 'a second',
    })),
    {
      what: 'relay against cors-anywhere: throughput',
      value: of('relay').perSecond / of('cors-anywhere').perSecond,
      unit: '×',
      bar: 2,
      atLeast: true,
    },
    {
      what: 'relay against a bare undici pass-through: throughput',
      value: of('relay').perSecond / of('bare undici').perSecond,
      unit: '×',
    },
    ...NAMES.map((name) => ({
      what: `${name}: added median, one connection`,
      value: added(name),
      unit: 'ms',
      ...(name === 'relay' ? { bar: added('cors-anywhere') } : {}),
    })),
    {
      what: 'relay: new connections to the server in a second of load at 32',
      value: kept,
      unit: '',
      bar: 0,
    },
  ]
}

const memory = ({ streamed, refused }: Awaited<ReturnType<typeof memoryOf>>) => [
  { what: 'relay: growth of its memory over 100 MiB', value: streamed, unit: 'MiB', bar: 32 },
  {
    what: 'relay: growth over five refused envelopes of 17 MiB',
    value: refused,
    unit: 'MiB',
    bar: 20,
  },
]

export const run: Bench = async () => {
  const source = await startSource()
  const folder = await prepareFolder()
  const peers: Peer[] = []
  try {
    for (const name of NAMES) peers.push(await startPeer(name, folder, source.port, CLIENTS))
    const request = `GET /v1/items?limit=10 HTTP/1.1\r\nhost: 127.0.0.1:${source.port}\r\n\r\n`
    const of = await measured([...peers, { name: 'direct', port: source.port, request }])
    const [relay] = peers
    if (relay === undefined) throw new Error('No relay.')
    // The first half second opens what is missing; after it nothing should be.
    const loaded = load(relay, CLIENTS, 1_500)
    await new Promise((resolve) => setTimeout(resolve, 500))
    const before = source.connections()
    await loaded
    const kept = source.connections() - before
    const start = () => startPeer('relay', folder, source.port, CLIENTS)
    return [...judged(of, kept), ...memory(await memoryOf(start, source.port))]
  } finally {
    for (const peer of peers) await peer.stop()
    folder.remove()
    source.close()
  }
}
