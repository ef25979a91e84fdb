/** A server on loopback that writes down what arrives, byte for byte, and runs programs against itself. */
import { spawn, spawnSync } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import type { Arrived } from './requests.test-support.ts'

export interface Recorder {
  readonly base: string
  /** What arrived since the last time. */
  readonly taken: () => readonly Arrived[]
  readonly close: () => Promise<void>
}

/** @param answer what it says to everything */
export async function recorder(answer = 'ok'): Promise<Recorder> {
  const all: Arrived[] = []
  const server = createServer((socket) => listen(socket, answer, (one) => all.push(one)))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    base: `http://127.0.0.1:${port}`,
    taken: () => all.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
}

function listen(socket: Socket, answer: string, keep: (one: Arrived) => void): void {
  let bytes = Buffer.alloc(0)
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk])
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return
    const [line = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
    const headers = lines.map((one): readonly [string, string] => {
      const at = one.indexOf(':')
      return [one.slice(0, at).toLowerCase(), one.slice(at + 1).trim()]
    })
    const length = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0)
    const body = bytes.subarray(end + 4)
    if (body.length < length) return
    const [method = '', target = ''] = line.split(' ')
    keep({ method, target, headers, body: new Uint8Array(body) })
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(answer)}`
    socket.end(`${head}\r\nConnection: close\r\n\r\n${answer}`)
  })
}

/** Whether this machine can run it. */
export const isHere = (tool: string, ...args: readonly string[]): boolean =>
  spawnSync(tool, args, { stdio: 'ignore' }).status === 0

export interface Ran {
  readonly status: number | null
  readonly output: string
}

/** Not in this process: its server has to answer meanwhile. */
export async function run(
  command: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: Record<string, string> } = {},
): Promise<Ran> {
  const [tool = '', ...args] = command
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(tool, args, {
    env: { PATH, HOME, LANG: 'C.UTF-8', no_proxy: '*', NO_PROXY: '*', ...env },
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { status, output: Buffer.concat(output).toString() }
}
