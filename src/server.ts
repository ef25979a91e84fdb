/** Composition root in Node: the app and the relay on one origin, the simulated vendors on another. */
import { randomBytes } from 'node:crypto'
import { realpathSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Approvals, createApprovals } from './relay/approvals.ts'
import { createAskTerminal } from './relay/approvals-terminal.ts'
import { refuseUnsafeEnvironment } from './relay/environment.ts'
import { createGuard } from './relay/gates.ts'
import { createSeeCertificate } from './relay/node-certificate.ts'
import { nodeResolve } from './relay/node-resolver.ts'
import { mountRelay, nodeGuard, nodeSha256 } from './relay/node-server.ts'
import { createNodeTransport } from './relay/node-transport.ts'
import { type Approval, createPolicy, PolicyProblem } from './relay/policy.ts'
import { createRelay } from './relay/relay.ts'
import { createSandbox } from './sandbox/engine.ts'
import { loadSimulators } from './sandbox/simulators.ts'
import { createFormPost, isFormPost } from './server/form-post.ts'
import { createLines } from './server/lines.ts'
import { ListenProblem, listen } from './server/listen.ts'
import { openBrowser } from './server/open.ts'
import { OptionProblem, type Options, readOptions, usage } from './server/options.ts'
import { createYesNo } from './server/prompt.ts'
import { nodeSandbox } from './server/sandbox.ts'
import { createStatic } from './server/static.ts'
import { vendors } from './vendors/index.ts'

type Serve = (request: IncomingMessage, response: ServerResponse) => void

export interface Running {
  /** The one link that carries the relay's key, in its fragment (T11). */
  readonly link: string
  readonly sandbox: string
  close(): Promise<void>
}

const sandboxOriginOf = ({ sandboxPort }: Options): string => `http://localhost:${sandboxPort}`

/** Where the page may go without the relay: exactly where the relay goes, too (T31). */
export const directOrigins = (options: Options, approvals?: Approvals): readonly string[] => [
  sandboxOriginOf(options),
  ...vendors.flatMap(({ profile }) => profile.origins),
  ...options.approved.map(({ origin }) => origin),
  ...(approvals?.granted() ?? []).map(({ origin }) => origin),
]

const sandboxApproval = (options: Options): Approval => ({
  origin: sandboxOriginOf(options),
  allowLoopback: true,
})

/** What is approved while the server runs. Only at a terminal is there somebody to ask for more. */
export function approvalsFor(options: Options): Approvals {
  const ask = createAskTerminal(
    createYesNo({ input: process.stdin, output: process.stdout }),
    createSeeCertificate(Date.now),
    (line) => console.log(line),
  )
  return createApprovals({
    builtIn: [sandboxOriginOf(options), ...vendors.flatMap(({ profile }) => profile.origins)],
    approved: options.approved,
    ownPorts: [options.port],
    resolve: nodeResolve,
    allowNat64: options.allowNat64,
    now: Date.now,
    ...(process.stdin.isTTY ? { ask } : {}),
  })
}

/** @param page serves everything that is not the relay: the built app, or Vite in development */
export async function startServer(
  options: Options,
  page: Serve,
  approvals: Approvals = approvalsFor(options),
): Promise<Running> {
  const { port, sandboxPort } = options
  const origin = `http://localhost:${port}`
  const sandboxOrigin = sandboxOriginOf(options)
  const key = randomBytes(32).toString('base64url')
  const transport = createNodeTransport({ now: Date.now })
  const relay = createRelay({
    origin,
    port,
    key,
    transport,
    policy: createPolicy({
      builtIn: vendors.flatMap(({ profile }) => profile.origins),
      approved: [sandboxApproval(options), ...options.approved],
      granted: approvals.granted,
      ownPorts: [port],
      resolve: nodeResolve,
      allowNat64: options.allowNat64,
    }),
    approvals,
    tabKey: randomBytes(32).toString('base64url'),
    now: Date.now,
    log: createLines((text) => console.log(text)),
    sha256: nodeSha256,
  })
  const simulators = await loadSimulators(vendors.map(({ profile }) => profile.id))
  const sandbox = nodeSandbox(
    createSandbox({ simulators, origin: sandboxOrigin, appOrigins: [origin], now: Date.now }),
    sandboxOrigin,
  )
  const formPost = createFormPost(origin)
  const app: Serve = (request, response) => {
    if (isFormPost(request)) void formPost(request, response)
    else if (isElsewhere(request, port)) redirect(`${origin}${request.url ?? '/'}`, response)
    else page(request, response)
  }
  const servers = [...(await listen(port, 'PORT', mountRelay(relay, port, app)))]
  try {
    const refused = nodeGuard(createGuard(sandboxPort))
    const vendorsAt: Serve = (request, response) => {
      if (!refused(request, response)) void sandbox(request, response)
    }
    servers.push(...(await listen(sandboxPort, 'SANDBOX_PORT', vendorsAt)))
  } catch (error) {
    await closeAll(servers)
    throw error
  }
  return {
    link: `${origin}/#k=${key}`,
    sandbox: sandboxOrigin,
    async close() {
      await closeAll(servers)
      await transport.close()
    },
  }
}

/** IndexedDB belongs to an origin: 127.0.0.1 would be an empty house beside localhost. */
const isElsewhere = (request: IncomingMessage, port: number) =>
  request.method === 'GET' && request.headers.host?.toLowerCase() !== `localhost:${port}`

function redirect(location: string, response: ServerResponse): void {
  response.writeHead(308, { location, 'cache-control': 'no-store' }).end()
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    ),
  )
}

/** Prints a sentence and gives the code to end with. */
function fail(sentence: string, code: number): never {
  console.error(sentence)
  process.exit(code)
}

async function main(): Promise<void> {
  const unsafe = refuseUnsafeEnvironment(process.env)
  if (unsafe !== undefined) fail(unsafe, 2)
  const options = readOptions(process.argv.slice(2), process.env)
  if (options.help) {
    console.log(usage)
    return
  }
  const folder = fileURLToPath(new URL('./app', import.meta.url))
  const approvals = approvalsFor(options)
  const page = createStatic(folder, sandboxOriginOf(options), () =>
    directOrigins(options, approvals),
  )
  if (page === undefined) fail('The app is not built yet. Run npm run build, then start again.', 1)
  const running = await startServer(options, page, approvals)
  console.log(
    `Grantwalk is ready. Open this link, it carries the relay’s key:\n\n  ${running.link}\n`,
  )
  console.log(`The simulated vendors are at ${running.sandbox}. Ctrl-C ends both.`)
  const forget = options.open ? openBrowser(running.link, process.platform) : () => undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      forget()
      void running.close().then(() => process.exit(0))
    })
}

/** Run, not imported: `npm run dev` imports this file and brings a page of its own. */
const isMain =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)

if (isMain)
  await main().catch((error: unknown) => {
    if (error instanceof OptionProblem) fail(error.message, 2)
    if (error instanceof ListenProblem) fail(error.message, 1)
    if (error instanceof PolicyProblem) fail(error.message, 2)
    throw error
  })
