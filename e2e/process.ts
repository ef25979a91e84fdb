/** The built server as a child of the tests: its own ports, its own key, its own sandbox state and clock. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface Grantwalk {
  /** Origin of the app and the relay. */
  readonly origin: string
  /** The link a person gets, with the relay's key in the fragment. */
  readonly link: string
  readonly key: string
  /** Origin of the simulated vendors. */
  readonly sandbox: string
  /** Of the server's process. */
  readonly pid: number
  /** Everything it has printed. */
  readonly said: () => string
  readonly stop: () => Promise<void>
  /** Ends it in the middle of whatever it does, as a crash would. */
  readonly kill: () => Promise<void>
}

interface Ports {
  readonly port: number
  readonly sandboxPort: number
}

const SERVER = fileURLToPath(new URL('../dist/server.js', import.meta.url))
const START_MS = 15_000
const LINK = /http:\/\/localhost:\d+\/#k=([\w-]+)/

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost')
  await once(probe, 'listening')
  const address = probe.address()
  if (address === null || typeof address === 'string') throw new Error('No port to be had.')
  probe.close()
  await once(probe, 'close')
  return address.port
}

/** Gathers what it prints, from its first word on. */
function listen(server: ChildProcess): () => string {
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  return () => said
}

/** Waits for the printed link; a server that ends or stays silent fails with everything it said. */
function linkOf(server: ChildProcess, said: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The server ${what}. It said:\n${said()}`))
    const timer = setTimeout(() => fail('printed no link in time'), START_MS)
    const read = () => {
      const link = LINK.exec(said())
      if (link === null) return
      clearTimeout(timer)
      resolve(link)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code ?? 'a signal'}`)
    })
  })
}

/** The ports of one that has ended, to start it again where its page is still open. */
export const portsOf = ({ origin, sandbox }: Grantwalk): Ports => ({
  port: Number(new URL(origin).port),
  sandboxPort: Number(new URL(sandbox).port),
})

/** @param args as a person would write them after `npm start --` */
export async function startGrantwalk(
  args: readonly string[] = [],
  ports?: Ports,
): Promise<Grantwalk> {
  const { port, sandboxPort } = ports ?? { port: await freePort(), sandboxPort: await freePort() }
  const server = spawn(process.execPath, [SERVER, ...args], {
    env: { ...process.env, PORT: String(port), SANDBOX_PORT: String(sandboxPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill(signal)
    await once(server, 'exit')
  }
  const stop = () => end('SIGTERM')
  const said = listen(server)
  try {
    const [link, key = ''] = await linkOf(server, said)
    return {
      origin: `http://localhost:${port}`,
      link,
      key,
      sandbox: `http://localhost:${sandboxPort}`,
      pid: server.pid ?? 0,
      said,
      stop,
      kill: () => end('SIGKILL'),
    }
  } catch (error) {
    await stop()
    throw error
  }
}
