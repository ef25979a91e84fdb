/** Starts what is measured, each in a process of its own; the two peers of the registry in a folder that is thrown away. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { type Envelope, EXCHANGE_PATH, KEY_HEADER } from '../../../src/core/frames.ts'
import type { Asked } from './wire.ts'

const PATH = '/v1/items?limit=10'
const PACKAGES = ['cors-anywhere@0.4.4', 'local-cors-proxy@1.1.0']

export interface Peer extends Asked {
  readonly name: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

export interface Folder {
  readonly path: string
  readonly remove: () => void
}

/** Both entries as the server's own build makes them, and the packages where nothing else can find them. */
export async function prepareFolder(): Promise<Folder> {
  const path = mkdtempSync(join(tmpdir(), 'grantwalk-bench-'))
  for (const name of ['our-relay', 'bare-undici'])
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
        outDir: path,
        emptyOutDir: false,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
      },
    })
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--silent']
  const { status } = spawnSync('npm', ['install', '--prefix', path, ...options, ...PACKAGES])
  if (status !== 0) throw new Error(`npm could not install ${PACKAGES.join(' and ')}.`)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** On a port that was free a moment ago; whoever starts has to know it before it listens. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let left = 100; left > 0 && child.exitCode === null; left -= 1) {
    const socket = net.connect(port, '127.0.0.1')
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    socket.destroy()
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('What is to be measured did not start.')
}

const asked = (port: number, target: string, more = ''): string =>
  `GET ${target} HTTP/1.1\r\nhost: localhost:${port}\r\naccept: */*\r\n${more}\r\n`

export function toOurRelay(port: number, source: number, path = PATH): string {
  const envelope: Envelope = {
    v: 1,
    id: 'bench-1',
    method: 'GET',
    url: `http://127.0.0.1:${source}${path}`,
    headers: [['accept', '*/*']],
  }
  const body = JSON.stringify(envelope)
  const head = [
    `POST ${EXCHANGE_PATH} HTTP/1.1`,
    `host: localhost:${port}`,
    `origin: http://localhost:${port}`,
    'sec-fetch-site: same-origin',
    'content-type: application/json',
    `${KEY_HEADER}: ${'k'.repeat(43)}`,
    `content-length: ${body.length}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

const CORS_ANYWHERE = (port: number) =>
  `require('cors-anywhere').createServer({ requireHeader: ['origin', 'x-requested-with'] }).listen(${port}, '127.0.0.1')`
const LOCAL_CORS_PROXY = (port: number, source: number) =>
  `require('local-cors-proxy').startProxy(${port}, 'http://127.0.0.1:${source}', 'proxy', false, '*')`

export type Name = 'relay' | 'cors-anywhere' | 'local-cors-proxy' | 'bare undici'

/** How each is started, and how it is asked for the same 1 KB. */
function recipe(name: Name, port: number, source: number, parallel: number) {
  const numbers = [port, source, parallel].map(String)
  const origin = 'origin: http://localhost:1\r\n'
  switch (name) {
    case 'relay':
      return { args: ['our-relay.mjs', ...numbers], request: toOurRelay(port, source) }
    case 'bare undici':
      return { args: ['bare-undici.mjs', ...numbers], request: asked(port, PATH) }
    case 'cors-anywhere': {
      const target = `/http://127.0.0.1:${source}${PATH}`
      return { args: ['-e', CORS_ANYWHERE(port)], request: asked(port, target, origin) }
    }
    case 'local-cors-proxy': {
      const target = `/proxy${PATH}`
      return { args: ['-e', LOCAL_CORS_PROXY(port, source)], request: asked(port, target, origin) }
    }
  }
}

export async function startPeer(
  name: Name,
  { path }: Folder,
  source: number,
  parallel: number,
): Promise<Peer> {
  const port = await freePort()
  const { args, request } = recipe(name, port, source, parallel)
  const child = spawn(process.execPath, args, { cwd: path, stdio: ['ignore', 'ignore', 'inherit'] })
  await listening(port, child)
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
  return { name, pid: child.pid ?? 0, port, request, stop }
}
