/** `npm run soak`: 200,000 mixed exchanges through the built server, 32 at once; it fails if the relay grows. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { KEY_HEADER } from '../src/core/frames.ts'
import { createLoad, startUpstreams } from '../src/relay/node-mixed-load.test-support.ts'

const AT_ONCE = 32
const SAMPLES = 80
const MiB = 1024 * 1024
const PORTS = { PORT: '17871', SANDBOX_PORT: '17872' }

/** What may come on top between the second quarter and the last; both medians of samples taken at rest. */
const BOUNDS = { rss: 8 * MiB, heapUsed: MiB, external: 3 * MiB, handles: 4 }

const weight = v.object({
  rss: v.number(),
  heapUsed: v.number(),
  external: v.number(),
  handles: v.number(),
})
type Weight = v.InferOutput<typeof weight>

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

interface Server {
  readonly key: string
  readonly weigh: () => Promise<Weight>
  readonly stop: () => Promise<void>
}

async function startServer(origins: readonly string[]): Promise<Server> {
  const probe = pathToFileURL(path('./soak/probe.ts')).href
  const server = spawn(
    process.execPath,
    [
      ...['--expose-gc', '--import', 'tsx', '--import', probe, path('../dist/server.js')],
      ...origins.flatMap((origin) => ['--allow', origin]),
    ],
    { env: { ...process.env, ...PORTS }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  )
  return {
    key: await keyOf(server),
    async weigh() {
      server.send('weigh')
      const [said] = (await once(server, 'message')) as readonly unknown[]
      return v.parse(weight, said)
    },
    async stop() {
      server.kill('SIGTERM')
      await once(server, 'exit')
    },
  }
}

/** From the link it prints; what it prints later is read and dropped. */
function keyOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.once('exit', () => reject(new Error(`The server ended. It said:\n${said}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      if (said.length > 10_000) return
      said += chunk.toString()
      const key = /#k=([\w-]+)/.exec(said)?.[1]
      if (key !== undefined) resolve(key)
    })
  })
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0

const shown = (name: string, value: number): string =>
  name === 'handles' ? String(value) : `${(value / MiB).toFixed(1)} MiB`

/** Whether it stayed within its bounds; the first quarter is for warming up. */
function judge(samples: readonly Weight[]): boolean {
  const quarter = Math.floor(samples.length / 4)
  const rows = (['rss', 'heapUsed', 'external', 'handles'] as const).map((name) => {
    const early = median(samples.slice(quarter, 2 * quarter).map((one) => one[name]))
    const late = median(samples.slice(-quarter).map((one) => one[name]))
    const holds = late - early <= BOUNDS[name]
    const [second, last, bound] = [early, late, BOUNDS[name]].map((one) => shown(name, one))
    return {
      what: name,
      'second quarter': second,
      'last quarter': last,
      'may grow by': bound,
      holds,
    }
  })
  console.table(rows)
  return rows.every(({ holds }) => holds)
}

async function main(exchanges: number): Promise<boolean> {
  const upstreams = await startUpstreams()
  const server = await startServer(upstreams.origins)
  const port = Number(PORTS.PORT)
  const headers = {
    ...{ host: `localhost:${port}`, origin: `http://localhost:${port}`, [KEY_HEADER]: server.key },
    ...{ 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
  }
  const load = createLoad({ port, headers }, upstreams.origins)
  const samples: Weight[] = []
  const wrong: string[] = []
  const started = performance.now()
  const each = Math.ceil(exchanges / SAMPLES)
  try {
    for (let from = 0; from < exchanges; from += each) {
      wrong.push(...(await load.run(from, Math.min(from + each, exchanges), AT_ONCE)))
      const now = await server.weigh()
      samples.push(now)
      if (samples.length % 10 === 0)
        console.log(
          `${(from + each).toLocaleString('en').padStart(8)} exchanges   ${Object.entries(now)
            .map(([name, value]) => `${name} ${shown(name, value)}`)
            .join('   ')}`,
        )
    }
    const seconds = (performance.now() - started) / 1000
    console.log(
      `${exchanges.toLocaleString('en')} exchanges in ${seconds.toFixed(0)} s, ${(exchanges / seconds).toFixed(0)} a second; busy ${load.busy()} times; answered otherwise than they must: ${wrong.length}`,
    )
    for (const one of wrong.slice(0, 20)) console.log(one)
    const left = upstreams.hanging()
    if (left > 0) console.log(`${left} requests still hang at their server.`)
    return judge(samples) && wrong.length === 0 && left === 0
  } finally {
    await load.close()
    await server.stop()
    await upstreams.close()
  }
}

process.exitCode = (await main(Number(process.argv[2] ?? 200_000))) ? 0 : 1
